import { randomUUID } from 'node:crypto';
import { asPersonId } from '../../../src/core/ids';
import type { Sessions } from '../../../src/core/ports';
import type { Answer } from '../../../src/core/request/events';
import { graphSessions } from '../../../src/edges/graph/sessions';
import type { RevokeAnswer } from '../../../src/playground/tenant/behaviour';
import { town } from '../../../src/playground/tenant/town';
import { openContoso, stoppedClock, type Contoso } from './contoso';

const alice = asPersonId(town.people.alice.id)!;
const vera = asPersonId(town.people.vera.id)!;
const nobody = asPersonId('00000000-0000-4000-8000-000000000000')!;
const now = '2026-11-21T14:00:00.000Z';
const in5s = '2026-11-21T14:00:05.000Z';

describe('revoking sessions through Graph', () => {
  let contoso: Contoso;
  let sessions: Sessions;
  beforeAll(async () => {
    contoso = await openContoso();
    sessions = graphSessions(contoso.client(), stoppedClock(now));
  });
  beforeEach(() => {
    contoso.tenant.control.clearFaults();
    contoso.tenant.control.onRevoke({ effect: 'at-once', answer: { status: 200 } });
    contoso.tenant.ledger.clear();
  });
  afterAll(() => contoso.close());

  /** What came back, after making sure that Graph received exactly this one POST. */
  const revoke = async (id = alice, by = sessions): Promise<Answer> => {
    const clientRequestId = randomUUID();
    const answer = await by.revoke(id, clientRequestId);
    expect(contoso.tenant.ledger.revokes()).toMatchObject([{ id, clientRequestId }]);
    expect(contoso.tenant.ledger.entries.filter(({ method }) => method === 'POST')).toHaveLength(1);
    return answer;
  };
  const requestId = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;

  it('names the person by object id in the path, and nothing else', async () => {
    await revoke();
    const [entry] = contoso.tenant.ledger.entries.filter(({ method }) => method === 'POST');
    expect(entry?.path).toBe(`/v1.0/users/${alice}/revokeSignInSessions`);
  });

  it('moves the timestamp that is read as proof, in the time of Graph', async () => {
    const before = await sessions.read(alice);
    expect(await revoke()).toMatchObject({ kind: 'accepted' });
    const after = await sessions.read(alice);
    expect(Date.parse(after!.validFrom!)).toBeGreaterThan(Date.parse(before!.validFrom!) - 1_000);
    expect(Date.parse(after!.validFrom!)).toBeGreaterThanOrEqual(Date.parse(before!.graphDate) - 1_000);
  });

  it('reads nothing for an account that does not exist', async () => {
    expect(await sessions.read(nobody)).toBeUndefined();
  });

  it.each([200, 204])('takes %i as accepted', async (status) => {
    contoso.tenant.control.onRevoke({ effect: 'at-once', answer: { status } });
    expect(await revoke()).toEqual({ kind: 'accepted', status, requestId });
  });

  it.each([
    [400, 'BadRequest'],
    [403, 'Authorization_RequestDenied'],
    [404, 'Request_ResourceNotFound'],
    [409, 'Conflict'],
  ])('takes %i as refused, with the code of Graph', async (status, code) => {
    contoso.tenant.control.onRevoke({ effect: 'never', answer: { status } });
    expect(await revoke()).toEqual({ kind: 'refused', status, code, requestId });
  });

  it('is refused for somebody in a restricted-management administrative unit', async () => {
    expect(await revoke(vera)).toMatchObject({ kind: 'refused', code: 'Authorization_RequestDenied' });
  });

  it('is refused for an account that is gone', async () => {
    expect(await revoke(nobody)).toMatchObject({ kind: 'refused', code: 'Request_ResourceNotFound' });
  });

  it.each([500, 502, 503, 504, 408])('leaves open what %i means, and does not send again', async (status) => {
    contoso.tenant.control.onRevoke({ effect: 'at-once', answer: { status } });
    expect(await revoke()).toEqual({
      kind: 'unknown',
      why: expect.stringContaining(String(status)) as string,
      requestId,
    });
  });

  it("leaves open what a gateway's page means, and keeps nothing of the page", async () => {
    contoso.tenant.control.addFault('POST revokeSignInSessions html=502');
    expect(await revoke()).toEqual({ kind: 'unknown', why: '502 http-502', requestId });
  });

  it.each<[string, RevokeAnswer, RegExp]>([
    ['no answer comes', 'no-answer', /^no answer in time$/],
    ['the connection is reset', 'reset', /^the connection broke$/],
    ['the answer comes too late', { delayMs: 60_000 }, /^no answer in time$/],
  ])('leaves open what happened when %s', async (_, answer, why) => {
    contoso.tenant.control.onRevoke({ effect: 'at-once', answer });
    const hasty = graphSessions(contoso.client(400), stoppedClock(now));
    expect(await revoke(alice, hasty)).toEqual({
      kind: 'unknown',
      why: expect.stringMatching(why) as string,
    });
  });

  it('takes a 2xx as accepted even when the body breaks off: the body proves nothing', async () => {
    contoso.tenant.control.onRevoke({ effect: 'at-once', answer: 'reset-mid-body' });
    expect(await revoke()).toEqual({ kind: 'accepted', status: 200, requestId });
  });

  it.each([
    [1, '2026-11-21T14:00:01.000Z'],
    [179, '2026-11-21T14:02:59.000Z'],
    [86_400, '2026-11-22T14:00:00.000Z'],
    [0, in5s],
  ])('is not taken on 429, and says when to come back: in %i s', async (seconds, retryAt) => {
    contoso.tenant.control.addFault(`POST revokeSignInSessions 429 retry-after=${seconds}`);
    expect(await revoke()).toEqual({ kind: 'not-taken', why: 'TooManyRequests', retryAt, requestId });
  });

  it('is not taken on 429 without a time, and comes back in 5 s', async () => {
    contoso.tenant.control.addFault('POST revokeSignInSessions 429');
    expect(await revoke()).toMatchObject({ kind: 'not-taken', retryAt: in5s });
  });

  it('is not taken on 401', async () => {
    contoso.tenant.control.addFault('POST revokeSignInSessions 401');
    expect(await revoke()).toEqual({
      kind: 'not-taken',
      why: 'InvalidAuthenticationToken',
      retryAt: in5s,
      requestId,
    });
  });

  it('sends one POST for each of twenty calls at once', async () => {
    const ids = Array.from({ length: 20 }, () => randomUUID());
    const answers = await Promise.all(ids.map((id) => sessions.revoke(alice, id)));
    expect(answers.every(({ kind }) => kind === 'accepted')).toBe(true);
    const sent = contoso.tenant.ledger.revokes().map(({ clientRequestId }) => clientRequestId);
    expect(sent.toSorted()).toEqual(ids.toSorted());
  });
});
