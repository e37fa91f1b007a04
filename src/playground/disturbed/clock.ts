import { systemClock } from '../../edges/system/system';
import type { Clock } from '../../core/ports';

/** A clock that several processes agree on without talking: plain data, and the same moment everywhere. */
export interface FastTime {
  /** When it began, by the machine's clock; until then both are the same. Milliseconds. */
  readonly epoch: number;
  /** How many times faster than the machine's it runs. */
  readonly speed: number;
}

/** The same, for one process whose clock can be set wrong. */
export interface FastClock extends Clock {
  /** Forward, or back where negative. */
  step(ms: number): void;
}

/** How long somebody who presses is kept waiting: measured against real work, so it stays real (see flow/press). */
const waitsOfPeople = new Set([1_500, 500]);

export function fastClock({ epoch, speed }: FastTime): FastClock {
  let ahead = 0;
  return {
    now: () => new Date(epoch + (Date.now() - epoch) * speed + ahead),
    sleep: (ms, cut) => systemClock.sleep(waitsOfPeople.has(ms) ? ms : ms / speed, cut),
    step: (ms) => {
      ahead += ms;
    },
  };
}
