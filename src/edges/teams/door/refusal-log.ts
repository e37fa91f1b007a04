import type { Journal } from '../../../core/journal';
import { refusals, type Refusal } from './refusals';

/** How often one reason is written, however often it occurs: whoever knocks must not be able to fill the disk. */
const pauseMs = 10_000;

/**
 * Writes refusals with their status, their reason, and how many there were since the last line of that reason. There are
 * as many reasons as `refusals` names, so what is written is bounded.
 *
 * @param now milliseconds on a clock that never steps back
 */
export function refusalLog(journal: Journal, now: () => number): (refusal: Refusal) => void {
  const lines = new Map<Refusal, { nextAt: number; since: number }>();
  return (refusal) => {
    const line = lines.get(refusal) ?? { nextAt: -Infinity, since: 0 };
    lines.set(refusal, line);
    line.since += 1;
    if (now() < line.nextAt) return;
    journal.note('refused at the door', { status: refusals[refusal], reason: refusal, count: line.since });
    line.nextAt = now() + pauseMs;
    line.since = 0;
  };
}
