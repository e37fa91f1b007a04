import { graphWriteQuota } from '../../src/playground/tenant/quota';
import { startTenant } from '../../src/playground/tenant/server';
import type { Tenant } from '../../src/playground/tenant/server';
import { town } from '../../src/playground/tenant/town';

const { alice, ben, rita, vera } = town.people;
const json = { 'content-type': 'application/json' };
const before = '2024-03-04T08:00:00Z';

describe('revoking sessions in the simulated tenant', () => {
  let tenant: Tenant;
  let now: Date;
  let printed: string[];
  beforeEach(async () => {
    now = new Date('2026-05-01T12:00:07.900Z');
    printed = [];
    tenant = await startTenant({ clock: () => now, print: (line) => printed.push(line) });
  });
  afterEach(() => tenant.close());

  const bearer = (): Record<string, string> => ({ authorization: `Bearer ${tenant.signIn.accessToken()}` });
  const post = (path: string, body: unknown, init: RequestInit = {}): Promise<Response> =>
    fetch(`${tenant.graphUrl}/v1.0${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      ...init,
      headers: { ...bearer(), ...json, ...(init.headers as Record<string, string> | undefined) },
    });
  const revoke = (id: string, init?: RequestInit): Promise<Response> =>
    post(`/users/${id}/revokeSignInSessions`, {}, init);
  const validFrom = async (id: string): Promise<unknown> => {
    const address = `${tenant.graphUrl}/v1.0/users/${id}?$select=signInSessionsValidFromDateTime`;
    const body = (await (await fetch(address, { headers: bearer() })).json()) as Record<string, unknown>;
    return body['signInSessionsValidFromDateTime'];
  };

  it('answers true, moves the date to this second, and writes it in the ledger', async () => {
    const response = await revoke(alice.id, { headers: { 'client-request-id': 'attempt-1' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('date')).toBe('Fri, 01 May 2026 12:00:07 GMT');
    expect(await response.json()).toEqual({
      '@odata.context': `${tenant.url}/v1.0/$metadata#Edm.Boolean`,
      value: true,
    });
    expect(await validFrom(alice.id)).toBe('2026-05-01T12:00:07Z');
    expect(await validFrom(ben.id)).toBe(before);
    expect(tenant.ledger.revokes()).toEqual([
      { id: alice.id, status: 200, clientRequestId: 'attempt-1', at: now },
    ]);
    expect(printed).toEqual([`graph POST /v1.0/users/${alice.id}/revokeSignInSessions 200`]);
  });

  it('needs a JSON content type', async () => {
    const response = await revoke(alice.id, { headers: { 'content-type': 'text/plain' } });
    expect(response.status).toBe(400);
    expect(await validFrom(alice.id)).toBe(before);
  });

  it('does not reach people of a restricted-management unit, nor a role scoped to one', async () => {
    for (const { id } of [vera, rita]) {
      const response = await revoke(id);
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ error: { code: 'Authorization_RequestDenied' } });
    }
  });

  it('can accept and do nothing', async () => {
    tenant.control.onRevoke({ effect: 'never', answer: { status: 204 } }, alice.id);
    const response = await revoke(alice.id);
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(await validFrom(alice.id)).toBe(before);
  });

  it('can accept now and let it be seen later, as of the moment of the revoke', async () => {
    tenant.control.onRevoke({ effect: { afterMs: 60_000 }, answer: { status: 200 } });
    await revoke(alice.id);
    expect(await validFrom(alice.id)).toBe(before);
    now = new Date('2026-05-01T12:01:08Z');
    expect(await validFrom(alice.id)).toBe('2026-05-01T12:00:07Z');
  });

  it('can do it after the answer, and readers see that later time', async () => {
    tenant.control.onRevoke({ effect: { lateMs: 20_000 }, answer: { status: 504 } });
    expect((await revoke(alice.id)).status).toBe(504);
    expect(await validFrom(alice.id)).toBe(before);
    now = new Date(now.getTime() + 20_000);
    expect(await validFrom(alice.id)).toBe('2026-05-01T12:00:27Z');
  });

  it('can be seen by some replicas and not by others, in turn', async () => {
    tenant.control.onRevoke({ effect: { flapMs: 3_000 }, answer: { status: 200 } });
    await revoke(alice.id);
    const seen: unknown[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      seen.push(await validFrom(alice.id));
      now = new Date(now.getTime() + 3_000);
    }
    expect(seen).toEqual(['2026-05-01T12:00:07Z', before, '2026-05-01T12:00:07Z', before]);
  });

  it('can do it and answer an error, for a number of times', async () => {
    tenant.control.onRevoke({ effect: 'at-once', answer: { status: 504 }, times: 1 });
    expect((await revoke(alice.id)).status).toBe(504);
    expect(await validFrom(alice.id)).toBe('2026-05-01T12:00:07Z');
    expect((await revoke(alice.id)).status).toBe(200);
  });

  it('can do it and never answer', async () => {
    tenant.control.onRevoke({ effect: 'at-once', answer: 'no-answer' });
    await expect(revoke(alice.id, { signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout');
    expect(await validFrom(alice.id)).toBe('2026-05-01T12:00:07Z');
    expect(tenant.ledger.revokes()).toMatchObject([{ id: alice.id, status: 'no-answer' }]);
  });

  it('can do it and reset the connection, before or in the middle of the answer', async () => {
    tenant.control.onRevoke({ effect: 'at-once', answer: 'reset' });
    await expect(revoke(alice.id)).rejects.toThrow('fetch failed');
    tenant.control.onRevoke({ effect: 'at-once', answer: 'reset-mid-body' });
    const response = await revoke(ben.id);
    await expect(response.text()).rejects.toThrow('terminated');
    expect(await validFrom(alice.id)).toBe('2026-05-01T12:00:07Z');
    expect(await validFrom(ben.id)).toBe('2026-05-01T12:00:07Z');
  });

  it('can answer late', async () => {
    tenant.control.onRevoke({ effect: 'at-once', answer: { delayMs: 30 } });
    const start = performance.now();
    expect((await revoke(alice.id)).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(25);
  });

  it('shows a revoke somebody did by other means', async () => {
    tenant.control.revokeElsewhere(alice.id);
    expect(await validFrom(alice.id)).toBe('2026-05-01T12:00:07Z');
    expect(tenant.ledger.revokes()).toEqual([]);
  });

  it('refuses writes over the quota and says how long to wait', async () => {
    tenant.control.settings.writeQuota = { ...graphWriteQuota, writes: 2 };
    await revoke(alice.id);
    now = new Date(now.getTime() + 100_000);
    await revoke(alice.id);
    const refused = await revoke(alice.id);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('50');
    expect(refused.headers.get('x-ms-throttle-scope')).toBeTruthy();
    expect(refused.headers.get('x-ms-throttle-limit-percentage')).toBeTruthy();
    now = new Date(now.getTime() + 50_000);
    expect((await revoke(alice.id)).status).toBe(200);
  });

  it('says how much of the quota is used once more than four fifths are, on the answers to writes alone', async () => {
    tenant.control.settings.writeQuota = { ...graphWriteQuota, writes: 10 };
    const said: (string | null)[] = [];
    for (let write = 0; write < 11; write += 1)
      said.push((await revoke(alice.id)).headers.get('x-ms-throttle-limit-percentage'));
    expect(said).toEqual([...Array<null>(8).fill(null), '0.90', '1.00', '1.0']);
    const read = await fetch(`${tenant.graphUrl}/v1.0/users/${alice.id}`, { headers: bearer() });
    expect(read.headers.get('x-ms-throttle-limit-percentage')).toBeNull();
  });

  describe('in a batch', () => {
    const item = (id: string, user: string): object => ({
      id,
      method: 'POST',
      url: `/users/${user}/revokeSignInSessions`,
      headers: { 'Content-Type': 'application/json', 'client-request-id': `attempt-${id}` },
      body: {},
    });
    interface Responses {
      responses: { id: string; status: number; headers: Record<string, string>; body?: unknown }[];
    }

    it('gives each item its own status, headers and line', async () => {
      tenant.control.addFault(`POST /users/${ben.id}/revokeSignInSessions 429 retry-after=7 x1`);
      const response = await post('/$batch', {
        requests: [item('1', alice.id), item('2', ben.id), item('3', 'nobody')],
      });
      expect(response.status).toBe(200);
      const { responses } = (await response.json()) as Responses;
      expect(responses.map(({ id, status }) => [id, status])).toEqual([
        ['1', 200],
        ['2', 429],
        ['3', 404],
      ]);
      expect(Object.keys(responses[0]!.headers)).toEqual(['Content-Type']);
      expect(responses[1]!.headers['Retry-After']).toBe('7');
      expect(responses[2]!.body).toMatchObject({ error: { code: 'Request_ResourceNotFound' } });
      expect(printed).toHaveLength(3);
      expect(
        tenant.ledger.revokes().map(({ id, status, clientRequestId }) => [id, status, clientRequestId]),
      ).toEqual([
        [alice.id, 200, 'attempt-1'],
        [ben.id, 429, 'attempt-2'],
        ['nobody', 404, 'attempt-3'],
      ]);
      expect(tenant.ledger.entries.map(({ batched }) => batched)).toEqual([false, true, true, true]);
    });

    it('counts every item as a write of its own, and refuses those that are too many', async () => {
      tenant.control.settings.writeQuota = { ...graphWriteQuota, writes: 4 };
      const requests = Array.from({ length: 6 }, (_, index) => item(String(index), alice.id));
      const { responses } = (await (await post('/$batch', { requests })).json()) as Responses;
      expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429, 429]);
      expect(responses[3]!.headers['x-ms-throttle-limit-percentage']).toBe('1.00');
      expect(responses[5]!.headers['Retry-After']).toBe('150');
      expect(tenant.ledger.revokes().map(({ status }) => status)).toEqual([200, 200, 200, 200, 429, 429]);
    });

    it.each([
      ['more than 20 items', Array.from({ length: 21 }, (_, n) => item(String(n), alice.id))],
      ['the same id twice', [item('1', alice.id), item('1', ben.id)]],
      ['a write without Content-Type', [{ ...item('1', alice.id), headers: {} }]],
      ['a write without a body', [{ ...item('1', alice.id), body: undefined }]],
    ])('refuses %s as a whole', async (_, requests) => {
      expect((await post('/$batch', { requests })).status).toBe(400);
      expect(await validFrom(alice.id)).toBe(before);
    });
  });
});
