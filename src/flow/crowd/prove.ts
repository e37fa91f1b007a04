import type { PersonId } from '../../core/ids';
import type { Event } from '../../core/request/events';
import { proves, verified, type Reading } from '../../core/request/proof';
import { runOf, type Request } from '../../core/request/state';
import type { Crowd } from './crowd';

/** Reads the timestamps of at most twenty; those that prove the revoke are settled, the others read again later. */
export async function readBackMany(crowd: Crowd, people: readonly PersonId[]): Promise<void> {
  const { means, pen, seen, lanes } = crowd;
  const readings = await lanes.acting(() => means.sessions.readMany(people));
  // Cut short: nothing follows from a reading that was not made.
  if (means.stopping.aborted) return;
  const readAt = means.clock.now();
  const read = people.flatMap((person, index) => {
    const reading = readings[index];
    const before = seen.get(person);
    // A reading that failed proves nothing either way: the next one may succeed.
    if (reading === undefined || reading === 'unknown' || reading === 'gone') {
      seen.set(person, { ...before, readAt });
      return [];
    }
    seen.set(person, { ...before, readAt, reading });
    return [{ person, reading }];
  });
  if (read.length < people.length) {
    const cause = new Error('some of many could not be read');
    means.journal.note('a reading back failed', { request: pen.newest().id, cause });
  }
  await lanes.acting(() =>
    pen.write((request) =>
      read.flatMap(({ person, reading }) => proven(request, person, reading, means.clock.now())),
    ),
  );
}

function proven(request: Request, target: PersonId, reading: Reading, now: Date): readonly Event[] {
  const run = runOf(request, target);
  const first = run?.attempts[0];
  const answer = run?.attempts.at(-1)?.answer;
  if (first === undefined || answer === undefined || run?.outcome !== undefined) return [];
  if (!proves(first, reading)) return [];
  const outcome = verified(first, reading, answer.kind !== 'accepted');
  return [{ at: now.toISOString(), type: 'settled', target, outcome }];
}
