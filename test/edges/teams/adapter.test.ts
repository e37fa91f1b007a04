import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { ManagedIdentityCredential } from '@azure/identity';
import type { Activity } from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import { EvictAdapter, type Channel } from '../../../src/edges/teams/adapter';
import { startTenant, type Tenant } from '../../../src/playground/tenant/server';
import { town } from '../../../src/playground/tenant/town';
import { message, serviceUrl } from './activities';

const botId = town.identities.channel.appId;
const { tenantId } = town;
const emulator = `https://login.microsoftonline.com/${tenantId}/v2.0`;

type Overrides = Parameters<Tenant['signIn']['channelToken']>[0]['overrides'];

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = (more: object = {}): object => {
  const now = Math.floor(Date.now() / 1_000);
  const iss = 'https://api.botframework.com';
  return { iss, aud: botId, serviceurl: serviceUrl, nbf: now - 300, exp: now + 3_600, ...more };
};

describe('the token of the channel', () => {
  let tenant: Tenant;
  let adapter: EvictAdapter;
  const before = { ...process.env };
  beforeAll(async () => {
    tenant = await startTenant();
    Object.assign(process.env, tenant.environment);
    adapter = adapterAt(tenant.channelMetadataUrl);
  });
  afterAll(async () => {
    process.env = before;
    await tenant.close();
  });

  const adapterAt = (openIdMetadataUrl: string): EvictAdapter => {
    const channel: Channel = {
      openIdMetadataUrl,
      tokenIssuer: 'https://api.botframework.com',
      loginUrl: `${tenant.url}/login`,
      scope: 'https://api.botframework.com',
      oAuthUrl: `${tenant.url}/oauth`,
      callerId: 'urn:botframework:azure',
    };
    const credential = new ManagedIdentityCredential({ clientId: botId });
    return new EvictAdapter({ botId, tenantId, credential, channel, serviceOrigins: [] });
  };
  const token = (overrides: Overrides = {}): string =>
    tenant.signIn.channelToken({ botId, serviceUrl, overrides });
  const deliver = async (bearer: string, changes: object = {}, to = adapter): Promise<unknown[]> => {
    const heard: unknown[] = [];
    const activity = { ...message(), timestamp: new Date(), ...changes } as unknown as Activity;
    await to.deliver(bearer, activity, async (context) => {
      heard.push(context.activity.text);
    });
    return heard;
  };
  const isRefused = async (bearer: string, changes: object = {}): Promise<void> => {
    const problem: unknown = await deliver(bearer, changes).then(
      (heard) => heard,
      (cause: unknown) => cause,
    );
    expect(problem).toBeInstanceOf(AuthenticationError);
    expect(problem).toMatchObject({ statusCode: 401 });
  };

  it('opens the way for an activity from Teams', async () => {
    expect(await deliver(`Bearer ${token()}`)).toEqual(['revoke sessions for alice@contoso.com']);
  });

  it.each<[string, Overrides]>([
    ['for another bot', { claims: { aud: town.identities.graph.appId } }],
    ['for nobody', { claims: { aud: undefined } }],
    ['for this bot and another', { claims: { aud: [botId, randomUUID()] } }],
    ['of another issuer', { claims: { iss: 'https://api.botframework.us' } }],
    ['of no issuer', { claims: { iss: undefined } }],
    ['that has ended', { expiresIn: -600 }],
    ['that is not valid yet', { claims: { nbf: Math.floor(Date.now() / 1_000) + 3_600 } }],
    ['that never ends', { claims: { exp: undefined } }],
    ['signed by a key for another channel', { signedBy: 'webchat' }],
    ['signed by a key nobody published', { signedBy: 'stranger' }],
    ['that names no key', { header: { kid: undefined, x5t: undefined } }],
    ['that names an unknown key', { header: { kid: 'unknown', x5t: 'unknown' } }],
    ['for another service address', { claims: { serviceurl: 'https://smba.trafficmanager.net/amer/' } }],
    ['for no service address', { claims: { serviceurl: undefined } }],
    ['that says it needs no signature', { header: { alg: 'none' } }],
    ['that says it is signed with a shared secret', { header: { alg: 'HS256' } }],
    ['of an emulator', { claims: { iss: emulator, ver: '2.0', azp: botId, tid: tenantId } }],
    [
      'of an emulator, old',
      { claims: { iss: `https://sts.windows.net/${tenantId}/`, ver: '1.0', appid: botId } },
    ],
    [
      'of an emulator that says it is for the bot',
      { claims: { iss: emulator, ver: '2.0', azp: botId, aud: botId } },
    ],
    ['of a skill', { claims: { iss: emulator, ver: '2.0', azp: randomUUID(), aud: botId } }],
    [
      'of a skill for itself',
      { claims: { iss: 'https://api.botframework.com', ver: '2.0', azp: randomUUID(), aud: randomUUID() } },
    ],
  ])('is refused when it is one %s', async (_, overrides) => {
    await isRefused(`Bearer ${token(overrides)}`);
  });

  it('is not what the bot itself sends to Teams', async () => {
    const credential = new ManagedIdentityCredential({ clientId: botId });
    const { token: own } = await credential.getToken('https://api.botframework.com/.default');
    await isRefused(`Bearer ${own}`);
    const forItself = tenant.signIn.accessToken({
      audience: botId,
      identity: town.identities.channel,
      permissions: [],
    });
    await isRefused(`Bearer ${forItself}`);
    await isRefused(`Bearer ${tenant.signIn.accessToken()}`);
  });

  it('cannot be made at home', async () => {
    const head = part({ alg: 'none', typ: 'JWT' });
    await isRefused(`Bearer ${head}.${part(claims())}.`);
    const shared = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims())}`;
    await isRefused(`Bearer ${shared}.${createHmac('sha256', botId).update(shared).digest('base64url')}`);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const { kid } = JSON.parse(Buffer.from(token().split('.')[0]!, 'base64url').toString()) as {
      kid: string;
    };
    const foreign = `${part({ alg: 'RS256', typ: 'JWT', kid, x5t: kid })}.${part(claims())}`;
    await isRefused(
      `Bearer ${foreign}.${sign('RSA-SHA256', Buffer.from(foreign), privateKey).toString('base64url')}`,
    );
    const [first, , signature] = token().split('.');
    await isRefused(`Bearer ${first!}.${part(claims({ aud: botId, extra: 1 }))}.${signature!}`);
  });

  it('cannot be signed with the published key as a shared secret', async () => {
    const metadata = (await (await fetch(tenant.channelMetadataUrl)).json()) as { jwks_uri: string };
    const { keys } = (await (await fetch(metadata.jwks_uri)).json()) as {
      keys: { kid: string; n: string }[];
    };
    for (const { kid, n } of keys) {
      const content = `${part({ alg: 'HS256', typ: 'JWT', kid })}.${part(claims())}`;
      const signature = createHmac('sha256', Buffer.from(n, 'base64url')).update(content).digest('base64url');
      await isRefused(`Bearer ${content}.${signature}`);
    }
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer x',
    'Bearer a.b.c',
    `Bearer ${'x'.repeat(10_000)}`,
    'Basic eA==',
  ])('is not just any text: %j', async (bearer) => {
    await isRefused(bearer);
  });

  it.each([
    ['another channel', { channelId: 'webchat' }],
    ['another service address', { serviceUrl: 'https://smba.trafficmanager.net/amer/' }],
  ])('is refused for an activity of %s', async (_, changes) => {
    await isRefused(`Bearer ${token()}`, changes);
  });

  it('opens nothing while the keys of the channel cannot be had', async () => {
    const cold = adapterAt(`${tenant.url}/botframework/.well-known/none`);
    await expect(deliver(`Bearer ${token()}`, {}, cold)).rejects.toThrow();
  });

  it('is not learned from: after a thousand of other tenants the next is refused as well', async () => {
    for (let turn = 0; turn < 1_000; turn += 1) {
      const iss = `https://login.microsoftonline.com/${randomUUID()}/v2.0`;
      const forged = `${part({ alg: 'RS256', kid: 'x' })}.${part(claims({ iss, ver: '2.0', azp: botId }))}.eA`;
      await isRefused(`Bearer ${forged}`);
    }
    expect(await deliver(`Bearer ${token()}`)).toHaveLength(1);
  });
});
