import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import { asPersonId } from '../../../src/core/ids';
import type { Revocation } from '../../../src/core/ports';
import type { Answer } from '../../../src/core/request/events';
import { graphClient } from '../../../src/edges/graph/client';
import { graphSessions } from '../../../src/edges/graph/sessions';
import { town } from '../../../src/playground/tenant/town';
import { answerWith } from '../../support/answer-with';
import { anyToken, graphScope, openContoso, stoppedClock, type Contoso } from './contoso';
import { json, openCrooked, type Crooked } from './crooked';

const { alice, ben, carol, vera } = town.people;
const now = '2026-11-21T14:00:00.000Z';
const clock = stoppedClock(now);
const guid = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
const revocation = ({ id }: { id: string }): Revocation => ({
  id: asPersonId(id)!,
  clientRequestId: randomUUID(),
});

describe('revoking the sessions of many in one call', () => {
  let contoso: Contoso;
  beforeAll(async () => {
    contoso = await openContoso();
  });
  beforeEach(() => {
    contoso.tenant.control.clearFaults();
    contoso.tenant.ledger.clear();
  });
  afterAll(() => contoso.close());

  const posts = (): readonly string[] =>
    contoso.tenant.ledger.entries
      .filter(({ method, batched }) => method === 'POST' && !batched)
      .map(({ path }) => path);

  it('sends one POST for each, with an id of its own, and everybody has an answer of their own', async () => {
    const { control, ledger } = contoso.tenant;
    control.addFault(`POST ${ben.id} 429 retry-after=7`);
    control.addFault(`POST ${carol.id} 504 worked`);
    const items = [alice, ben, carol, vera, { id: '00000000-0000-4000-8000-000000000000' }].map(revocation);
    expect(await graphSessions(contoso.client(), clock).revokeMany(items)).toEqual([
      { kind: 'accepted', status: 200, requestId: guid },
      { kind: 'not-taken', why: 'TooManyRequests', retryAt: '2026-11-21T14:00:07.000Z', requestId: guid },
      { kind: 'unknown', why: '504 GatewayTimeout', requestId: guid },
      { kind: 'refused', status: 403, code: 'Authorization_RequestDenied', requestId: guid },
      { kind: 'refused', status: 404, code: 'Request_ResourceNotFound', requestId: guid },
    ]);
    expect(posts()).toEqual(['/v1.0/$batch']);
    const sent = ledger.revokes().map(({ id, clientRequestId }) => ({ id, clientRequestId }));
    expect(sent).toEqual(items);
  });

  it('is the plain call for one', async () => {
    const items = [revocation(alice)];
    expect(await graphSessions(contoso.client(), clock).revokeMany(items)).toMatchObject([
      { kind: 'accepted' },
    ]);
    expect(posts()).toEqual([`/v1.0/users/${alice.id}/revokeSignInSessions`]);
  });

  it.each([
    ['no-answer worked', 'no answer in time'],
    ['half-open worked', 'no answer in time'],
    ['reset worked', 'the connection broke'],
    ['reset-mid-body', 'the connection broke'],
    ['html=200 worked', 'the connection broke'],
    ['500 worked', '500 InternalServerError'],
    ['503', '503 ServiceUnavailable'],
    ['html=502', '502 http-502'],
  ])(
    'leaves open what happened to each when the batch gets "%s", and does not send again',
    async (what, why) => {
      contoso.tenant.control.addFault(`POST $batch ${what}`);
      const answers = await graphSessions(contoso.client(400), clock).revokeMany(
        [alice, ben].map(revocation),
      );
      expect(answers).toMatchObject([
        { kind: 'unknown', why },
        { kind: 'unknown', why },
      ]);
      expect(posts()).toHaveLength(1);
    },
  );

  it.each([
    ['429 retry-after=30', 'TooManyRequests', '2026-11-21T14:00:30.000Z'],
    ['429', 'TooManyRequests', '2026-11-21T14:00:05.000Z'],
    ['401', 'InvalidAuthenticationToken', '2026-11-21T14:00:05.000Z'],
  ])('is not taken for anybody when the batch gets %s', async (what, why, retryAt) => {
    contoso.tenant.control.addFault(`POST $batch ${what}`);
    const answers = await graphSessions(contoso.client(), clock).revokeMany([alice, ben].map(revocation));
    const notTaken = { kind: 'not-taken', why, retryAt, requestId: guid };
    expect(answers).toEqual([notTaken, notTaken]);
    expect(contoso.tenant.ledger.revokes()).toEqual([]);
  });
});

