import type { Hurry } from '../../../src/core/ports';
import type { Clock } from '../../../src/core/ports';
import { openPacing } from '../../../src/edges/graph/pacing';
import { graphWrites, hear, nothingSpent, spend, waitFor, type Spent } from '../../../src/edges/graph/quota';
import { graphWriteQuota, quotaMeter } from '../../../src/playground/tenant/quota';
import { randomOf } from '../../support/random';

const quota = { writes: 30, windowMs: 10_000, keptForFirst: 5 };
const never = new AbortController().signal;

/** So many writes of this hurry, each turn as long before 0 as it says. */
const spentBy = (...turns: readonly [agoMs: number, count: number, hurry?: Hurry][]): Spent =>
  turns.reduce(
    (spent, [ago, count, hurry = 'behind']) => spend(spent, { count, hurry }, -ago, quota),
    nothingSpent,
  );

describe('the write quota of Graph', () => {
  it.each<[string, Spent, number, Hurry, number]>([
    ['nothing was sent', nothingSpent, 20, 'behind', 0],
    ['it just fits', spentBy([1_000, 5]), 20, 'behind', 0],
    ['it does not fit what a crowd may use', spentBy([1_000, 6]), 20, 'behind', 9_000],
    ['it fits what is kept for it', spentBy([1_000, 25]), 5, 'first', 0],
    ['even what is kept is used up', spentBy([1_000, 25], [500, 5, 'first']), 1, 'first', 9_000],
    ['a crowd ends with it', spentBy([1_000, 6]), 20, 'last', 0],
    ['a crowd ends with it, and the quota is used up', spentBy([1_000, 11]), 20, 'last', 9_000],
    ['single ones used it up', spentBy([1_000, 30, 'first']), 1, 'behind', 9_000],
    ['only the oldest has to go', spentBy([9_000, 10], [4_000, 10]), 10, 'behind', 1_000],
    ['two have to go', spentBy([9_000, 5], [4_000, 20]), 20, 'behind', 6_000],
    ['the oldest is just gone', spentBy([10_000, 25]), 20, 'behind', 0],
    ['more is wanted than there ever is', spentBy([1_000, 1]), 400, 'behind', 9_000],
    ['more is wanted than there ever is, and nothing was sent', nothingSpent, 400, 'behind', 0],
    ['what was sent lies ahead, as the clock was put back', spentBy([-1_000, 25]), 20, 'behind', 0],
  ])('when %s', (_, spent, count, hurry, wait) => {
    expect(waitFor(spent, { count, hurry }, 0, quota)).toBe(wait);
  });

  const told = (retryAfterMs: number, at = 0): Spent => hear(nothingSpent, { retryAfterMs }, at, quota);
  it.each<[string, Spent, Hurry, number]>([
    ['makes a crowd wait as Graph asks', told(4_000), 'behind', 4_000],
    ['is over in time', told(4_000, -4_000), 'behind', 0],
    ['is no matter for somebody alone', told(4_000), 'first', 0],
    ['never lasts longer than the quota takes to come back', told(86_400_000), 'behind', 10_000],
    [
      'lasts as long as the longest that Graph asked for',
      hear(told(4_000), { retryAfterMs: 1_000 }, 0, quota),
      'behind',
      4_000,
    ],
    ['is forgotten when the clock was put back', told(4_000, 3_600_000), 'behind', 0],
  ])('a refusal %s', (_, spent, hurry, wait) => {
    expect(waitFor(spent, { count: 1, hurry }, 0, quota)).toBe(wait);
  });

  it.each<[string, number | undefined, Hurry, number]>([
    ['nothing', undefined, 'behind', 0],
    ['0.8', 0.8, 'behind', 0],
    ['0.9', 0.9, 'behind', 1_000],
    ['1, as fast as the quota comes back', 1, 'behind', 2_000],
    ['1.8', 1.8, 'behind', 10_000],
    ['1.8 to somebody alone', 1.8, 'first', 0],
  ])('after six writes goes on at a pace that fits when Graph says %s is used', (_, used, hurry, wait) => {
    const spent = hear(spentBy([0, 6]), { used }, 0, quota);
    expect(waitFor(spent, { count: 1, hurry }, 0, quota)).toBeLessThanOrEqual(wait + 1);
    expect(waitFor(spent, { count: 1, hurry }, 0, quota)).toBeGreaterThanOrEqual(wait);
  });

  it('goes on at full pace once Graph no longer says that much is used', () => {
    const spent = hear(hear(spentBy([0, 6]), { used: 1 }, 0, quota), {}, 0, quota);
    expect(waitFor(spent, { count: 1, hurry: 'behind' }, 0, quota)).toBe(0);
  });
});

