import { message, without } from '../../edges/teams/activities';
import { activity, saying, withToken, type Hostile } from './make';

const elsewhere = '6f1c3a52-0d5e-4a4e-8f5b-2d3c4b5a6978';

export const activities: readonly Hostile[] = [
  [
    'another tenant in both places',
    403,
    activity({
      conversation: { id: 'a:x', tenantId: elsewhere },
      channelData: { tenant: { id: elsewhere } },
    }),
  ],
  ['another tenant in the conversation', 403, activity({ conversation: { id: 'a:x', tenantId: elsewhere } })],
  ['another tenant in the channel data', 403, activity({ channelData: { tenant: { id: elsewhere } } })],
  ['no tenant in the conversation', 400, activity({ conversation: { id: 'a:x' } })],
  ['no tenant in the channel data', 400, activity({ channelData: {} })],
  ['no tenant at all', 400, activity({ conversation: { id: 'a:x' }, channelData: {} })],
  ...['webchat', 'directline', 'emulator', 'AseChannel', '', 'MSTEAMS'].map((channelId): Hostile => [
    `the channel "${channelId}"`,
    403,
    activity({ channelId }),
  ]),
  ['no channel', 400, saying(JSON.stringify(without('channelId')))],
  ['no service address', 400, saying(JSON.stringify(without('serviceUrl')))],
  ['an empty service address', 403, activity({ serviceUrl: '' })],
  [
    "a service address that is not the token's",
    403,
    activity({ serviceUrl: 'https://smba.trafficmanager.net/amer/' }),
  ],
  ...[
    'https://evil.trafficmanager.net/',
    'https://smba.trafficmanager.net.evil/',
    'https://smba.trafficmanager.net@evil/',
    'http://smba.trafficmanager.net/',
    'https://smba.trafficmanager.net:8443/',
    'http://169.254.169.254/',
    'https://smba.trafficmanager.net./',
    'https://xn--smb-7cd.trafficmanager.net/',
    'http://127.0.0.1/',
  ].map((address): Hostile => [
    `the service address ${address}, in the token too`,
    403,
    ({ token }) =>
      withToken(token({ claims: { serviceurl: address } }), JSON.stringify(message({ serviceUrl: address }))),
  ]),
];
