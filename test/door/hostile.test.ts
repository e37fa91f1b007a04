import { texts } from '../../src/edges/teams/door/refusals';
import { startTenant, type Tenant } from '../../src/playground/tenant/server';
import { town } from '../../src/playground/tenant/town';
import { serviceUrl } from '../edges/teams/activities';
import { startProduction, type Production } from '../support/production';
import { openRaw, sendRaw, wire } from '../support/raw';
import { until } from '../support/until';
import { activities } from './hostile/activities';
import { bodies } from './hostile/bodies';
import { lines } from './hostile/lines';
import { answered, harmless, type Hand } from './hostile/make';
import { tokens } from './hostile/tokens';

const botId = town.identities.channel.appId;
const megabyte = 1024 * 1024;

describe('the door of a production start, in a process of its own', () => {
  let tenant: Tenant;
  let evict: Production;
  let hand: Hand;
  let before: { readonly memory: number };
  let slow: ReturnType<typeof openSlow>;
  const startedAt = performance.now();
  beforeAll(async () => {
    tenant = await startTenant();
    evict = await startProduction(tenant.channelMetadataUrl, tenant.environment);
    hand = {
      token: (overrides = {}) => tenant.signIn.channelToken({ botId, serviceUrl, overrides }),
      entra: tenant.signIn.accessToken,
    };
    for (let times = 0; times < 20; times += 1)
      expect((await sendRaw(evict.port, harmless(hand))).status).toBe(200);
    before = await evict.memory();
    // They take their time; the rest of the table goes on meanwhile.
    slow = openSlow(evict.port, hand);
  });
  afterAll(async () => {
    await evict.stop();
    await tenant.close();
  });

  const all = Object.entries({ tokens, activities, bodies, lines }).flatMap(([kind, rows]) =>
    rows.map((row) => [kind, ...row] as const),
  );

  it('is knocked at in at least sixty hostile ways', () => {
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(new Set(all.map(([, what]) => what)).size).toBe(all.length);
  });

  it.each(all)('refuses, of %s, %s with %i, and serves the next', async (_kind, _what, status, bytes) => {
    const answer = await sendRaw(evict.port, bytes(hand));
    // The connection may end under who still sends 20 MB, before they read the answer.
    if (answer.status !== 0 || bytes(hand).length < megabyte) {
      expect(answer).toMatchObject({ status, body: JSON.stringify({ status: texts[status] }) });
      expect(Object.keys(answer.headers).toSorted()).toEqual([
        'connection',
        'content-length',
        'content-type',
        ...('date' in answer.headers ? ['date'] : []),
      ]);
    }
    expect((await sendRaw(evict.port, harmless(hand))).status).toBe(200);
  });

  it('cuts off a byte a second and headers that never end at ten seconds, and holds nobody else up', async () => {
    const asked = performance.now();
    expect((await sendRaw(evict.port, harmless(hand))).status).toBe(200);
    expect(performance.now() - asked).toBeLessThan(5_000);
    const [body, headers, nothing] = await Promise.all(slow.answers);
    for (const answer of [body, headers, nothing])
      expect(answer).toMatchObject({ status: 408, body: '{"status":"timeout"}' });
    expect(performance.now() - startedAt).toBeGreaterThan(10_000);
    slow.end();
  });

  it('is still the same process, has not grown by 32 MB, and wrote nothing past its log', async () => {
    expect(evict.exited()).toBe(false);
    expect(() => process.kill(evict.pid, 0)).not.toThrow();
    expect((await evict.memory()).memory - before.memory).toBeLessThan(32 * megabyte);
    expect(evict.errors).toEqual([]);
  });

  it('had no effect: nothing on record, no connection anywhere, no token for Teams', async () => {
    const own = new URL(tenant.url).host;
    expect([...new Set(evict.connections)]).toEqual([own]);
    const tokensForTeams = (): number =>
      tenant.ledger.entries.filter(({ path }) => /^\/msi\/token.*botframework/.test(path)).length;
    expect(tokensForTeams()).toBe(0);
    expect(tenant.ledger.entries.filter(({ path }) => path.startsWith('/v1.0/'))).toEqual([]);
    expect(evict.events()).toBe(0);
    // To know that an effect would have been seen: one that is let in, and answered.
    const { socket } = openRaw(evict.port);
    socket.write(answered(hand));
    await until('the bot tries to answer', () => evict.connections.includes('smba.trafficmanager.net:443'));
    expect(tokensForTeams()).toBe(1);
    socket.destroy();
  });

  it('logs reasons and statuses, not one thing that was sent', () => {
    const refused = evict.lines.filter(({ msg }) => msg === 'refused at the door');
    expect(refused.length).toBeGreaterThan(20);
    for (const line of refused)
      expect(Object.keys(line).toSorted()).toEqual(['count', 'level', 'msg', 'reason', 'status', 'time']);
    expect(JSON.stringify(evict.lines)).not.toMatch(/eyJ|evil|alice@contoso/);
  });
});

/** Three that take their time: a body by the second, headers by the second, and nothing at all. */
function openSlow(
  port: number,
  { token }: Hand,
): { answers: ReturnType<typeof openRaw>['answer'][]; end: () => void } {
  const [body, headers, nothing] = [openRaw(port), openRaw(port), openRaw(port)];
  body.socket.write(
    wire('POST /api/messages HTTP/1.1', [
      ['host', 'x'],
      ['authorization', `Bearer ${token()}`],
      ['content-type', 'application/json'],
      ['content-length', '1000'],
    ]),
  );
  headers.socket.write('POST /api/messages HTTP/1.1\r\n');
  const timer = setInterval(() => {
    body.socket.write('{');
    headers.socket.write('x: y\r\n');
  }, 1_000);
  return {
    answers: [body.answer, headers.answer, nothing.answer],
    end: () => {
      clearInterval(timer);
      for (const { socket } of [body, headers, nothing]) socket.destroy();
    },
  };
}
