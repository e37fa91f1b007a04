import { createHmac, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import type { SigningKeys } from '../../src/edges/teams/door/keys';
import type { Refusal } from '../../src/edges/teams/door/refusals';
import { checkToken } from '../../src/edges/teams/door/token';
import type { ChannelTokenOverrides } from '../../src/playground/tenant/signin/channel';
import { town } from '../../src/playground/tenant/town';
import { botId, channelAtHand, issuer, serviceUrl, type ChannelAtHand } from '../support/channel';
import { noKeys } from '../support/keys';

const { tenantId } = town;
const emulator = `https://login.microsoftonline.com/${tenantId}/v2.0`;
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;
const claims = (more: object = {}): object => ({
  iss: issuer,
  aud: botId,
  serviceurl: serviceUrl,
  nbf: inSeconds(-300),
  exp: inSeconds(3_600),
  ...more,
});

describe('a token', () => {
  let channel: ChannelAtHand;
  beforeAll(async () => {
    channel = await channelAtHand();
  });

  const check = async (token: string, keys: SigningKeys = channel.keys): Promise<string> => {
    const checked = await checkToken(token, { botId, issuer, keys, now: () => new Date() });
    return checked.ok ? `good for ${checked.serviceUrl}` : checked.refusal;
  };
  const good = `good for ${serviceUrl}`;

  it('of the channel for this bot is good, for the service address it names', async () => {
    const token = channel.token();
    expect(await checkToken(token, { botId, issuer, keys: channel.keys, now: () => new Date() })).toEqual({
      ok: true,
      token,
      serviceUrl,
    });
  });

  it.each<[string, ChannelTokenOverrides, Refusal]>([
    ['for another bot', { claims: { aud: town.identities.graph.appId } }, 'token-audience'],
    ['for nobody', { claims: { aud: undefined } }, 'token-audience'],
    ['for this bot and another', { claims: { aud: [botId, randomUUID()] } }, 'token-audience'],
    ['for this bot in a list', { claims: { aud: [botId] } }, 'token-audience'],
    ['for this bot in other letters', { claims: { aud: botId.toUpperCase() } }, 'token-audience'],
    ['of another issuer', { claims: { iss: 'https://api.botframework.us' } }, 'token-issuer'],
    ['of nearly the issuer', { claims: { iss: `${issuer}/` } }, 'token-issuer'],
    ['of a list of issuers', { claims: { iss: [issuer] } }, 'token-issuer'],
    ['of no issuer', { claims: { iss: undefined } }, 'token-issuer'],
    ['that has ended', { expiresIn: -600 }, 'token-expired'],
    ['that never ends', { claims: { exp: undefined } }, 'token-expired'],
    ['that ends at a word', { claims: { exp: 'never' } }, 'token-expired'],
    ['that is not valid yet', { claims: { nbf: inSeconds(3_600) } }, 'token-not-yet-valid'],
    ['that is valid from a word on', { claims: { nbf: 'always' } }, 'token-not-yet-valid'],
    ['signed by a key for another channel', { signedBy: 'webchat' }, 'key-not-for-teams'],
    ['signed by a key nobody published', { signedBy: 'stranger' }, 'unknown-key'],
    ['that names no key', { header: { kid: undefined } }, 'token-without-key-id'],
    ['that names an empty key', { header: { kid: '' } }, 'token-without-key-id'],
    ['that names a key by number', { header: { kid: 7 } }, 'token-without-key-id'],
    ['that names an unknown key', { header: { kid: '../../keys' } }, 'unknown-key'],
    ['that names a property of every object', { header: { kid: '__proto__' } }, 'unknown-key'],
    ['for no service address', { claims: { serviceurl: undefined } }, 'token-without-service-address'],
    ['for an empty service address', { claims: { serviceurl: '' } }, 'token-without-service-address'],
    [
      'for several service addresses',
      { claims: { serviceurl: [serviceUrl] } },
      'token-without-service-address',
    ],
    ['that says it needs no signature', { header: { alg: 'none' } }, 'token-algorithm'],
    ['that says it is signed with a shared secret', { header: { alg: 'HS256' } }, 'token-algorithm'],
    ['signed another way', { header: { alg: 'RS512' } }, 'token-algorithm'],
    ['signed with another padding', { header: { alg: 'PS256' } }, 'token-algorithm'],
    ['without an algorithm', { header: { alg: undefined } }, 'malformed-token'],
    ['with a rule nobody knows', { header: { crit: ['exp2'], exp2: 1 } }, 'malformed-token'],
    ['of an emulator', { claims: { iss: emulator, ver: '2.0', azp: botId, tid: tenantId } }, 'token-issuer'],
    [
      'of an emulator, old',
      { claims: { iss: `https://sts.windows.net/${tenantId}/`, ver: '1.0', appid: botId } },
      'token-issuer',
    ],
    ['of a skill', { claims: { iss: emulator, ver: '2.0', azp: randomUUID(), aud: botId } }, 'token-issuer'],
    [
      'of a skill for itself',
      { claims: { ver: '2.0', azp: randomUUID(), aud: randomUUID() } },
      'token-audience',
    ],
  ])('%s is refused', async (_, overrides, refusal) => {
    expect(await check(channel.token(overrides))).toBe(refusal);
  });

  it.each([
    ['four minutes after its end', { expiresIn: -240 }, good],
    ['six minutes after its end', { expiresIn: -360 }, 'token-expired'],
    ['four minutes before its time', { claims: { nbf: inSeconds(240) } }, good],
    ['six minutes before its time', { claims: { nbf: inSeconds(360) } }, 'token-not-yet-valid'],
  ] as const)('%s: clocks may differ by five minutes', async (_, overrides, outcome) => {
    expect(await check(channel.token(overrides))).toBe(outcome);
  });

  it('is judged by the clock of this machine', async () => {
    const now = (): Date => new Date(Date.now() + 2 * 3_600_000);
    const checked = await checkToken(channel.token(), { botId, issuer, keys: channel.keys, now });
    expect(checked).toEqual({ ok: false, refusal: 'token-expired' });
  });

  it('cannot be made at home', async () => {
    expect(await check(`${part({ alg: 'none', typ: 'JWT' })}.${part(claims())}.`)).toBe('token-algorithm');
    const { kid } = JSON.parse(Buffer.from(channel.token().split('.')[0]!, 'base64url').toString()) as {
      kid: string;
    };
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const foreign = `${part({ alg: 'RS256', typ: 'JWT', kid })}.${part(claims())}`;
    const signature = sign('RSA-SHA256', Buffer.from(foreign), privateKey).toString('base64url');
    expect(await check(`${foreign}.${signature}`)).toBe('bad-signature');
    const [head, , own] = channel.token().split('.');
    expect(await check(`${head!}.${part(claims({ extra: 1 }))}.${own!}`)).toBe('bad-signature');
    expect(await check(`${head!}.${part(claims())}.`)).toBe('bad-signature');
  });

  it('cannot bring its own key', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const jwk = publicKey.export({ format: 'jwk' });
    for (const header of [{ jwk }, { jku: 'https://evil.example/keys' }, { x5u: 'https://evil.example' }]) {
      const content = `${part({ alg: 'RS256', kid: 'mine', ...header })}.${part(claims())}`;
      const signature = sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url');
      expect(await check(`${content}.${signature}`)).toBe('unknown-key');
    }
  });

  it('cannot be signed with the published key as a shared secret', async () => {
    const [head] = channel.token().split('.');
    const { kid } = JSON.parse(Buffer.from(head!, 'base64url').toString()) as { kid: string };
    const found = (await channel.keys.find(kid)) as { key: KeyObject };
    const secrets = [
      found.key.export({ type: 'spki', format: 'pem' }),
      found.key.export({ type: 'spki', format: 'der' }),
      Buffer.from(found.key.export({ format: 'jwk' }).n!, 'base64url'),
    ];
    for (const secret of secrets) {
      const content = `${part({ alg: 'HS256', typ: 'JWT', kid })}.${part(claims())}`;
      const signature = createHmac('sha256', secret).update(content).digest('base64url');
      expect(await check(`${content}.${signature}`)).toBe('token-algorithm');
    }
  });

  it.each([
    '',
    'x',
    '.',
    '..',
    '...',
    'a.b.c',
    'e30.e30.e30',
    `${part([])}.${part([])}.x`,
    `${part(null)}.${part(null)}.x`,
    part({ alg: 'RS256', kid: 'x' }),
    'x'.repeat(10_000),
    `${'e30.'.repeat(1_000)}e30`,
  ])('is not just any text: %j', async (token) => {
    expect(await check(token)).toBe('malformed-token');
  });

  it('whose claims are no object is refused', async () => {
    for (const value of [null, [], 7, 'x']) {
      const [head, , signature] = channel.token().split('.');
      expect(await check(`${head!}.${part(value)}.${signature!}`)).toBe('bad-signature');
    }
  });

  it('opens nothing while there are no keys', async () => {
    expect(await check(channel.token(), noKeys)).toBe('keys-not-ready');
  });

  it('is good only with a key endorsed for Teams, to the letter', async () => {
    const withEndorsements = (endorsements: readonly string[]): SigningKeys => ({
      ...channel.keys,
      find: async (kid) => ({ ...((await channel.keys.find(kid)) as { key: KeyObject }), endorsements }),
    });
    expect(await check(channel.token(), withEndorsements(['webchat', 'msteams']))).toBe(good);
    for (const endorsements of [[], ['MSTEAMS'], ['msteams2'], ['webchat', 'directline']])
      expect(await check(channel.token(), withEndorsements(endorsements))).toBe('key-not-for-teams');
  });
});
