/** So many messages in so much time. */
export interface Limit {
  readonly count: number;
  readonly ms: number;
}

/**
 * Teams' limits on what a bot may send into one conversation, and of an app in a tenant
 * (Microsoft Learn, "Optimize your bot with rate limiting in Teams").
 */
export const conversationLimits: readonly Limit[] = [
  { count: 7, ms: 1_000 },
  { count: 8, ms: 2_000 },
  { count: 60, ms: 30_000 },
  { count: 1_800, ms: 3_600_000 },
];
export const appLimits: readonly Limit[] = [{ count: 50, ms: 1_000 }];

/** Clocks and timers are not exact: a window is kept this much longer than it must be. */
const marginMs = 100;

/** A message on its way for longer counts as arrived by then, so that answers that never come hold nobody up for ever. */
const longestWayMs = 30_000;

export interface Pace {
  /** Sends one more message to this conversation when it may go; first come, first served. */
  run<T>(conversation: string, send: () => Promise<T>): Promise<T>;
  /** How many conversations are kept in mind. */
  remembered(): number;
}

/**
 * One message. Teams counts it when it arrives, which is at some moment between the two; a connection or a token that is
 * slow to come must not let many arrive at once that left one by one. So it counts as new until it is answered.
 */
interface Sent {
  readonly began: number;
  ended?: number;
}

/** Those who wait for one set of limits, in the order they came, and what was sent before them. */
interface Lane {
  sent: Sent[];
  last: Promise<unknown>;
  waiting: number;
}

/** Not sent, as the process ends: whoever wanted it finds it on their list of what is still to be sent. */
class NotSentAnyMore extends Error {
  override readonly name = 'NotSentAnyMore';
}

/** Keeps within the limits by waiting; nothing is ever dropped, until it stops: then whoever waits is told at once. */
export function createPace(conversation = conversationLimits, app = appLimits, stopping?: AbortSignal): Pace {
  // In the order of their last message, so that the idle ones stand in front.
  const lanes = new Map<string, Lane>();
  const everybody = emptyLane();

  const laneOf = (id: string): Lane => {
    forgetIdle(lanes, conversation);
    const lane = lanes.get(id) ?? emptyLane();
    lanes.delete(id);
    lanes.set(id, lane);
    return lane;
  };

  const begin = (lane: Lane): Promise<Sent> =>
    inTurn(lane, async () => {
      await room(lane, conversation, stopping);
      return inTurn(everybody, async () => {
        await room(everybody, app, stopping);
        const sent = { began: performance.now() };
        lane.sent.push(sent);
        everybody.sent.push(sent);
        return sent;
      });
    });

  return {
    run: async (id, send) => {
      const sent = await begin(laneOf(id));
      try {
        return await send();
      } finally {
        sent.ended = performance.now();
      }
    },
    remembered: () => lanes.size,
  };
}

function emptyLane(): Lane {
  return { sent: [], last: Promise.resolve(), waiting: 0 };
}

function inTurn<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
  lane.waiting += 1;
  const turn = lane.last.then(work).finally(() => {
    lane.waiting -= 1;
  });
  lane.last = turn;
  return turn;
}

/** Resolves when one more fits; throws when it will not be sent any more. */
async function room(lane: Lane, limits: readonly Limit[], stopping: AbortSignal | undefined): Promise<void> {
  for (;;) {
    const now = performance.now();
    lane.sent = lane.sent.filter((sent) => now - arrivedBy(sent, now) < longest(limits));
    const wait = waitFor(lane.sent, limits, now);
    if (wait <= 0) return;
    if (stopping?.aborted === true) throw new NotSentAnyMore('not sent, as the process ends');
    await sleep(wait, stopping);
  }
}

/** Ends early when `cut` is aborted. */
function sleep(ms: number, cut: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      cut?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    cut?.addEventListener('abort', done);
  });
}

/** Milliseconds until one more may fit in every window. */
function waitFor(sent: readonly Sent[], limits: readonly Limit[], now: number): number {
  const newestFirst = sent.map((one) => arrivedBy(one, now)).toSorted((a, b) => b - a);
  const waits = limits.map(({ count, ms }) => {
    const oldest = newestFirst[count - 1];
    return oldest === undefined ? 0 : oldest + ms + marginMs - now;
  });
  return Math.max(...waits);
}

/** The latest moment at which it can have arrived. */
function arrivedBy({ began, ended }: Sent, now: number): number {
  return ended ?? Math.min(now, began + longestWayMs);
}

/** What no window can see any more. */
function longest(limits: readonly Limit[]): number {
  return Math.max(...limits.map(({ ms }) => ms)) + marginMs;
}

function forgetIdle(lanes: Map<string, Lane>, limits: readonly Limit[]): void {
  const now = performance.now();
  for (const [id, { waiting, sent }] of lanes) {
    const isIdle = waiting === 0 && sent.every((one) => now - arrivedBy(one, now) >= longest(limits));
    if (!isIdle) return;
    lanes.delete(id);
  }
}
