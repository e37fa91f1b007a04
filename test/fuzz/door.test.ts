import { startTenant, type Tenant } from '../../src/playground/tenant/server';
import { town } from '../../src/playground/tenant/town';
import { serviceUrl } from '../edges/teams/activities';
import { harmless } from '../door/hostile/make';
import { startProduction, type Production } from '../support/production';
import { sendRaw } from '../support/raw';
import { runCampaign } from './campaign';

// Chosen by `npm run fuzz`; a case is done again by its seed and number.
const number = (name: string, preset: number): number => Number(process.env[name] ?? preset);
const seed = number('FUZZ_SEED', 20_260);
const from = number('FUZZ_FROM', 0);
const count = number('FUZZ_COUNT', 10_000);
const megabyte = 1024 * 1024;
const say = (line: string): void => void process.stderr.write(`${line}\n`);

describe('any body and any token', () => {
  let tenant: Tenant;
  let evict: Production;
  beforeAll(async () => {
    tenant = await startTenant();
    evict = await startProduction(tenant.channelMetadataUrl, tenant.environment);
  });
  afterAll(async () => {
    await evict.stop();
    await tenant.close();
  });

  const token = (signedBy: 'msteams' | 'stranger' = 'msteams'): string =>
    tenant.signIn.channelToken({ botId: town.identities.channel.appId, serviceUrl, overrides: { signedBy } });
  /** Milliseconds for one that is let in, the median of many. */
  const served = async (): Promise<number> => {
    const times: number[] = [];
    const bytes = harmless({ token: () => token(), entra: () => '' });
    for (let turn = 0; turn < 101; turn += 1) {
      const began = performance.now();
      expect((await sendRaw(evict.port, bytes)).status).toBe(200);
      times.push(performance.now() - began);
    }
    return times.toSorted((a, b) => a - b)[50]!;
  };

  it(
    `${count} mutated requests from case ${from} of seed ${seed}: no crash, no effect, one constant text each`,
    async () => {
      const timeBefore = await served();
      const before = await evict.memory();
      const began = performance.now();
      const progress = (done: number, wrong: number): void => {
        const each = Math.round((done - from) / ((performance.now() - began) / 1_000));
        say(
          `${done - from} of ${count}, ${wrong} violations, ${each} a second; to go on from here: --seed ${seed} --from ${done}`,
        );
      };
      const { statuses, violations } = await runCampaign({
        port: evict.port,
        seed,
        from,
        count,
        tokens: () => ({ good: token(), stranger: token('stranger') }),
        ...(process.env['FUZZ_COUNT'] === undefined ? {} : { progress }),
      });
      const after = await evict.memory();
      const grown = after.heap - before.heap;
      const ratio = (await served()) / timeBefore;
      say(
        `seed ${seed}, cases ${from} to ${from + count - 1}, ${violations.length} violations, ${JSON.stringify(statuses)}, ` +
          `${(grown / megabyte).toFixed(1)} MB more on the heap (${((after.memory - before.memory) / megabyte).toFixed(1)} MB resident), a good one takes ${ratio.toFixed(2)} times as long as before`,
      );
      expect(violations.slice(0, 10)).toEqual([]);
      expect(Object.values(statuses).reduce((sum, each) => sum + each, 0)).toBe(count);
      expect(evict.exited()).toBe(false);
      expect(evict.errors).toEqual([]);
      expect(evict.events()).toBe(0);
      expect([...new Set(evict.connections)]).toEqual([new URL(tenant.url).host]);
      expect(tenant.ledger.revokes()).toEqual([]);
      expect(grown).toBeLessThan(16 * megabyte);
    },
    12 * 3_600_000,
  );
});
