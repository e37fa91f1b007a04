import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { ManagedIdentityCredential } from '@azure/identity';
import { startTenant } from '../../src/playground/tenant/server';
import type { Tenant } from '../../src/playground/tenant/server';
import { town } from '../../src/playground/tenant/town';

const { channel, graph } = town.identities;
const serviceUrl = 'http://localhost:56150/_connector';

type Claims = Record<string, unknown>;

interface PublishedKey extends JsonWebKey {
  kid: string;
  x5t: string;
  endorsements: string[];
}

const part = (token: string, index: number): Claims =>
  JSON.parse(Buffer.from(token.split('.')[index]!, 'base64url').toString()) as Claims;
const claimsOf = (token: string): Claims => part(token, 1);
const headerOf = (token: string): Claims => part(token, 0);

/** The published key whose id the token names and which really signed it. */
const signerOf = (token: string, keys: PublishedKey[]): PublishedKey | undefined => {
  const key = keys.find(({ kid }) => kid === headerOf(token)['kid']);
  const [head, claims, signature] = token.split('.');
  const content = Buffer.from(`${head!}.${claims!}`);
  const proof = Buffer.from(signature!, 'base64url');
  return key && verify('RSA-SHA256', content, createPublicKey({ key, format: 'jwk' }), proof)
    ? key
    : undefined;
};

