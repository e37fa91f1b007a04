import { gzipSync } from 'node:zlib';
import { systemClock } from '../../src/edges/system/system';
import { town } from '../../src/playground/tenant/town';
import { http } from '../support/http';
import { openStreet, type Street } from '../support/street';
import type { Activity, Chat } from '../support/teams';

const { olga } = town.people;
const botId = town.identities.channel.appId;
const json = { 'content-type': 'application/json' };

describe('the door', () => {
  let street: Street;
  let chat: Chat;
  beforeAll(async () => {
    street = await openStreet({ clock: systemClock });
    chat = street.teams.open('personal');
  });
  afterAll(async () => {
    await street.close();
  });
  beforeEach(() => {
    street.calm();
  });

  const activity = (changes: object = {}): Activity => ({
    ...street.teams.message(olga, chat, 'revoke sessions for alice@contoso.com'),
    ...changes,
  });
  const bearer = (token: string): Record<string, string> => ({ ...json, authorization: `Bearer ${token}` });
  const send = (headers: Record<string, string>, body: string | Buffer): ReturnType<typeof http> =>
    http('POST', `${street.teams.bot.url}/api/messages`, headers, body);
  const channelToken = (overrides: object): string =>
    street.tenant.signIn.channelToken({ botId, serviceUrl: street.teams.serviceUrl, overrides });

  /** Nobody was looked up, nothing was said, nothing was recorded, and the next request is served. */
  const untouched = async (): Promise<void> => {
    expect(street.teams.calls).toEqual([]);
    const reads = street.tenant.ledger.entries.filter(({ path }) => path.startsWith('/v1.0/'));
    expect(reads).toEqual([]);
    expect(street.record()).toEqual([]);
    expect((await street.ask(olga, 'help')).card.text).toMatch(/^What I do\n/);
  };

  const texts: Readonly<Record<number, string>> = {
    400: 'bad request',
    401: 'unauthorized',
    403: 'forbidden',
    411: 'length required',
    413: 'too large',
    415: 'unsupported',
  };

  const tokens: readonly [string, () => string][] = [
    ['that is not a token', () => 'abc'],
    ['that Evict sends itself', () => street.tenant.signIn.accessToken({ audience: botId })],
    ['that no key of the channel signed', () => channelToken({ signedBy: 'stranger' })],
    ['signed for another channel', () => channelToken({ signedBy: 'webchat' })],
    ['that has ended', () => channelToken({ expiresIn: -3_600 })],
    ['for another bot', () => channelToken({ claims: { aud: town.identities.graph.appId } })],
    ['of another issuer', () => channelToken({ claims: { iss: 'https://sts.windows.net/x/' } })],
    ['for another service address', () => channelToken({ claims: { serviceurl: 'https://evil.example/' } })],
    ['without a signature', () => unsigned(channelToken({}))],
  ];

  it.each(tokens)('refuses a token %s', async (_what, token) => {
    const answer = await send(bearer(token()), JSON.stringify(activity()));
    expect(answer.status).toBeGreaterThanOrEqual(401);
    expect(answer.status).toBeLessThanOrEqual(403);
    expect(answer.body).toBe(JSON.stringify({ status: texts[answer.status] }));
    await untouched();
  });

  it('refuses a request without a token', async () => {
    expect(await send(json, JSON.stringify(activity()))).toEqual({
      status: 401,
      body: JSON.stringify({ status: 'unauthorized' }),
    });
    await untouched();
  });

  const tenant = (id: string): object => ({ tenant: { id } });
  const elsewhere = '6f1c3a52-0d5e-4a4e-8f5b-2d3c4b5a6978';
  const activities: readonly [string, number, () => unknown][] = [
    [
      'of another tenant',
      403,
      () => activity({ conversation: { ...chat, tenantId: elsewhere }, channelData: tenant(elsewhere) }),
    ],
    ['whose two tenants differ', 403, () => activity({ channelData: tenant(elsewhere) })],
    ['without a tenant', 400, () => activity({ channelData: {} })],
    ['of another channel', 403, () => activity({ channelId: 'webchat' })],
    ['of nearly this channel', 403, () => activity({ channelId: 'MSTEAMS' })],
    ['without a channel', 400, () => activity({ channelId: undefined })],
    [
      'to be answered elsewhere',
      403,
      () => activity({ serviceUrl: 'https://smba.trafficmanager.net.evil.example/' }),
    ],
    [
      'to be answered at the metadata address',
      403,
      () => activity({ serviceUrl: 'http://169.254.169.254/' }),
    ],
    ['without a service address', 400, () => activity({ serviceUrl: undefined })],
    ['that is an empty object', 400, () => ({})],
    ['whose type is a number', 400, () => ({ type: 5 })],
    ['that is an array', 400, () => [activity()]],
    ['that is a number', 400, () => 7],
  ];

  it.each(activities)('refuses an activity %s with %i', async (_what, status, value) => {
    const body = value() as Activity;
    const named = typeof body['serviceUrl'] === 'string' ? body['serviceUrl'] : street.teams.serviceUrl;
    const answer = await send(bearer(street.teams.token(named)), JSON.stringify(body));
    expect(answer).toEqual({ status, body: JSON.stringify({ status: texts[status] }) });
    await untouched();
  });

  const gzip = { 'content-encoding': 'gzip' };
  const bodies: readonly [string, number, Record<string, string>, () => string | Buffer][] = [
    ['gzip garbage', 415, gzip, () => Buffer.from('garbage')],
    ['a gzip bomb', 415, gzip, () => gzipSync(Buffer.alloc(50_000_000))],
    ['good JSON in gzip', 415, gzip, () => gzipSync(JSON.stringify(activity()))],
    ['20 MB of JSON', 413, {}, () => JSON.stringify(activity({ text: 'x'.repeat(20_000_000) }))],
    [
      'a body in chunks, without a length',
      411,
      { 'transfer-encoding': 'chunked' },
      () => JSON.stringify(activity()),
    ],
    ['200,000 nested arrays', 413, {}, () => '['.repeat(200_000) + ']'.repeat(200_000)],
    ['deeply nested arrays under the limit', 400, {}, () => '['.repeat(100_000) + ']'.repeat(100_000)],
    ['text that is not UTF-8', 400, {}, () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['no JSON', 400, {}, () => 'revoke sessions'],
    ['nothing', 400, {}, () => ''],
    ['a form', 415, { 'content-type': 'application/x-www-form-urlencoded' }, () => 'type=message'],
  ];

  it.each(bodies)('refuses %s with %i', async (_what, status, headers, body) => {
    // A refusal may come before all of a long body was taken; the connection then ends under the sender.
    const answer = await send({ ...bearer(street.teams.token()), ...headers }, body()).catch(
      (cause: unknown) => (status === 413 ? { status, cause } : Promise.reject(cause as Error)),
    );
    expect(answer.status).toBe(status);
    if ('body' in answer) expect(answer.body).toBe(JSON.stringify({ status: texts[status] }));
    await untouched();
  });

  it('has two more doors, for whoever runs Evict, and no other', async () => {
    const { url } = street.teams.bot;
    expect((await http('GET', `${url}/healthz`)).status).toBe(200);
    expect((await http('GET', `${url}/readyz`)).status).toBe(200);
    expect((await http('GET', `${url}/api/messages`)).status).toBe(405);
    expect((await http('GET', `${url}/metrics`)).status).toBe(404);
  });
});

function unsigned(token: string): string {
  const [, payload = ''] = token.split('.');
  return `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${payload}.`;
}
