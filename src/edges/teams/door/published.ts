import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import type { PublishedKeys, SigningKey } from './keys';

export interface Source {
  /** The channel's OpenID configuration. */
  readonly url: string;
  readonly fetch?: typeof globalThis.fetch;
  /** For both answers together. */
  readonly timeoutMs?: number;
  /** For each of the two answers. */
  readonly mostBytes?: number;
}

const configuration = z.object({ jwks_uri: z.string().url() });
const published = z.object({ keys: z.array(z.unknown()).max(1_000) });
const rsa = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  n: z.string().min(1),
  e: z.string().min(1),
  use: z.literal('sig').optional(),
  endorsements: z.array(z.string()).default([]),
});

/** RFC 7518, 3.3: a key of this size or larger MUST be used with RS256. */
const leastBits = 2_048;

/** What the channel publishes now, over its OpenID configuration. Throws when it cannot be had or holds no key for us. */
export async function fetchPublished(source: Source): Promise<PublishedKeys> {
  const { url, fetch = globalThis.fetch, timeoutMs = 5_000, mostBytes = 1024 * 1024 } = source;
  const signal = AbortSignal.timeout(timeoutMs);
  const get = async (from: string): Promise<unknown> => {
    // Neither document moves: a redirect would be somebody else's idea of where our keys come from.
    const response = await fetch(from, {
      signal,
      redirect: 'error',
      headers: { accept: 'application/json' },
    });
    if (!response.ok) throw new Error(`${new URL(from).host} answered ${response.status}`);
    return JSON.parse(await textUpTo(response, mostBytes));
  };
  const { jwks_uri: keysUrl } = configuration.parse(await get(url));
  if (!isAsSafe(keysUrl, url))
    throw new Error('the OpenID configuration names keys at an address without https');
  const keys = usable(published.parse(await get(keysUrl)).keys);
  if (keys.size === 0) throw new Error('no usable key is published');
  return keys;
}

/** Plain http is for a metadata address that is plain http itself, which the settings allow on this machine alone. */
function isAsSafe(keysUrl: string, url: string): boolean {
  const { protocol, hostname } = new URL(keysUrl);
  return protocol === 'https:' || (protocol === 'http:' && url.startsWith(`http://${hostname}:`));
}

/** Keys of other kinds are published beside ours; one that is of no use is no reason to do without the rest. */
function usable(all: readonly unknown[]): PublishedKeys {
  const keys = new Map<string, SigningKey>();
  for (const one of all) {
    const read = rsa.safeParse(one);
    if (!read.success) continue;
    const { kid, kty, n, e, endorsements } = read.data;
    const key = publicKey({ kty, n, e });
    if (key !== undefined) keys.set(kid, { key, endorsements });
  }
  return keys;
}

function publicKey(key: { kty: 'RSA'; n: string; e: string }): SigningKey['key'] | undefined {
  try {
    const made = createPublicKey({ key, format: 'jwk' });
    return (made.asymmetricKeyDetails?.modulusLength ?? 0) >= leastBits ? made : undefined;
  } catch {
    return undefined;
  }
}

async function textUpTo(response: Response, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > mostBytes) throw new Error(`more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
