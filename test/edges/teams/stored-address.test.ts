import type { ServerResponse } from 'node:http';
import { answerWith } from '../../support/answer-with';
import type { AccessToken, TokenCredential } from '@azure/identity';
import { clouds } from '../../../src/edges/config/clouds';
import { EvictAdapter } from '../../../src/edges/teams/adapter';
import { noKeys } from '../../support/keys';
import { conversations } from '../../../src/edges/teams/conversations';
import { teamsNotices } from '../../../src/edges/teams/notices';
import { english } from '../../../src/edges/teams/words/words';
import type { Notices } from '../../../src/core/ports';
import { requestId } from '../../contract/events';
import { openCrooked, type Crooked } from '../graph/crooked';
import { bot, tenantId } from './activities';

const botId = bot.id.slice('28:'.length);

/** What a record may hold: written under an older list, or by somebody who got at the file. `{trap}` listens. */
const addresses: readonly [what: string, serviceUrl: string][] = [
  ['a server of somebody', '{trap}/'],
  ['the same, with the listed name as a user name', 'http://smba.trafficmanager.net@{trap host}/'],
  [
    'the same, with the listed name as user name and password',
    'http://smba.trafficmanager.net:x@{trap host}/',
  ],
  ['the same, behind a backslash', 'http://{trap host}\\@smba.trafficmanager.net/'],
  ['somebody else with the same provider', 'https://evil.trafficmanager.net/'],
  ['a longer host', 'https://smba.trafficmanager.net.evil/'],
  ['the name as a user name', 'https://smba.trafficmanager.net@evil/'],
  ['no encryption', 'http://smba.trafficmanager.net/'],
  ['another port', 'https://smba.trafficmanager.net:8443/'],
  ['the metadata address of a cloud', 'http://169.254.169.254/'],
  ['a dot at the end', 'https://smba.trafficmanager.net./'],
  ['punycode', 'https://xn--smb-7cd.trafficmanager.net/'],
  ['a longer host without a slash', 'https://smba.trafficmanager.net.evil'],
  ['nothing', ''],
];

describe('a stored conversation', () => {
  let trap: Crooked;
  let tokens: string[];
  beforeEach(async () => {
    trap = await openCrooked();
    tokens = [];
  });
  afterEach(() => trap.close());

  const credential: TokenCredential = {
    getToken: async (scope): Promise<AccessToken> => {
      tokens.push(String(scope));
      return { token: 'a-token-for-teams', expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
  const adapterFor = (...serviceOrigins: string[]): EvictAdapter =>
    new EvictAdapter({
      botId,
      tenantId,
      credential,
      channel: clouds.public.channel,
      serviceOrigins,
      keys: noKeys,
    });
  const noticesFor = (...origins: string[]): Notices =>
    teamsNotices(conversations(adapterFor(...origins), botId, origins), english);
  const where = (serviceUrl: string): string =>
    JSON.stringify({ channelId: 'msteams', serviceUrl, conversation: { id: 'a:personal', tenantId }, bot });

  it.each(addresses)(
    'whose service address is %s gets no card, no connection and no token',
    async (_, to) => {
      const notices = noticesFor('https://smba.trafficmanager.net');
      const host = new URL(trap.url).host;
      const there = where(to.replace('{trap}', trap.url).replace('{trap host}', host));
      const place = {
        request: requestId(1),
        where: there,
        activityId: '1',
        view: 'asker',
        shown: 1,
      } as const;
      await expect(notices.post(there, { kind: 'welcome' })).rejects.toThrow();
      await expect(notices.update(place, { kind: 'welcome' })).rejects.toThrow();
      expect(trap.received).toEqual([]);
      expect(tokens).toEqual([]);
    },
  );

  it('whose address is on the list gets both', async () => {
    trap.answer = (response) => {
      answerWith(response, 201, { 'content-type': 'application/json' }, '{"id":"the id of the card"}');
    };
    const posted = await noticesFor(trap.url).post(where(`${trap.url}/`), { kind: 'welcome' });
    expect(posted).toEqual({ activityId: 'the id of the card' });
    expect(trap.received).toMatchObject([{ headers: { authorization: 'Bearer a-token-for-teams' } }]);
    expect(tokens).toEqual(['https://api.botframework.com/.default']);
  });

  it.each([
    ['never answers', () => undefined],
    [
      'begins an answer and never ends it',
      (response: ServerResponse) => {
        // restify's own `writeHead`, wherever it is loaded, returns nothing.
        response.writeHead(200, { 'content-length': '20' });
        response.write('{"id"');
      },
    ],
  ])('that takes a card and %s is given up, so that the card can be sent again', async (_, answer) => {
    trap.answer = answer;
    const adapter = adapterFor(trap.url);
    const notices = teamsNotices(conversations(adapter, botId, [trap.url], { timeoutMs: 50 }), english);
    const there = where(`${trap.url}/`);
    const place = { request: requestId(1), where: there, activityId: '1', view: 'asker', shown: 1 } as const;
    await expect(notices.update(place, { kind: 'welcome' })).rejects.toThrow();
    expect(trap.received.length).toBeGreaterThan(0);
  });

  it('that is signed for an address the last look does not know is not sent', async () => {
    const listed = ['https://smba.trafficmanager.net'];
    const notices = teamsNotices(conversations(adapterFor(trap.url, ...listed), botId, listed), english);
    await expect(notices.post(where(`${trap.url}/`), { kind: 'welcome' })).rejects.toThrow('not on the list');
    expect(trap.received).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])(
    'that answers with a redirect (%i) to another host does not get the token sent there',
    async (status) => {
      const listed = await openCrooked();
      listed.answer = (response) => {
        answerWith(response, status, { location: `${trap.url}/v3/conversations/a/activities` }, '');
      };
      try {
        const posting = noticesFor(listed.url).post(where(`${listed.url}/`), { kind: 'welcome' });
        await expect(posting).rejects.toThrow();
        expect(listed.received.length).toBeGreaterThan(0);
        expect(trap.received).toEqual([]);
      } finally {
        await listed.close();
      }
    },
  );
});