describe('what Graph says to a batch of revokes, in ways it seldom does', () => {
  let graph: Crooked;
  beforeEach(async () => {
    graph = await openCrooked();
  });
  afterEach(() => graph.close());

  const revokeBoth = (credential: TokenCredential = anyToken): Promise<readonly Answer[]> => {
    const client = graphClient({ url: graph.url, scope: graphScope, credential, timeoutMs: 500 });
    return graphSessions(client, clock).revokeMany([alice, ben].map(revocation));
  };
  const unknown = { kind: 'unknown', why: 'no answer in the batch' };
  const accepted = { kind: 'accepted', status: 204, requestId: 'of-the-batch' };
  const ofTheBatch = { 'request-id': 'of-the-batch' };

  it('is asked for each with an empty JSON object and its content type, as Graph wants it of an item', async () => {
    await revokeBoth();
    expect(JSON.parse(graph.received[0]!.body)).toEqual({
      requests: [alice, ben].map(({ id }, index) => ({
        id: String(index + 1),
        method: 'POST',
        url: `/users/${id}/revokeSignInSessions`,
        headers: { 'content-type': 'application/json', 'client-request-id': guid },
        body: {},
      })),
    });
  });

  it.each<[string, readonly unknown[], readonly unknown[]]>([
    [
      'in another order',
      [
        { id: '2', status: 204 },
        { id: '1', status: 204 },
      ],
      [accepted, accepted],
    ],
    ['for one only', [{ id: '2', status: 204 }], [unknown, accepted]],
    ['for nobody', [], [unknown, unknown]],
    [
      'twice for one',
      [
        { id: '1', status: 204 },
        { id: '1', status: 403 },
        { id: '2', status: 204 },
      ],
      [unknown, accepted],
    ],
    [
      'for somebody nobody asked about',
      [
        { id: '3', status: 204 },
        { id: '2', status: 204 },
      ],
      [unknown, accepted],
    ],
    [
      'with a status that is none',
      [
        { id: '1', status: '204' },
        { id: '2', status: 204 },
      ],
      [unknown, accepted],
    ],
    [
      'with a status HTTP does not have',
      [
        { id: '1', status: 0 },
        { id: '2', status: 204 },
      ],
      [unknown, accepted],
    ],
    [
      'with a header HTTP does not have',
      [
        { id: '1', status: 204, headers: { 'x y': '1' } },
        { id: '2', status: 204 },
      ],
      [unknown, accepted],
    ],
    ['with something that is no answer', [null, 'yes', { id: '2', status: 204 }], [unknown, accepted]],
    [
      'with ids of its own',
      [
        { id: '1', status: 204, headers: { 'request-id': 'of-the-item', 'x-ms-resource-unit': 1 } },
        { id: '2', status: 204, headers: null },
      ],
      [{ ...accepted, requestId: 'of-the-item' }, accepted],
    ],
  ])('is taken for what it is when it answers %s', async (_, responses, answers) => {
    graph.answer = (response) => {
      json(response, { responses }, ofTheBatch);
    };
    expect(await revokeBoth()).toEqual(answers);
  });

  it.each([
    ['is not JSON', 200, {}, '<html>'],
    ['is no list', 200, {}, '{"responses":"all"}'],
    ['is nothing', 204, {}, ''],
    ['leads elsewhere', 307, { location: '/elsewhere' }, ''],
  ])('leaves everything open when it %s', async (_, status, headers, body) => {
    graph.answer = (response) => {
      answerWith(response, status, headers, body);
    };
    expect(await revokeBoth()).toMatchObject([{ kind: 'unknown' }, { kind: 'unknown' }]);
    expect(graph.received).toHaveLength(1);
  });

  it('is not sent at all without a token', async () => {
    const answers = await revokeBoth({ getToken: async () => null });
    const notTaken = { kind: 'not-taken', why: 'no-token', retryAt: '2026-11-21T14:00:05.000Z' };
    expect(answers).toEqual([notTaken, notTaken]);
    expect(graph.received).toEqual([]);
  });
});
