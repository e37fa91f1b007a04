import { Client, type Context } from '@microsoft/microsoft-graph-client';
import type { Tenant } from '../../src/playground/tenant/server';

/**
 * What piping ids into `Revoke-MgUserSignInSession` does, with the same SDK: one person after the other, and each read back
 * until the timestamp has moved. Resolves with the milliseconds it took.
 */
export async function loopOver(tenant: Tenant, ids: readonly string[]): Promise<number> {
  const token = tenant.signIn.accessToken();
  const middleware = {
    execute: async (context: Context) => {
      const headers = new Headers(context.options?.headers);
      headers.set('authorization', `Bearer ${token}`);
      const { method = 'GET', body = null } = context.options ?? {};
      context.response = await fetch(context.request as string, {
        method,
        body: body as string | null,
        headers,
      });
    },
  };
  const client = Client.initWithMiddleware({ middleware, baseUrl: tenant.graphUrl, defaultVersion: 'v1.0' });
  const began = performance.now();
  for (const id of ids) {
    const since = Math.floor(Date.now() / 1_000) * 1_000;
    await client.api(`/users/${id}/revokeSignInSessions`).post({});
    while (Date.parse(await validFrom(client, id)) < since)
      await new Promise((next) => setTimeout(next, 1_000));
  }
  return performance.now() - began;
}

async function validFrom(client: Client, id: string): Promise<string> {
  const select = 'signInSessionsValidFromDateTime';
  const answer = (await client.api(`/users/${id}`).select(select).get()) as Record<string, string>;
  return answer[select] ?? '';
}
