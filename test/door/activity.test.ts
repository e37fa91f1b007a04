import type { Refusal } from '../../src/edges/teams/door/refusals';
import { message, serviceUrl, tenantId, without } from '../edges/teams/activities';
import { openDoorway, type Doorway, type Outcome, type Sent } from './doorway';

describe('what stands in an activity', () => {
  let doorway: Doorway;
  const knock = (sent?: Sent): Promise<Outcome> => doorway.knock(sent);
  beforeAll(async () => {
    doorway = await openDoorway(300);
  });
  beforeEach(() => {
    doorway.entered.length = 0;
    doorway.wereRead.length = 0;
  });
  afterAll(() => doorway.close());

  const elsewhere = 'ffffffff-0000-4000-8000-000000000000';
  const conversation = { id: 'a:personal', conversationType: 'personal' };
  it.each<[string, Record<string, unknown>, Refusal]>([
    [
      'another tenant',
      message({
        conversation: { ...conversation, tenantId: elsewhere },
        channelData: { tenant: { id: elsewhere } },
      }),
      'another-tenant-in-the-conversation',
    ],
    [
      'another tenant in the conversation',
      message({ conversation: { ...conversation, tenantId: elsewhere } }),
      'another-tenant-in-the-conversation',
    ],
    [
      'another tenant in the channel data',
      message({ channelData: { tenant: { id: elsewhere } } }),
      'another-tenant-in-the-channel-data',
    ],
    [
      'an empty tenant',
      message({ conversation: { ...conversation, tenantId: '' } }),
      'another-tenant-in-the-conversation',
    ],
    ['no tenant in the conversation', message({ conversation }), 'not-an-activity'],
    ['no tenant in the channel data', message({ channelData: {} }), 'not-an-activity'],
    ['no channel data', without('channelData'), 'not-an-activity'],
    ['no conversation', without('conversation'), 'not-an-activity'],
    ['a conversation without an id', message({ conversation: { tenantId, id: '' } }), 'not-an-activity'],
    ['nobody it is from', without('from'), 'not-an-activity'],
    ['nobody it is for', without('recipient'), 'not-an-activity'],
    ...['webchat', 'directline', 'emulator', 'AseChannel', '', 'MSTEAMS', 'msteams '].map(
      (channelId): [string, Record<string, unknown>, Refusal] => [
        `the channel "${channelId}"`,
        message({ channelId }),
        'another-channel',
      ],
    ),
    ['no channel', without('channelId'), 'not-an-activity'],
    ['no service address', without('serviceUrl'), 'not-an-activity'],
    ['an empty service address', message({ serviceUrl: '' }), 'token-for-another-service-address'],
    ['a service address that is a list', message({ serviceUrl: [serviceUrl] }), 'not-an-activity'],
    [
      'another service address than the token names',
      message({ serviceUrl: 'https://smba.trafficmanager.net/amer/' }),
      'token-for-another-service-address',
    ],
  ])('refuses an activity of %s', async (_, activity, refusal) => {
    expect(await knock({ body: JSON.stringify(activity) })).toBe(refusal);
  });

  it.each([
    'https://evil.trafficmanager.net/',
    'https://smba.trafficmanager.net.evil/',
    'https://smba.trafficmanager.net@evil/',
    'http://smba.trafficmanager.net/',
    'https://smba.trafficmanager.net:8443/',
    'https://169.254.169.254/',
    'http://169.254.169.254/metadata/identity/oauth2/token',
    'https://smba.trafficmanager.net./',
    'https://xn--smb-7cd.trafficmanager.net/',
  ])('refuses to answer at %s, even where the token names it', async (address) => {
    const headers = {
      authorization: `Bearer ${doorway.channel.token({ claims: { serviceurl: address } })}`,
    };
    const body = JSON.stringify(message({ serviceUrl: address }));
    expect(await knock({ headers, body })).toBe('service-address-not-listed');
  });

  it('does not let a key named __proto__ pass for a property', async () => {
    const { tenantId: own, ...rest } = { tenantId, id: 'a:personal' };
    const body = JSON.stringify(message({ conversation: rest })).replace(
      '"conversation":{',
      `"conversation":{"__proto__":{"tenantId":"${own}"},`,
    );
    expect(body).toContain('__proto__');
    expect(await knock({ body })).toBe('not-an-activity');
    expect(({} as Record<string, unknown>)['tenantId']).toBeUndefined();
  });
});
