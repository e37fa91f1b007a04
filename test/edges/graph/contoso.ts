import { ManagedIdentityCredential, type TokenCredential } from '@azure/identity';
import type { Clock } from '../../../src/core/ports';
import { graphClient, type GraphClient } from '../../../src/edges/graph/client';
import { startTenant, type Tenant } from '../../../src/playground/tenant/server';
import { town } from '../../../src/playground/tenant/town';

/** A simulated tenant, and the real managed-identity credential that signs in to it. */
export interface Contoso {
  readonly tenant: Tenant;
  readonly credential: TokenCredential;
  client(timeoutMs?: number): GraphClient;
  close(): Promise<void>;
}

export const graphScope = 'https://graph.microsoft.com/.default';

/**
 * One for a whole test file: the credential's library keeps the first endpoint it found for the life of the process,
 * whatever the environment says later.
 */
export async function openContoso(): Promise<Contoso> {
  const before = { ...process.env };
  const tenant = await startTenant();
  Object.assign(process.env, tenant.environment);
  const credential = new ManagedIdentityCredential({ clientId: town.identities.graph.appId });
  return {
    tenant,
    credential,
    client: (timeoutMs = 5_000) =>
      graphClient({ url: tenant.graphUrl, scope: graphScope, credential, timeoutMs }),
    close: async () => {
      process.env = before;
      await tenant.close();
    },
  };
}

/** A clock that stands still: nothing at this edge waits on it. */
export function stoppedClock(at: string): Clock {
  return { now: () => new Date(at), sleep: async () => undefined };
}

/** For servers that check no token. */
export const anyToken: TokenCredential = {
  getToken: async () => ({ token: 'a-token-of-contoso', expiresOnTimestamp: Date.now() + 3_600_000 }),
};