/** Time that passes only when everybody sleeps. */
function dreamClock(): Clock & {
  readonly asleep: () => number;
  settle: () => Promise<void>;
  run: () => Promise<void>;
} {
  let now = 0;
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  const settle = (): Promise<void> => new Promise((done) => setImmediate(done));
  return {
    now: () => new Date(now),
    sleep: (ms, cut) =>
      new Promise((resolve) => {
        const wake = (): void => {
          sleepers.delete(sleeper);
          resolve();
        };
        const sleeper = { at: now + ms, wake };
        sleepers.add(sleeper);
        cut?.addEventListener('abort', wake, { once: true });
      }),
    asleep: () => sleepers.size,
    settle,
    run: async () => {
      await settle();
      while (sleepers.size > 0) {
        const next = [...sleepers].reduce((a, b) => (b.at < a.at ? b : a));
        now = next.at;
        next.wake();
        await settle();
      }
    },
  };
}

describe('turns to write', () => {
  it('let somebody alone pass a crowd that waits, and do not let them wait for it', async () => {
    const clock = dreamClock();
    const pacing = openPacing(clock, quota);
    const gone: string[] = [];
    const take = (name: string, count: number, hurry: Hurry): void =>
      void pacing.turn(count, hurry, never).then(() => gone.push(`${name} at ${clock.now().getTime()}`));
    take('crowd 1', 20, 'behind');
    take('crowd 2', 20, 'behind');
    take('crowd 3', 5, 'behind');
    take('Alice', 1, 'first');
    await clock.settle();
    expect(gone).toEqual(['crowd 1 at 0', 'Alice at 0']);
    await clock.run();
    expect(gone.slice(2)).toEqual(['crowd 2 at 10000', 'crowd 3 at 10000']);
  });

  it('are not waited for any longer once cut, are not counted then, and leave no timer behind', async () => {
    const clock = dreamClock();
    const pacing = openPacing(clock, quota);
    const stopping = new AbortController();
    await pacing.turn(25, 'behind', never);
    const waiting = [pacing.turn(20, 'behind', stopping.signal), pacing.turn(20, 'behind', stopping.signal)];
    await clock.settle();
    expect(clock.asleep()).toBe(1);
    stopping.abort();
    await Promise.all([...waiting, pacing.turn(20, 'behind', stopping.signal)]);
    await clock.settle();
    expect(clock.asleep()).toBe(0);
    await pacing.turn(5, 'first', never);
    expect(clock.asleep()).toBe(0);
  });

  it('wait when Graph refuses a write, from that moment on, and go on when it says that it is better', async () => {
    const clock = dreamClock();
    const pacing = openPacing(clock, quota);
    pacing.heard([new Response(null, { status: 429, headers: { 'retry-after': '2.5' } }), new Response()]);
    await pacing.turn(1, 'first', never);
    const waited = pacing.turn(20, 'behind', never).then(() => clock.now().getTime());
    await clock.run();
    expect(await waited).toBe(2_500);
    pacing.heard([new Response(null, { headers: { 'x-ms-throttle-limit-percentage': '1.8' } })]);
    const hurried = pacing.turn(1, 'behind', never).then(() => clock.now().getTime());
    await clock.settle();
    pacing.heard([new Response()]);
    await clock.settle();
    expect(await hurried).toBe(2_500);
  });

  it('bring 10,000 writes through a window exactly like that of Graph, none refused, in little more than its 450 s', async () => {
    const clock = dreamClock();
    const pacing = openPacing(clock);
    const random = randomOf(5);
    const graph = quotaMeter();
    const open = Array.from({ length: 500 }, () => 20);
    const refused: number[] = [];
    let written = 0;
    const write = async (count: number): Promise<void> => {
      await clock.sleep(20 + random() * 800);
      const responses = Array.from({ length: count }, () => {
        const wait = graph.spend(graphWriteQuota, clock.now());
        if (wait !== undefined) refused.push(wait);
        written += 1;
        return new Response(null, { headers: graph.headers(graphWriteQuota, clock.now()) });
      });
      await clock.sleep(20 + random() * 200);
      pacing.heard(responses);
    };
    const alone = async (): Promise<void> => {
      for (let one = 0; one < 60; one += 1) {
        const began = clock.now().getTime();
        await pacing.turn(1, 'first', never);
        expect(clock.now().getTime()).toBe(began);
        await write(1);
        await clock.sleep(5_000);
      }
    };
    const worker = async (): Promise<void> => {
      for (let count = open.pop(); count !== undefined; count = open.pop()) {
        await pacing.turn(count, 'behind', never);
        await write(count);
      }
    };
    const done = Promise.all([...Array.from({ length: 16 }, worker), alone()]);
    await clock.run();
    await done;
    expect([written, refused]).toEqual([10_060, []]);
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(450_000);
    expect(clock.now().getTime()).toBeLessThan(450_000 * 1.05);
    expect(graphWrites.writes).toBe(graphWriteQuota.writes);
  });
});
