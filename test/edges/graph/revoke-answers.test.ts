import { randomUUID } from 'node:crypto';
import { answerWith } from '../../support/answer-with';
import type { ServerResponse } from 'node:http';
import type { TokenCredential } from '@azure/identity';
import { asPersonId } from '../../../src/core/ids';
import { noMeters } from '../../../src/core/meters';
import type { Answer } from '../../../src/core/request/events';
import { graphClient } from '../../../src/edges/graph/client';
import { graphSessions } from '../../../src/edges/graph/sessions';
import { watchedBy } from '../../../src/edges/graph/watched';
import { town } from '../../../src/playground/tenant/town';
import { anyToken, graphScope, stoppedClock } from './contoso';
import { json, openCrooked, type Crooked } from './crooked';

const alice = asPersonId(town.people.alice.id)!;
const now = '2026-11-21T14:00:00.000Z';
const in5s = '2026-11-21T14:00:05.000Z';

describe('what Graph says to a revoke, in ways it seldom does', () => {
  let graph: Crooked;
  beforeEach(async () => {
    graph = await openCrooked();
  });
  afterEach(() => graph.close());

  const revoke = (credential: TokenCredential = anyToken, timeoutMs = 500): Promise<Answer> => {
    const client = graphClient({ url: graph.url, scope: graphScope, credential, timeoutMs });
    return graphSessions(client, stoppedClock(now)).revoke(alice, 'the-id-of-this-attempt');
  };

  it('is asked with an empty JSON object, our id for the attempt, and the token', async () => {
    await revoke();
    expect(graph.received).toMatchObject([
      {
        method: 'POST',
        url: `/v1.0/users/${alice}/revokeSignInSessions`,
        body: '{}',
        headers: {
          'content-type': 'application/json',
          'client-request-id': 'the-id-of-this-attempt',
          authorization: 'Bearer a-token-of-contoso',
        },
      },
    ]);
  });

  it.each([
    ['a date ahead', 'Sat, 21 Nov 2026 14:01:30 GMT', '2026-11-21T14:01:30.000Z'],
    ['a date in the past', 'Sat, 21 Nov 2026 13:00:00 GMT', in5s],
    ['a date of long ago', 'Thu, 01 Jan 1970 00:00:00 GMT', in5s],
    ['junk', 'in a moment', in5s],
    ['a negative number', '-30', in5s],
    ['a fraction, as Graph itself sends it', '2.128', '2026-11-21T14:00:02.128Z'],
    ['nothing', '', in5s],
    ['a number beyond all calendars', '99999999999999999999', in5s],
  ])('says with %s in Retry-After when to come back', async (_, header, retryAt) => {
    graph.answer = (response) => {
      answerWith(response, 429, { 'retry-after': header });
    };
    expect(await revoke()).toEqual({ kind: 'not-taken', why: 'http-429', retryAt });
    expect(graph.received).toHaveLength(1);
  });

  const broken: [string, (response: ServerResponse) => void, Partial<Answer>][] = [
    [
      'a 202 with a body nobody expects',
      (r) => {
        answerWith(r, 202, {}, '<html>');
      },
      { kind: 'accepted', status: 202 },
    ],
    [
      'a 200 whose body breaks off at once',
      (r) => {
        r.writeHead(200, { 'content-length': 100 });
        r.write('{', () => r.destroy());
      },
      { kind: 'accepted', status: 200 },
    ],
    [
      'a 200 whose body never ends',
      (r) => {
        r.writeHead(200, { 'content-length': 100 });
        r.write('{');
      },
      { kind: 'accepted', status: 200 },
    ],
    [
      'a 500 whose body never ends',
      (r) => {
        r.writeHead(500, { 'content-length': 100 });
        r.write('{');
      },
      { kind: 'unknown', why: '500 http-500' },
    ],
    [
      'a 403 whose body breaks off',
      (r) => {
        r.writeHead(403, { 'content-length': 100 });
        r.write('{', () => r.destroy());
      },
      { kind: 'refused', status: 403, code: 'http-403' },
    ],
    [
      'a 403 with a page',
      (r) => {
        answerWith(r, 403, {}, '<html>who are you?</html>');
      },
      { kind: 'refused', status: 403, code: 'http-403' },
    ],
    [
      'a code longer than any',
      (r) => {
        answerWith(r, 400, {}, JSON.stringify({ error: { code: 'x'.repeat(5_000) } }));
      },
      { kind: 'refused', status: 400, code: 'x'.repeat(100) },
    ],
    [
      'a redirect',
      (r) => {
        answerWith(r, 301, { location: 'http://127.0.0.1:1/' });
      },
      { kind: 'unknown' },
    ],
    ['no HTTP at all', (r) => r.socket?.end('what?'), { kind: 'unknown', why: 'the connection broke' }],
    ['the end of the connection', (r) => r.socket?.end(), { kind: 'unknown', why: 'the connection broke' }],
  ];
  it.each(broken)('understands %s, and sends once', async (_, answer, understood) => {
    graph.answer = answer;
    expect(await revoke()).toMatchObject(understood);
    expect(graph.received).toHaveLength(1);
  });

  it('leaves open what happened when nobody listens: a gateway on the way may have passed it on', async () => {
    await graph.close();
    expect(await revoke()).toEqual({ kind: 'unknown', why: 'the connection broke' });
  });

  it.each<[string, TokenCredential['getToken']]>([
    ['no token is to be had', async () => null],
    [
      'the sign-in service refuses',
      async () => Promise.reject(new Error('AADSTS7000222: the secret has expired')),
    ],
    ['the sign-in service never answers', () => new Promise(() => undefined)],
  ])('is not taken and not sent when %s', async (_, getToken) => {
    expect(await revoke({ getToken }, 300)).toEqual({ kind: 'not-taken', why: 'no-token', retryAt: in5s });
    expect(graph.received).toEqual([]);
  });
});

describe('a batch, to whoever runs Evict', () => {
  it('is one call that took time, and each that is in it is counted, without anybody in it being named', async () => {
    const graph = await openCrooked();
    graph.answer = (response) => {
      json(response, { responses: [{ id: '1', status: 429, headers: { 'request-id': randomUUID() } }] });
    };
    const counted: unknown[] = [];
    const noted: unknown[] = [];
    const meters = {
      ...noMeters,
      askedGraph: (...call: readonly unknown[]) => void counted.push(call),
    };
    const watch = watchedBy(meters, { note: (_, fields) => void noted.push(fields) });
    const client = graphClient({
      url: graph.url,
      scope: graphScope,
      credential: anyToken,
      timeoutMs: 500,
      watch,
    });
    const items = [1, 2].map(() => ({ id: alice, clientRequestId: randomUUID() }));
    await graphSessions(client, stoppedClock(now)).revokeMany(items);
    await graph.close();
    const operation = '$batch: POST /users/{id}/revokeSignInSessions';
    expect(counted).toEqual([
      ['POST /$batch', '200', expect.any(Number)],
      [operation, '429', undefined],
      [operation, 'no answer', undefined],
    ]);
    expect(noted).toMatchObject([
      { operation: 'POST /$batch', status: 200 },
      {
        operation,
        status: 429,
        graphRequestId: expect.any(String) as string,
        clientRequestId: items[0]!.clientRequestId,
      },
      { operation, status: 'no answer', clientRequestId: items[1]!.clientRequestId },
    ]);
  });
});
