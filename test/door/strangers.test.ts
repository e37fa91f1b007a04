import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Activity } from 'botbuilder';
import { ToBotFromBotOrEmulatorTokenValidationParameters as remembered } from 'botframework-connector';
import { clouds } from '../../src/edges/config/clouds';
import { EvictAdapter } from '../../src/edges/teams/adapter';
import { enter, type DoorSettings } from '../../src/edges/teams/door/door';
import { message, tenantId } from '../edges/teams/activities';
import { botId, channelAtHand, issuer, type ChannelAtHand } from '../support/channel';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const body = Buffer.from(JSON.stringify(message()));

describe('twenty thousand tokens of as many tenants', () => {
  let channel: ChannelAtHand;
  let adapter: EvictAdapter;
  let settings: DoorSettings;
  beforeAll(async () => {
    channel = await channelAtHand();
    const credential = { getToken: () => Promise.reject(new Error('nobody is answered here')) };
    const addresses = { ...clouds.public.channel, openIdMetadataUrl: 'https://login.test/strangers' };
    const serviceOrigins = ['https://smba.trafficmanager.net'];
    const { keys } = channel;
    adapter = new EvictAdapter({ botId, tenantId, credential, channel: addresses, serviceOrigins, keys });
    settings = { tenantId, botId, issuer, serviceOrigins, keys };
  });

  /** The whole way of a request, without a network. */
  const comes = async (token: string): Promise<string> => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': String(body.length),
    };
    const request = Object.assign(Readable.from([body]), {
      headers,
      rawHeaders: Object.entries(headers).flat(),
    });
    const entered = await enter(request as unknown as IncomingMessage, settings);
    if (!entered.ok) return entered.refusal;
    let heard = 'nothing';
    await adapter.deliver(entered.token, entered.raw as unknown as Activity, async (context) => {
      heard = context.activity.text;
    });
    return heard;
  };

  it('teach nobody anything: the SDK sees none of them, and one that is good is served as before', async () => {
    expect(await comes(channel.token())).toBe('revoke sessions for alice@contoso.com');
    const issuers = remembered.issuer?.length;
    expect(issuers).toBeGreaterThan(0);
    const [head = '', , signature = ''] = channel.token().split('.');
    const now = Math.floor(Date.now() / 1_000);
    const outcomes = new Set<string>();
    for (let turn = 0; turn < 20_000; turn += 1) {
      const tid = randomUUID();
      const iss = `https://login.microsoftonline.com/${tid}/v2.0`;
      const claims = { iss, tid, ver: '2.0', azp: botId, aud: botId, nbf: now - 300, exp: now + 3_600 };
      const header = turn % 10 === 0 ? head : part({ alg: 'RS256', kid: tid });
      outcomes.add(await comes(`${header}.${part(claims)}.${signature}`));
    }
    expect([...outcomes].toSorted()).toEqual(['bad-signature', 'unknown-key']);
    expect(remembered.issuer).toHaveLength(issuers!);
    expect(await comes(channel.token())).toBe('revoke sessions for alice@contoso.com');
  });

  it('would have taught the SDK, were they shown to it', async () => {
    const issuers = remembered.issuer?.length ?? 0;
    const tid = randomUUID();
    const iss = `https://login.microsoftonline.com/${tid}/v2.0`;
    const shown = `${part({ alg: 'RS256', kid: 'x' })}.${part({ iss, tid, ver: '2.0', azp: botId })}.x`;
    await expect(
      adapter.deliver(shown as never, message() as unknown as Activity, async () => undefined),
    ).rejects.toThrow();
    expect(remembered.issuer?.length).toBeGreaterThan(issuers);
  });
});
