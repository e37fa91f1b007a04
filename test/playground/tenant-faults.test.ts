import { parseTenantArguments } from '../../src/playground/tenant/arguments';
import { startTenant } from '../../src/playground/tenant/server';
import type { Tenant } from '../../src/playground/tenant/server';
import { town } from '../../src/playground/tenant/town';
import { until } from '../support/until';

const { alice } = town.people;

describe('what can go wrong in the simulated tenant', () => {
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await startTenant();
  });
  afterEach(() => tenant.close());

  const ask = (init: RequestInit = {}): Promise<Response> => {
    const headers = { authorization: `Bearer ${tenant.signIn.accessToken()}` };
    return fetch(`${tenant.graphUrl}/v1.0/users/${alice.id}`, { ...init, headers });
  };

  it('answers an error of Graph as often as told, then works again', async () => {
    tenant.control.addFault('GET /users/* 503 x2 retry-after=3');
    const first = await ask();
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, '3']);
    expect(await first.json()).toMatchObject({
      error: { code: 'ServiceUnavailable', innerError: { date: expect.any(String) as string } },
    });
    expect((await ask()).status).toBe(503);
    expect((await ask()).status).toBe(200);
  });

  it('can say any nonsense about when to come back', async () => {
    tenant.control.addFault('GET /users 429 retry-after=Wed,_21_Oct_2015_07:28:00_GMT x1');
    expect((await ask()).headers.get('retry-after')).toBe('Wed, 21 Oct 2015 07:28:00 GMT');
  });

  it('can name the code of the error', async () => {
    tenant.control.addFault('GET /users 400 code=AadPremiumLicenseRequired');
    expect(await (await ask()).json()).toMatchObject({ error: { code: 'AadPremiumLicenseRequired' } });
  });

  it("can send a gateway's page instead of JSON", async () => {
    tenant.control.addFault('* /users html=502');
    const response = await ask();
    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('<html>');
  });

  it('can reset the connection, at once or in the middle of the body', async () => {
    tenant.control.addFault('GET /users reset x1');
    tenant.control.addFault('GET /users reset-mid-body x1');
    await expect(ask()).rejects.toThrow('fetch failed');
    await expect((await ask()).json()).rejects.toThrow('terminated');
    expect(tenant.ledger.entries.map(({ status }) => status)).toEqual(['reset', 'reset-mid-body']);
  });

  it('can give no answer at all, and still closes', async () => {
    tenant.control.addFault('GET /users no-answer');
    await expect(ask({ signal: AbortSignal.timeout(30) })).rejects.toThrow('timeout');
    const hanging = ask();
    const ended = expect(hanging).rejects.toThrow('fetch failed');
    while (tenant.ledger.entries.length < 2) await new Promise((resolve) => setImmediate(resolve));
    await tenant.close();
    await ended;
  });

  it('can send good headers and then nothing', async () => {
    tenant.control.addFault('GET /users half-open x1');
    const response = await ask({ signal: AbortSignal.timeout(100) });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('timeout');
    expect(tenant.ledger.entries.at(-1)).toMatchObject({ status: 'half-open' });
  });

  describe('whatever comes back, what was asked for', () => {
    const revoke = (): Promise<unknown> => {
      const headers = {
        authorization: `Bearer ${tenant.signIn.accessToken()}`,
        'content-type': 'application/json',
      };
      const address = `${tenant.graphUrl}/v1.0/users/${alice.id}/revokeSignInSessions`;
      const init = { method: 'POST', headers, body: '{}', signal: AbortSignal.timeout(200) };
      return fetch(address, init).then(
        ({ status }) => status,
        () => 'nothing',
      );
    };
    const effects = (): unknown => tenant.ledger.entries.map(({ effect }) => effect?.did ?? 'none');

    it.each([
      ['500 worked', 500],
      ['html=502 worked', 502],
      ['no-answer worked', 'nothing'],
      ['reset worked', 'nothing'],
      ['half-open worked', 200],
    ])('has been done with "%s"', async (what, comesBack) => {
      tenant.control.addFault(`POST /revokeSignInSessions ${what}`);
      expect(await revoke()).toBe(comesBack);
      expect(effects()).toEqual(['revoked']);
    });

    it.each(['500', 'html', 'no-answer', 'reset', 'half-open'])('is not done with "%s"', async (what) => {
      tenant.control.addFault(`POST /revokeSignInSessions ${what}`);
      await revoke();
      expect(effects()).toEqual(['none']);
    });

    it('is done after the answer with "504 late=30"', async () => {
      tenant.control.addFault('POST /revokeSignInSessions 504 late=30');
      expect(await revoke()).toBe(504);
      expect(effects()).toEqual(['none']);
      await until('it is done', () => tenant.ledger.entries[0]?.effect?.did === 'revoked');
    });
  });

  it('can be slow for one call or for all', async () => {
    tenant.control.addFault('GET /users delay=30 x1');
    const start = performance.now();
    await ask();
    expect(performance.now() - start).toBeGreaterThanOrEqual(25);
    tenant.control.settings.latencyMs = 30;
    const again = performance.now();
    await ask();
    expect(performance.now() - again).toBeGreaterThanOrEqual(25);
  });

  it('forgets its faults when told', async () => {
    tenant.control.addFault('GET /users 500');
    tenant.control.clearFaults();
    expect((await ask()).status).toBe(200);
  });

  it('enters every request in the ledger, refused ones too', async () => {
    await fetch(`${tenant.graphUrl}/v1.0/users?$top=1`);
    expect(tenant.ledger.entries).toMatchObject([
      { method: 'GET', path: '/v1.0/users?$top=1', status: 401, clientRequestId: null, batched: false },
    ]);
  });

  it('reads latency and faults from a command line and leaves the rest', () => {
    const words = [
      '--open',
      '--latency',
      '300',
      '--fault',
      'POST /revokeSignInSessions 503 x2',
      '--fault=GET /x reset',
    ];
    expect(parseTenantArguments(words)).toEqual({
      ok: true,
      latencyMs: 300,
      faults: [
        { method: 'POST', path: '/revokeSignInSessions', does: { kind: 'status', status: 503 }, times: 2 },
        { method: 'GET', path: '/x', does: { kind: 'reset' } },
      ],
      rest: ['--open'],
    });
  });

  it.each([
    [['--latency', 'soon'], '--latency "soon"'],
    [['--latency'], '--latency ""'],
    [['--fault', 'POST'], 'METHOD PATH WHAT'],
    [['--fault', 'POST /x explode'], '"explode" is not a status'],
    [['--fault', 'POST /x 503 twice'], '"twice" is not xTIMES'],
  ])('says what is wrong with %j', (words, problem) => {
    expect(parseTenantArguments(words)).toEqual({
      ok: false,
      problem: expect.stringContaining(problem) as string,
    });
  });
});
