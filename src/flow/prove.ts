import { CouldNotCheck } from '../core/fault';
import type { Outcome } from '../core/request/events';
import type { Step } from '../core/request/next';
import { proves, verified, withReading, type Reading } from '../core/request/proof';
import { nextReading } from '../core/request/readback';
import { runOf } from '../core/request/state';
import { isStopping } from './means';
import { append, type Work } from './work';

/**
 * Reads the timestamp until it proves the revoke or the time is over, and at least once. Without proof the outcome is
 * what `otherwise` says; where that is absent nothing is recorded, and the caller decides anew.
 */
export async function readBack(work: Work, step: Extract<Step, { do: 'read-back' }>): Promise<void> {
  const { means, request, target } = work;
  const attempts = runOf(request, target)?.attempts ?? [];
  const [first] = attempts;
  const last = attempts.at(-1)?.answer;
  if (first === undefined || last === undefined) return;
  const answeredAt = new Date(last.at);
  let lastRead: Date | undefined;
  let reading: Reading | undefined;
  while (!means.stopping.aborted) {
    const due = nextReading(answeredAt, lastRead, step.until, means.clock.now());
    await means.clock.sleep(due.getTime() - means.clock.now().getTime(), means.stopping);
    // Cut short: nothing follows from a reading that was not made.
    if (isStopping(means)) return;
    reading = (await read(work)) ?? reading;
    lastRead = means.clock.now();
    if (reading !== undefined && proves(first, reading)) {
      return settle(work, verified(first, reading, last.kind !== 'accepted'));
    }
    if (lastRead >= step.until) {
      return step.otherwise === undefined
        ? undefined
        : settle(work, withReading(step.otherwise, first, reading));
    }
  }
}

/** A reading that fails proves nothing either way: the next one may succeed. */
async function read({ means, request, target }: Work): Promise<Reading | undefined> {
  try {
    return await means.sessions.read(target);
  } catch (cause) {
    if (!(cause instanceof CouldNotCheck)) throw cause;
    means.journal.note('a reading back failed', { request: request.id, cause });
    return undefined;
  }
}

async function settle(work: Work, outcome: Outcome): Promise<void> {
  await append(work, { type: 'settled', target: work.target, outcome });
}
