import { isServiceAddress } from '../door/service-address';

/** Where the files of Teams lie. */
export interface FilePlaces {
  /** Hosts, exactly, or with a dot in front everything one name below: `.sharepoint.com` is `contoso-my.sharepoint.com`. */
  readonly hosts: readonly string[];
  /** Whole origins besides, exactly: those of the playground on this machine. */
  readonly origins?: readonly string[];
}

/** Whether a file is fetched from there, or put there: https, no name and no port in it, a host of the list to the letter. */
export function isFileAddress(address: string, { hosts, origins = [] }: FilePlaces): boolean {
  if (isServiceAddress(address, origins)) return true;
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, origin } = new URL(address);
  const isListed = hosts.some((host) => (host.startsWith('.') ? isBelow(hostname, host) : hostname === host));
  return (
    protocol === 'https:' &&
    isListed &&
    isServiceAddress(address, [origin]) &&
    origin === `https://${hostname}`
  );
}

/** Microsoft names tenants in plain letters: punycode is no tenant. */
function isBelow(hostname: string, suffix: string): boolean {
  const name = hostname.endsWith(suffix) ? hostname.slice(0, -suffix.length) : '';
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name) && !name.startsWith('xn--');
}