describe('the simulated sign-in service', () => {
  let tenant: Tenant;
  const environment = { ...process.env };
  // One tenant for the whole file: the credential's library keeps the endpoint and the tokens it found first for the
  // life of the process, whatever the environment says later.
  beforeAll(async () => {
    tenant = await startTenant();
    Object.assign(process.env, tenant.environment);
  });
  afterAll(async () => {
    process.env = { ...environment };
    await tenant.close();
  });

  const readAlice = (token: string): Promise<Response> =>
    fetch(`${tenant.graphUrl}/v1.0/users/${town.people.alice.id}`, {
      headers: { authorization: `Bearer ${token}` },
    });
  const codeOf = async (response: Response): Promise<[number, unknown]> => {
    const body = (await response.json()) as { error: { code: string } };
    return [response.status, body.error.code];
  };

  describe('managed identities', () => {
    it("gives the real ManagedIdentityCredential the Graph identity's token, and Graph takes it", async () => {
      const credential = new ManagedIdentityCredential({ clientId: graph.appId });
      const got = await credential.getToken('https://graph.microsoft.com/.default');
      expect(claimsOf(got.token)).toMatchObject({
        aud: 'https://graph.microsoft.com',
        appid: graph.appId,
        tid: tenant.tenantId,
        roles: [
          'User.RevokeSessions.All',
          'User.Read.All',
          'RoleManagement.Read.Directory',
          'GroupMember.Read.All',
        ],
      });
      expect(got.expiresOnTimestamp).toBeGreaterThan(Date.now());
      expect((await readAlice(got.token)).status).toBe(200);
    });

    it('gives the channel identity tokens that open the channel and nothing in Graph', async () => {
      const credential = new ManagedIdentityCredential({ clientId: channel.appId });
      const forChannel = await credential.getToken('https://api.botframework.com/.default');
      expect(claimsOf(forChannel.token)).toMatchObject({ aud: 'https://api.botframework.com' });
      expect(await codeOf(await readAlice(forChannel.token))).toEqual([401, 'InvalidAuthenticationToken']);
      const forGraph = await credential.getToken('https://graph.microsoft.com/.default');
      expect(claimsOf(forGraph.token)).not.toHaveProperty('roles');
      expect(await codeOf(await readAlice(forGraph.token))).toEqual([403, 'Authorization_RequestDenied']);
    });

    it('refuses an unknown client id', async () => {
      const credential = new ManagedIdentityCredential({ clientId: town.people.alice.id });
      await expect(credential.getToken('https://graph.microsoft.com/.default')).rejects.toThrow();
    });

    it.each([
      ['a wrong secret', 401, '?resource=https://graph.microsoft.com&api-version=2019-08-01', 'wrong'],
      ['another api-version', 400, '?resource=https://graph.microsoft.com&api-version=2017-09-01', undefined],
      [
        'a resource it does not know',
        400,
        '?resource=https://vault.azure.net&api-version=2019-08-01',
        undefined,
      ],
      ['no client id', 400, '?resource=https://graph.microsoft.com&api-version=2019-08-01', undefined],
    ])('refuses %s', async (_, status, query, secret) => {
      const headers = { 'X-IDENTITY-HEADER': secret ?? tenant.environment.IDENTITY_HEADER };
      const response = await fetch(`${tenant.environment.IDENTITY_ENDPOINT}${query}`, { headers });
      expect(response.status).toBe(status);
    });
  });

  describe('tokens at Graph', () => {
    it('refuses no token, an expired one, one of another tenant, and a missing permission', async () => {
      const without = await fetch(`${tenant.graphUrl}/v1.0/users`);
      expect(without.headers.get('www-authenticate')).toContain('Bearer');
      expect(await codeOf(without)).toEqual([401, 'InvalidAuthenticationToken']);
      const expired = tenant.signIn.accessToken({ expiresIn: -10 });
      expect(await codeOf(await readAlice(expired))).toEqual([401, 'InvalidAuthenticationToken']);
      const other = await startTenant();
      expect((await readAlice(other.signIn.accessToken())).status).toBe(401);
      await other.close();
      const elsewhere = tenant.signIn.accessToken({ tenantId: town.people.alice.id });
      expect((await readAlice(elsewhere)).status).toBe(401);
      const narrow = tenant.signIn.accessToken({ permissions: ['GroupMember.Read.All'] });
      expect(await codeOf(await readAlice(narrow))).toEqual([403, 'Authorization_RequestDenied']);
      expect((await readAlice('not.a.token')).status).toBe(401);
    });

    it('needs the permission to revoke for a revoke', async () => {
      const reader = tenant.signIn.accessToken({ permissions: ['User.Read.All'] });
      const response = await fetch(
        `${tenant.graphUrl}/v1.0/users/${town.people.alice.id}/revokeSignInSessions`,
        {
          method: 'POST',
          headers: { authorization: `Bearer ${reader}`, 'content-type': 'application/json' },
          body: '{}',
        },
      );
      expect(await codeOf(response)).toEqual([403, 'Authorization_RequestDenied']);
    });
  });

  describe('channel tokens', () => {
    const botId = channel.appId;
    const published = async (): Promise<PublishedKey[]> => {
      const metadata = (await (await fetch(tenant.channelMetadataUrl)).json()) as Record<string, string>;
      expect(metadata).toMatchObject({
        issuer: 'https://api.botframework.com',
        id_token_signing_alg_values_supported: ['RS256'],
      });
      const { keys } = (await (await fetch(metadata['jwks_uri']!)).json()) as { keys: PublishedKey[] };
      return keys;
    };

    it('are signed with a published key that is endorsed for Teams', async () => {
      const token = tenant.signIn.channelToken({ botId, serviceUrl });
      expect(headerOf(token)['alg']).toBe('RS256');
      expect(claimsOf(token)).toMatchObject({
        iss: 'https://api.botframework.com',
        aud: botId,
        serviceurl: serviceUrl,
      });
      const key = signerOf(token, await published());
      expect(key).toMatchObject({ endorsements: ['msteams'], x5t: headerOf(token)['x5t'] });
      expect(key).not.toHaveProperty('d');
    });

    it('can be wrong in the way a test wants', async () => {
      const keys = await published();
      const token = (overrides: object): string =>
        tenant.signIn.channelToken({ botId, serviceUrl, overrides });
      expect(signerOf(token({ signedBy: 'stranger' }), keys)).toBeUndefined();
      expect(signerOf(token({ signedBy: 'webchat' }), keys)?.endorsements).toEqual(['webchat']);
      expect(claimsOf(token({ expiresIn: -600 }))['exp']).toBeLessThan(Date.now() / 1_000);
      expect(claimsOf(token({ claims: { aud: 'other' } }))['aud']).toBe('other');
      expect(claimsOf(token({ claims: { serviceurl: undefined } }))).not.toHaveProperty('serviceurl');
    });
  });
});
