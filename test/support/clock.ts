import type { Clock } from '../../src/core/ports';

/** A clock for stories that take minutes: time flows as it does, and what nobody needs to sit through is skipped. */
export interface QuickClock extends Clock {
  advance(ms: number): void;
}

/**
 * How long a presser is kept waiting, and how long a press waits for the sending to get on. Both are measured against
 * real work, so they stay real; every other wait is for Graph, which a simulated tenant on the same clock does not need.
 */
const waitsOfPeople = new Set([1_500, 500]);
const longestSkipMs = 4;

/** `sleep` returns after a few milliseconds, and `now` is then ahead by what was asked. It goes back only where a story sets it so. */
export function quickClock(): QuickClock {
  let ahead = 0;
  /** All that was ever skipped. A clock that somebody sets back makes nobody sleep longer, so it never shrinks. */
  let skipped = 0;
  const now = (): Date => new Date(Date.now() + ahead);
  const skip = (ms: number): void => {
    ahead += ms;
    skipped += Math.max(0, ms);
  };
  return {
    now,
    advance: skip,
    sleep: (ms, cut) =>
      new Promise((resolve) => {
        if (cut?.aborted === true) {
          resolve();
          return;
        }
        const begun = performance.now() + skipped;
        const done = (): void => {
          clearTimeout(timer);
          cut?.removeEventListener('abort', done);
          const slept = performance.now() + skipped - begun;
          if (cut?.aborted !== true) skip(Math.max(0, ms - slept));
          resolve();
        };
        const timer = setTimeout(done, waitsOfPeople.has(ms) ? ms : Math.max(0, Math.min(ms, longestSkipMs)));
        cut?.addEventListener('abort', done);
      }),
  };
}
