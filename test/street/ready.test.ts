import { town } from '../../src/playground/tenant/town';
import { startChildBot, type ChildBot } from '../support/child';
import { quickClock } from '../support/clock';
import { http } from '../support/http';
import { openStreet, type Street } from '../support/street';
import { until } from '../support/until';

const { olga } = town.people;

describe('whoever runs Evict learns', () => {
  let street: Street;
  let child: ChildBot | undefined;
  beforeAll(async () => {
    street = await openStreet({ clock: quickClock() });
    await street.stopBot();
  });
  afterAll(() => street.close());
  afterEach(async () => {
    await child?.kill();
    street.calm();
  });

  const start = async (): Promise<ChildBot> => {
    const wiring = { ...street.wiring, metricsPort: 0 };
    return (child = await startChildBot({ ...street, wiring }));
  };
  const ready = async (): Promise<number> => (await http('GET', `${street.teams.bot.url}/readyz`)).status;
  const metrics = async (bot: ChildBot): Promise<string> => {
    const port = /"port":(\d+),"msg":"metrics are served"/.exec(bot.output())![1]!;
    return (await http('GET', `http://127.0.0.1:${port}/metrics`)).body;
  };
  const asked = (): number =>
    street.tenant.ledger.entries.filter(({ path }) => path.startsWith('/msi/token')).length;

  it.each(['400', 'no-answer', 'html=502'])(
    'that no token can be had (%s): not ready, alive, no flood of sign-ins, and ready by itself afterwards',
    async (fault) => {
      street.tenant.control.addFault(`GET /msi/token ${fault}`);
      const bot = await start();
      expect(await ready()).toBe(503);
      expect((await http('GET', `${street.teams.bot.url}/healthz`)).status).toBe(200);
      const before = asked();
      await Promise.all(Array.from({ length: 50 }, ready));
      expect(asked() - before).toBeLessThan(10);
      expect(await metrics(bot)).toContain('evict_ready{part="graph-credential"} 0');
      expect(bot.output()).toContain('"part":"graph-credential"');
      street.tenant.control.clearFaults();
      await until('it is ready', async () => (await ready()) === 200);
      expect(await metrics(bot)).toContain('evict_ready{part="graph-credential"} 1');
      expect(bot.output()).toContain('"msg":"a part works again"');
    },
  );

  it('what came of requests, presses, calls and refusals, without a name', async () => {
    const bot = await start();
    const target = town.crowd[0];
    const { chat, card } = await street.ask(olga, `revoke sessions for ${target!.userPrincipalName}`);
    await street.teams.press(olga, chat, card, 'Revoke sessions');
    await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    await street.ask(olga, 'revoke sessions for break.glass@contoso.com');
    await street.ask(olga, 'approve R-ZZZZZ');
    await street.teams.post({}, 'no.good.token');
    const told = await metrics(bot);
    expect(told.split('\n')).toEqual(
      expect.arrayContaining([
        'evict_requests_asked_total{rule="confirm"} 1',
        'evict_asks_refused_total{refusal="target-is-protected"} 1',
        'evict_requests_total{outcome="verified"} 1',
        'evict_presses_total{verb="confirm",result="counted"} 1',
        'evict_presses_total{verb="approve",result="request-unknown"} 1',
        'evict_decision_to_post_seconds_count 1',
        'evict_decision_to_verified_seconds_count 1',
        'evict_graph_calls_total{operation="POST /users/{id}/revokeSignInSessions",status="200"} 1',
        'evict_door_refusals_total{reason="malformed-token"} 1',
        `evict_record_events ${street.record().length}`,
        'evict_cards_behind 0',
        'evict_requests_unfinished 0',
        'evict_ready{part="store"} 1',
        'evict_ready{part="signing-keys"} 1',
        'evict_ready{part="graph-credential"} 1',
      ]),
    );
    expect(told).toContain('nodejs_eventloop_lag_seconds');
    for (const name of [target!.displayName, target!.userPrincipalName, target!.id, olga.id, 'contoso.com'])
      expect(told).not.toContain(name);
  });

  it('the metrics at their own address, and nothing else there', async () => {
    const bot = await start();
    const port = /"port":(\d+),"msg":"metrics are served"/.exec(bot.output())![1]!;
    const statuses = await Promise.all([
      http('GET', `http://127.0.0.1:${port}/`),
      http('POST', `http://127.0.0.1:${port}/metrics`),
      http('POST', `http://127.0.0.1:${port}/api/messages`),
      http('GET', `${street.teams.bot.url}/metrics`),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([404, 405, 404, 404]);
    expect(await bot.stopInTime()).toBe(0);
  });
});
