import { createHmac, randomUUID } from 'node:crypto';
import { town } from '../../../src/playground/tenant/town';
import { wire } from '../../support/raw';
import {
  bearing,
  host,
  json,
  length,
  overridden,
  post,
  valid,
  withToken,
  type Hand,
  type Hostile,
} from './make';

const botId = town.identities.channel.appId;
const { tenantId } = town;
const elsewhere = '6f1c3a52-0d5e-4a4e-8f5b-2d3c4b5a6978';
const emulator = `https://login.microsoftonline.com/${tenantId}/v2.0`;
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function madeAtHome(header: object, secret?: string): (hand: Hand) => string {
  return ({ token }) => {
    const [, claims = ''] = token().split('.');
    const content = `${part(header)}.${claims}`;
    return `${content}.${secret === undefined ? '' : createHmac('sha256', secret).update(content).digest('base64url')}`;
  };
}

export const tokens: readonly Hostile[] = [
  ['no token', 401, () => wire(post, [host, json, length(valid())], valid())],
  [
    'an empty Authorization',
    401,
    () => wire(post, [host, ['authorization', ''], json, length(valid())], valid()),
  ],
  [
    'Basic instead of Bearer',
    401,
    () => wire(post, [host, ['authorization', 'Basic eDp5'], json, length(valid())], valid()),
  ],
  ['a token that is a word', 401, bearing(() => 'word')],
  ['alg none', 401, bearing(madeAtHome({ alg: 'none' }))],
  ['alg None', 401, bearing(madeAtHome({ alg: 'None' }))],
  ['HS256 with the bot id as its secret', 401, bearing(madeAtHome({ alg: 'HS256', kid: 'x' }, botId))],
  ['a good token with its signature cut off', 401, bearing(({ token }) => token().replace(/[^.]*$/, ''))],
  [
    'a good token with its claims changed',
    401,
    bearing(({ token }) => token().replace(/\.[^.]*\./, `.${part({ iss: 'x' })}.`)),
  ],
  ['an unknown key id', 401, overridden({ header: { kid: 'unknown' } })],
  ['no key id', 401, overridden({ header: { kid: undefined } })],
  ['a key id that is a path', 401, overridden({ header: { kid: '../../../dev/null' } })],
  ['a key nobody published', 401, overridden({ signedBy: 'stranger' })],
  ['a key that is endorsed for another channel', 401, overridden({ signedBy: 'webchat' })],
  ['another audience', 401, overridden({ claims: { aud: randomUUID() } })],
  ['two audiences', 401, overridden({ claims: { aud: [botId, randomUUID()] } })],
  ['another issuer', 401, overridden({ claims: { iss: 'https://api.botframework.us' } })],
  ['a token that ended six minutes ago', 401, overridden({ expiresIn: -360 })],
  ['a token without an end', 401, overridden({ claims: { exp: undefined } })],
  ['a token for tomorrow', 401, overridden({ claims: { nbf: Math.floor(Date.now() / 1_000) + 86_400 } })],
  ['a token without a service address', 401, overridden({ claims: { serviceurl: undefined } })],
  [
    'two Authorization headers',
    401,
    ({ token }) => withToken(token(), valid(), [['authorization', `Bearer ${token()}`], json]),
  ],
  ['two tokens in one header', 401, bearing(({ token }) => `${token()}, Bearer ${token()}`)],
  [
    'an emulator token',
    401,
    overridden({ claims: { iss: emulator, ver: '2.0', azp: botId, tid: tenantId } }),
  ],
  [
    'an old emulator token',
    401,
    overridden({ claims: { iss: `https://sts.windows.net/${tenantId}/`, appid: botId } }),
  ],
  [
    'an emulator token of another tenant with this bot as its app',
    401,
    overridden({ claims: { iss: `https://sts.windows.net/${elsewhere}/`, appid: botId, tid: elsewhere } }),
  ],
  [
    'a skill token',
    401,
    overridden({ claims: { iss: emulator, ver: '2.0', azp: randomUUID(), aud: botId } }),
  ],
  [
    "the bot's own outbound token",
    401,
    bearing(({ entra }) =>
      entra({ audience: 'https://api.botframework.com', identity: town.identities.channel }),
    ),
  ],
  [
    "the bot's own token for itself",
    401,
    bearing(({ entra }) => entra({ audience: botId, identity: town.identities.channel })),
  ],
  ['a token for Microsoft Graph', 401, bearing(({ entra }) => entra())],
  ['a token of 60 KB', 431, bearing(() => 'x'.repeat(60_000))],
];
