import http from 'node:http';

/** The way out of the house, where there is only one. */
export interface Proxy {
  /** Such as `http://proxy.contoso.com:8080`; may hold a name and a password, so it is never shown. */
  readonly url: string;
  /** Hosts that are reached without it, as Node reads them; may be blank. */
  readonly noProxy: string;
}

export type ReadProxy =
  | { readonly ok: true; readonly proxy?: Proxy }
  | { readonly ok: false; readonly problems: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The standard variables `HTTPS_PROXY` and `NO_PROXY`; spelt small they come first, as in Node and curl. `HTTP_PROXY` and
 * `ALL_PROXY` lead nowhere here, but the SDKs read them: one that is no address would end them later.
 */
export function readProxy(environment: Environment): ReadProxy {
  const url = valueOf(environment, 'HTTPS_PROXY');
  const noProxy = valueOf(environment, 'NO_PROXY');
  const problems = [
    ...['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'].flatMap((name) => {
      const value = valueOf(environment, name);
      return value === '' || isProxyUrl(value)
        ? []
        : [
            `${name} must be an address like http://proxy.contoso.com:8080, without a path. Its value is not shown.`,
          ];
    }),
    ...noProxy
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== '' && !isNoProxyEntry(host))
      .map(
        (host) => `NO_PROXY holds "${host.slice(0, 80)}": it must be host names with commas between them.`,
      ),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return url === '' ? { ok: true } : { ok: true, proxy: { url, noProxy } };
}

function valueOf(environment: Environment, name: string): string {
  return (environment[name.toLowerCase()] ?? environment[name] ?? '').trim();
}

function isProxyUrl(text: string): boolean {
  if (/\s/.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash } = new URL(text);
  const isBare = (pathname === '' || pathname === '/') && search === '' && hash === '';
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' && isBare;
}

/** `graph.microsoft.com`, `.microsoft.com`, `*.microsoft.com`, each with a port or without; an IP address; `*` for all. */
function isNoProxyEntry(text: string): boolean {
  return /^(\*|(\*?\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[?[0-9a-f:]*:[0-9a-f:.]*\]?)(:\d{1,5})?$/i.test(text);
}

/**
 * From here on everything that leaves by https goes through the proxy: Node's `fetch` and its global agents, which the
 * clients for sign-in and Teams are told to use. Plain http does not: that is the managed-identity endpoint on this machine,
 * whose tokens are no proxy's business. Call it once, before anything is sent. Without a proxy nothing goes through one,
 * whatever else the environment says.
 */
export function useProxy(proxy: Proxy | undefined): void {
  http.setGlobalProxyFromEnv(
    proxy === undefined ? {} : { https_proxy: proxy.url, no_proxy: proxy.noProxy.replaceAll(' ', '') },
  );
}
