import { setTimeout as sleep } from 'node:timers/promises';

/** So long a change waits for others on the same file; then it is refused, in time to say so within five seconds. */
export const longestWaitMs = 3_000;

/** Runs work that another process may keep waiting: tried again until it is done, or `longestMs` have passed. */
export type Patiently = <T>(work: () => T, longestMs?: number) => Promise<T>;

/**
 * SQLite's own waiting would hold up the whole process, so it is told not to wait, and the work is tried again from here,
 * after pauses of chance length. In one process changes take their turn, first come, first served.
 */
export function inTurn(): Patiently {
  let last: Promise<undefined> | undefined;
  return async (work, longestMs = longestWaitMs) => {
    const until = performance.now() + longestMs;
    const before = last;
    const { promise: mine, resolve: done } = Promise.withResolvers<undefined>();
    last = mine;
    try {
      if (before !== undefined) {
        await Promise.race([before, sleep(longestMs, undefined, { ref: false })]);
        // A moment for other processes: whoever has much to write must not keep them from writing anything.
        await sleep(1);
      }
      return await again(work, until);
    } finally {
      if (last === mine) last = undefined;
      done(undefined);
    }
  };
}

/** The same for work that stands in nobody's way. */
export const atOnce: Patiently = async (work, longestMs = longestWaitMs) =>
  again(work, performance.now() + longestMs);

async function again<T>(work: () => T, until: number): Promise<T> {
  for (;;) {
    try {
      return work();
    } catch (cause) {
      const left = until - performance.now();
      if (!isBusy(cause) || left <= 0) throw cause;
      await sleep(Math.min(left, 1 + Math.random() * 15));
    }
  }
}

/** For the start, when there is nothing else to do yet than to wait. */
export function blocking<T>(work: () => T): T {
  const until = performance.now() + longestWaitMs;
  for (;;) {
    try {
      return work();
    } catch (cause) {
      if (!isBusy(cause) || performance.now() > until) throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** SQLITE_BUSY, in any of its extended forms: another process holds a lock, now. */
function isBusy(cause: unknown): boolean {
  if (typeof cause !== 'object' || cause === null || !('errcode' in cause)) return false;
  return typeof cause.errcode === 'number' && (cause.errcode & 0xff) === 5;
}
