import {
  appLimits,
  conversationLimits,
  createPace,
  type Limit,
  type Pace,
} from '../../../src/edges/teams/pace';

const three: readonly Limit[] = [{ count: 3, ms: 1_000 }];
const noLimit: readonly Limit[] = [{ count: 1_000_000, ms: 1_000 }];

/** A message, and when Teams had it. */
interface Arrived {
  readonly room: string;
  readonly what: number;
  readonly at: number;
}

describe('the pace of sending', () => {
  let arrived: Arrived[];
  beforeEach(() => {
    arrived = [];
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Arrives `wayMs` after it left, and is answered then. */
  const send = (pace: Pace, room: string, what: number, wayMs = 0): Promise<void> =>
    pace.run(room, async () => {
      if (wayMs > 0) await new Promise((resolve) => setTimeout(resolve, wayMs));
      arrived.push({ room, what, at: performance.now() });
    });
  const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
  const times = (): readonly number[] => arrived.map(({ at }) => at);

  it('lets through at once what fits, and the rest as soon as it does', async () => {
    const pace = createPace(three, noLimit);
    for (let what = 0; what < 7; what += 1) void send(pace, 'a', what);
    await pass(0);
    expect(arrived).toHaveLength(3);
    await pass(1_000);
    expect(arrived).toHaveLength(3);
    await pass(200);
    expect(arrived).toHaveLength(6);
    await pass(1_200);
    expect(arrived).toHaveLength(7);
    expect(most(three[0]!.ms, times())).toBe(3);
  });

  it('drops nothing and keeps every limit of one conversation, whatever comes when', async () => {
    const pace = createPace();
    for (let what = 0; what < 300; what += 1) void send(pace, 'a', what, (what * 37) % 400);
    await pass(5 * 60_000);
    expect(arrived).toHaveLength(300);
    for (const { count, ms } of conversationLimits) expect(most(ms, times())).toBeLessThanOrEqual(count);
    // It does not dawdle either: four times 60 in 30 seconds, and the last 60 as 8 in 2.
    expect(Math.max(...times()) - Math.min(...times())).toBeLessThan(4 * 30_500 + 16_500);
  });

  it('keeps 1,800 in an hour', async () => {
    const pace = createPace([{ count: 1_800, ms: 3_600_000 }], noLimit);
    for (let what = 0; what < 1_801; what += 1) void send(pace, 'a', what);
    await pass(3_600_000);
    expect(arrived).toHaveLength(1_800);
    await pass(200);
    expect(arrived).toHaveLength(1_801);
  });

  it('keeps the limit of the app in a burst over many conversations', async () => {
    const pace = createPace();
    for (let what = 0; what < 400; what += 1) void send(pace, `room ${what % 200}`, what, what % 90);
    await pass(20_000);
    expect(arrived).toHaveLength(400);
    for (const { count, ms } of appLimits) expect(most(ms, times())).toBeLessThanOrEqual(count);
  });

  it('counts a message until it is answered: what was held up on its way does not arrive in a heap', async () => {
    const pace = createPace(three, noLimit);
    for (let what = 0; what < 3; what += 1) void send(pace, 'a', what, 5_000);
    await pass(2_000);
    for (let what = 3; what < 9; what += 1) void send(pace, 'a', what, 10);
    await pass(2_990);
    expect(arrived).toEqual([]);
    await pass(10_000);
    expect(arrived).toHaveLength(9);
    expect(most(three[0]!.ms, times())).toBe(3);
  });

  it('waits for an answer that never comes, but not for ever', async () => {
    const pace = createPace(three, noLimit);
    for (let what = 0; what < 3; what += 1) void pace.run('a', () => new Promise(() => undefined));
    void send(pace, 'a', 3);
    await pass(30_000);
    expect(arrived).toEqual([]);
    await pass(1_200);
    expect(arrived).toHaveLength(1);
  });

  it('serves one conversation in the order of coming, and all of them when the app has to wait', async () => {
    const pace = createPace(three, [{ count: 2, ms: 1_000 }]);
    for (let what = 0; what < 20; what += 1) {
      void send(pace, `room ${what % 7}`, what);
      await pass(30);
    }
    await pass(60_000);
    expect(arrived.map(({ what }) => what)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('lets nobody wait for a conversation that is not theirs', async () => {
    const pace = createPace(three, noLimit);
    for (let what = 0; what < 50; what += 1) void send(pace, 'busy', what);
    void send(pace, 'quiet', 50);
    await pass(0);
    expect(arrived.filter(({ room }) => room === 'quiet')).toHaveLength(1);
    expect(arrived).toHaveLength(4);
  });

  it('hands back what came of it, and a failure counts and stops nobody', async () => {
    const pace = createPace(three, noLimit);
    await expect(pace.run('a', async () => 'sent')).resolves.toBe('sent');
    await expect(pace.run('a', () => Promise.reject(new Error('502')))).rejects.toThrow('502');
    for (let what = 0; what < 2; what += 1) void send(pace, 'a', what);
    await pass(0);
    expect(arrived).toHaveLength(1);
    await pass(1_200);
    expect(arrived).toHaveLength(2);
  });

  it('forgets conversations that nothing was sent to for long', async () => {
    const pace = createPace(conversationLimits, noLimit);
    for (let one = 0; one < 1_000; one += 1) void send(pace, `room ${one}`, one);
    await pass(0);
    expect(pace.remembered()).toBe(1_000);
    await pass(3_600_000);
    await send(pace, 'another', 0);
    expect(pace.remembered()).toBe(1_001);
    await pass(1_000);
    await send(pace, 'another', 1);
    expect(pace.remembered()).toBe(1);
  });

  it('does not forget a conversation that still waits', async () => {
    const pace = createPace([{ count: 1, ms: 10_000 }], noLimit);
    for (let what = 0; what < 3; what += 1) void send(pace, 'busy', what);
    await pass(10_500);
    void send(pace, 'another', 3);
    await pass(0);
    expect(pace.remembered()).toBe(2);
  });
});

/** The most that arrived within any `ms`. */
function most(ms: number, times: readonly number[]): number {
  const inOrder = times.toSorted((a, b) => a - b);
  return Math.max(
    ...inOrder.map((time, index) => inOrder.slice(index).filter((later) => later - time < ms).length),
  );
}
