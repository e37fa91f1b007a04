import { answerWith } from '../../support/answer-with';
import { CouldNotCheck } from '../../../src/core/fault';
import { asPersonId } from '../../../src/core/ids';
import type { Directory, Sessions } from '../../../src/core/ports';
import { graphClient } from '../../../src/edges/graph/client';
import { graphDirectory } from '../../../src/edges/graph/directory';
import { graphSessions } from '../../../src/edges/graph/sessions';
import { town } from '../../../src/playground/tenant/town';
import { anyToken, graphScope, stoppedClock } from './contoso';
import { json, openCrooked, type Crooked } from './crooked';

const { alice } = town.people;
const clock = stoppedClock('2026-11-21T14:00:00Z');
const user = { id: alice.id, displayName: 'Alice Archer', userPrincipalName: 'alice@contoso.com' };
const complete = { ...user, userType: 'Member', accountEnabled: true };

describe('the token for Graph', () => {
  let graph: Crooked;
  let elsewhere: Crooked;
  let directory: Directory;
  let sessions: Sessions;
  beforeEach(async () => {
    graph = await openCrooked();
    elsewhere = await openCrooked();
    elsewhere.answer = (response) => {
      json(response, { value: [complete] });
    };
    const client = graphClient({ url: graph.url, scope: graphScope, credential: anyToken, timeoutMs: 2_000 });
    directory = graphDirectory(client, clock);
    sessions = graphSessions(client, clock);
  });
  afterEach(async () => {
    await graph.close();
    await elsewhere.close();
  });

  const find = (): Promise<unknown> => directory.find({ kind: 'address', address: 'alice@contoso.com' });

  it('goes to Graph with every read', async () => {
    graph.answer = (response) => {
      json(response, { value: [complete] });
    };
    await find();
    expect(graph.received.map(({ headers }) => headers.authorization)).toEqual(
      Array(3).fill('Bearer a-token-of-contoso'),
    );
  });

  it.each([
    ['another server', () => `${elsewhere.url}/v1.0/users?$skiptoken=2`],
    ['another server, named in a query', () => `${graph.url}/v1.0/users?$skiptoken=${elsewhere.url}/x`],
    ['another server, behind two slashes', () => `${graph.url}//${new URL(elsewhere.url).host}/v1.0/users`],
    ['another server, behind a user name', () => `http://graph@${new URL(elsewhere.url).host}/v1.0/users`],
  ])('never follows a link to the next page to %s', async (_, link) => {
    graph.answer = (response, { url }) => {
      const first = url.includes('$filter');
      json(response, { value: [], ...(first ? { '@odata.nextLink': link() } : {}) });
    };
    await find().catch(() => undefined);
    expect(elsewhere.received).toEqual([]);
  });

  it('never follows a redirect, on reading or on revoking', async () => {
    graph.answer = (response) => {
      answerWith(response, 307, { location: `${elsewhere.url}/v1.0/users` });
    };
    await expect(find()).rejects.toThrow(CouldNotCheck);
    expect(await sessions.revoke(asPersonId(alice.id)!, 'one')).toMatchObject({ kind: 'unknown' });
    expect(elsewhere.received).toEqual([]);
  });

  it('is refused to any other origin, whoever asks the client for it', async () => {
    const client = graphClient({ url: graph.url, scope: graphScope, credential: anyToken, timeoutMs: 2_000 });
    await expect(client.api('https://graph.microsoft.com/v1.0/users').get()).rejects.toThrow(
      'refused to send a Graph token to https://graph.microsoft.com',
    );
    await expect(client.api('https://evil.example/v1.0/users').post({})).rejects.toThrow(
      'refused to send a Graph token to https://evil.example',
    );
    expect(graph.received).toEqual([]);
  });
});

describe('an answer of Graph that is not whole', () => {
  let graph: Crooked;
  let directory: Directory;
  beforeEach(async () => {
    graph = await openCrooked();
    const client = graphClient({ url: graph.url, scope: graphScope, credential: anyToken, timeoutMs: 2_000 });
    directory = graphDirectory(client, clock);
  });
  afterEach(() => graph.close());

  const page = { value: [complete] };
  it.each([
    ['is not JSON', '<html>'],
    ['is not a list', JSON.stringify({ value: 'all' })],
    ['is a list of something else', JSON.stringify({ value: [{ id: 5 }] })],
    [
      'does not say whether the account is enabled',
      JSON.stringify({ value: [{ ...user, userType: 'Member' }] }),
    ],
    ['does not say whether it is a guest', JSON.stringify({ value: [{ ...user, accountEnabled: true }] })],
    ['names a kind of account nobody knows', JSON.stringify({ value: [{ ...complete, userType: 'Robot' }] })],
    ['names an id that is none', JSON.stringify({ value: [{ ...complete, id: '../me' }] })],
    ['links to a page that is no address', JSON.stringify({ ...page, '@odata.nextLink': 'page two' })],
    ['links to nothing', JSON.stringify({ ...page, '@odata.nextLink': '' })],
  ])('could not be checked when it %s', async (_, body) => {
    graph.answer = (response) => {
      answerWith(response, 200, { 'content-type': 'application/json' }, body);
    };
    const asked = directory.find({ kind: 'address', address: 'alice@contoso.com' });
    await expect(asked).rejects.toThrow(CouldNotCheck);
  });

  it('could not be checked when pages link to each other for ever', async () => {
    graph.answer = (response) => {
      json(response, { ...page, '@odata.nextLink': `${graph.url}/v1.0/users?$skiptoken=again` });
    };
    const asked = directory.find({ kind: 'address', address: 'alice@contoso.com' });
    await expect(asked).rejects.toThrow(CouldNotCheck);
  });

  it('could not be checked without the time of Graph', async () => {
    graph.answer = (response) => {
      response.sendDate = false;
      json(response, page);
    };
    const asked = directory.find({ kind: 'address', address: 'alice@contoso.com' });
    await expect(asked).rejects.toThrow(CouldNotCheck);
  });
});
