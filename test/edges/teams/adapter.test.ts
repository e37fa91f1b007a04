import { randomUUID } from 'node:crypto';
import { ManagedIdentityCredential } from '@azure/identity';
import type { Activity } from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import { EvictAdapter, type Channel } from '../../../src/edges/teams/adapter';
import { signingKeys } from '../../../src/edges/teams/door/keys';
import { fetchPublished } from '../../../src/edges/teams/door/published';
import type { CheckedToken } from '../../../src/edges/teams/door/token';
import { startTenant, type Tenant } from '../../../src/playground/tenant/server';
import { town } from '../../../src/playground/tenant/town';
import { message, serviceUrl } from './activities';

const botId = town.identities.channel.appId;
const { tenantId } = town;
const emulator = `https://login.microsoftonline.com/${tenantId}/v2.0`;

type Overrides = Parameters<Tenant['signIn']['channelToken']>[0]['overrides'];

/** The SDK's check behind the door's: given what the door would never hand on. */
describe('the second check of the token of the channel', () => {
  let tenant: Tenant;
  let adapter: EvictAdapter;
  const before = { ...process.env };
  beforeAll(async () => {
    tenant = await startTenant();
    Object.assign(process.env, tenant.environment);
    adapter = await adapterAt(tenant.channelMetadataUrl);
  });
  afterAll(async () => {
    process.env = before;
    await tenant.close();
  });

  const adapterAt = async (openIdMetadataUrl: string): Promise<EvictAdapter> => {
    const channel: Channel = {
      openIdMetadataUrl,
      tokenIssuer: 'https://api.botframework.com',
      loginUrl: `${tenant.url}/login`,
      scope: 'https://api.botframework.com',
      oAuthUrl: `${tenant.url}/oauth`,
      callerId: 'urn:botframework:azure',
    };
    const credential = new ManagedIdentityCredential({ clientId: botId });
    const load = (): ReturnType<typeof fetchPublished> => fetchPublished({ url: openIdMetadataUrl });
    const journal = { note: () => undefined };
    const keys = signingKeys({ load, now: () => 0, journal });
    await keys.tend();
    return new EvictAdapter({ botId, tenantId, credential, channel, serviceOrigins: [], keys });
  };
  const token = (overrides: Overrides = {}): string =>
    tenant.signIn.channelToken({ botId, serviceUrl, overrides });
  const deliver = async (bearer: string, changes: object = {}, to = adapter): Promise<unknown[]> => {
    const heard: unknown[] = [];
    const activity = { ...message(), timestamp: new Date(), ...changes } as unknown as Activity;
    await to.deliver(bearer.replace(/^Bearer /, '') as CheckedToken, activity, async (context) => {
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
    ['signed by a key nobody published', { signedBy: 'stranger' }],
    ['that names no key', { header: { kid: undefined, x5t: undefined } }],
    ['that names an unknown key', { header: { kid: 'unknown', x5t: 'unknown' } }],
    ['for another service address', { claims: { serviceurl: 'https://smba.trafficmanager.net/amer/' } }],
    ['for no service address', { claims: { serviceurl: undefined } }],
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
    const cold = await adapterAt(`${tenant.url}/botframework/.well-known/none`);
    await expect(deliver(`Bearer ${token()}`, {}, cold)).rejects.toThrow();
  });
});
