import { answerWith } from '../../support/answer-with';
import type { AccessToken, TokenCredential } from '@azure/identity';
import { EvictAdapter, publicChannel } from '../../../src/edges/teams/adapter';
import { teamsNotices } from '../../../src/edges/teams/notices';
import { english } from '../../../src/edges/teams/words/words';
import { requestId } from '../../contract/events';
import { openCrooked, type Crooked } from '../graph/crooked';
import { bot, tenantId } from './activities';

const botId = bot.id.slice('28:'.length);

describe('a stored conversation whose service address is not on the list', () => {
  let elsewhere: Crooked;
  let tokens: string[];
  beforeEach(async () => {
    elsewhere = await openCrooked();
    tokens = [];
  });
  afterEach(() => elsewhere.close());

  const credential: TokenCredential = {
    getToken: async (scope): Promise<AccessToken> => {
      tokens.push(String(scope));
      return { token: 'a-token-for-teams', expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
  const adapter = new EvictAdapter({ botId, tenantId, credential, channel: publicChannel });
  const noticesFor = (...origins: string[]): ReturnType<typeof teamsNotices> =>
    teamsNotices(adapter, botId, origins, english);
  const where = (serviceUrl: string): string =>
    JSON.stringify({ channelId: 'msteams', serviceUrl, conversation: { id: 'a:personal', tenantId }, bot });

  it('gets no card, no connection and no token', async () => {
    const notices = noticesFor('https://smba.trafficmanager.net');
    const there = where(`${elsewhere.url}/`);
    const place = { request: requestId(1), where: there, activityId: '1', view: 'asker', shown: 1 } as const;
    await expect(notices.post(there, { kind: 'welcome' })).rejects.toThrow('not on the list');
    await expect(notices.update(place, { kind: 'welcome' })).rejects.toThrow('not on the list');
    expect(elsewhere.received).toEqual([]);
    expect(tokens).toEqual([]);
  });

  it('is told apart from one that is on the list, which gets both', async () => {
    elsewhere.answer = (response) => {
      answerWith(response, 201, { 'content-type': 'application/json' }, '{"id":"the id of the card"}');
    };
    const posted = await noticesFor(elsewhere.url).post(where(`${elsewhere.url}/`), { kind: 'welcome' });
    expect(posted).toEqual({ activityId: 'the id of the card' });
    expect(elsewhere.received).toMatchObject([{ headers: { authorization: 'Bearer a-token-for-teams' } }]);
    expect(tokens).toEqual(['https://api.botframework.com/.default']);
  });
});
