import type { KeyObject } from 'node:crypto';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor';
import type { SigningKeys } from './keys';

/** What the SDK asks for a key; its own kind fetches for itself. */
interface SdkKeys {
  getKey(kid: string): Promise<{ key: string; endorsements: string[] } | null>;
}
interface SdkCache {
  readonly openIdMetadataCache: Map<string, SdkKeys>;
}

/**
 * Lets the SDK's own check, behind ours, work with the keys we have. What it would fetch for itself (botframework-connector
 * 4.23.3, `OpenIdMetadata`) has no time limit, looks for a new key once an hour at most, and refuses everybody when the
 * address is down once a day has passed. It keeps its keys in a cache by address, which is filled here beforehand.
 */
export function giveKeysToSdk(openIdMetadataUrl: string, keys: SigningKeys): void {
  const pem = (key: KeyObject): string => String(key.export({ type: 'spki', format: 'pem' }));
  const { openIdMetadataCache } = JwtTokenExtractor as unknown as SdkCache;
  openIdMetadataCache.set(openIdMetadataUrl, {
    getKey: async (kid) => {
      const found = await keys.find(kid);
      return typeof found === 'string'
        ? null
        : { key: pem(found.key), endorsements: [...found.endorsements] };
    },
  });
}
