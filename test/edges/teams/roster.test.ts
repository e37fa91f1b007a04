import type { AccessToken, TokenCredential } from '@azure/identity';
import { clouds } from '../../../src/edges/config/clouds';
import { EvictAdapter } from '../../../src/edges/teams/adapter';
import { conversations } from '../../../src/edges/teams/conversations';
import { teamsRoster } from '../../../src/edges/teams/roster';
import type { Roster } from '../../../src/core/ports';
import { town } from '../../../src/playground/tenant/town';
import { startConnector, type Connector } from '../../support/connector';
import { noKeys } from '../../support/keys';
import { bot } from './activities';

const botId = bot.id.slice('28:'.length);
const { tenantId } = town;
const alice = town.people.alice.id;
const account = `29:${alice}`;
const room = '19:room@thread.tacv2';

describe('who stands behind a mention', () => {
  let teams: Connector;
  let tokens: number;
  beforeAll(async () => {
    teams = await startConnector();
    teams.conversations.add(room);
  });
  beforeEach(() => {
    tokens = 0;
    teams.clear();
    teams.members.clear();
  });
  afterAll(() => teams.close());

  const credential: TokenCredential = {
    getToken: async (): Promise<AccessToken> => {
      tokens += 1;
      return { token: 'a-token-for-teams', expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
  const rosterAt = (...serviceOrigins: string[]): Roster => {
    const { channel } = clouds.public;
    const parts = { botId, tenantId, credential, channel, serviceOrigins, keys: noKeys };
    const adapter = new EvictAdapter(parts);
    return teamsRoster(adapter, tenantId, conversations(adapter, botId, serviceOrigins));
  };
  const where = (id = room): string => {
    const conversation = { id, conversationType: 'channel', tenantId };
    return JSON.stringify({ channelId: 'msteams', serviceUrl: teams.serviceUrl, conversation, bot });
  };

  it('is asked of Teams by the account, in the channel also where a thread was spoken in', async () => {
    const roster = rosterAt(teams.origin);
    expect(await roster.memberOf(where(), account)).toBe(alice);
    expect(await roster.memberOf(where(`${room};messageid=17`), account)).toBe(alice);
    const path = `/amer/v3/conversations/${encodeURIComponent(room)}/members/${encodeURIComponent(account)}`;
    expect(teams.calls.map(({ method, path: asked }) => [method, asked])).toEqual([
      ['GET', path],
      ['GET', path],
    ]);
    expect(teams.calls[0]?.authorization).toBe('Bearer a-token-for-teams');
  });

  it.each<[string, object | undefined]>([
    ['nobody of this conversation', undefined],
    ['somebody of another tenant', { tenantId: 'ffffffff-0000-4000-8000-000000000000' }],
    ['somebody whose tenant is not said', { tenantId: undefined }],
    ['somebody without an object id', { aadObjectId: undefined }],
    ['somebody whose object id is none', { aadObjectId: 'alice@contoso.com' }],
    ['somebody else than was asked for', { id: '29:somebody-else' }],
  ])('is nobody when Teams knows %s', async (_, differs) => {
    const member = { id: account, aadObjectId: alice, tenantId };
    teams.members.set(account, differs === undefined ? undefined : { ...member, ...differs });
    expect(await rosterAt(teams.origin).memberOf(where(), account)).toBeUndefined();
  });

  it.each([
    ['refuses', 'GET /members 403'],
    ['breaks off', 'GET /members reset'],
  ])('could not be checked when Teams %s', async (_, fault) => {
    teams.fail(fault);
    await expect(rosterAt(teams.origin).memberOf(where(), account)).rejects.toMatchObject({
      name: 'CouldNotCheck',
      what: 'whom you mentioned',
    });
  });

  it('is asked nowhere else: no connection and no token for an address that is not on the list', async () => {
    const roster = rosterAt('https://smba.trafficmanager.net');
    await expect(roster.memberOf(where(), account)).rejects.toMatchObject({ name: 'CouldNotCheck' });
    expect(teams.calls).toEqual([]);
    expect(tokens).toBe(0);
  });
});
