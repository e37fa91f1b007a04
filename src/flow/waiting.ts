import type { Waiting } from '../core/bounds';
import type { PersonId } from '../core/ids';
import { isDue } from '../core/request/decide';
import { isOwn, isWaiting } from '../core/request/state';
import type { Means } from './means';
import { load } from './records';

/**
 * How many requests wait for their decision. One's own sessions never stand in the way of anything. While fewer than either
 * bound are open at all, nobody has to look at each.
 */
export async function countWaiting(means: Means, by: PersonId): Promise<Waiting> {
  const open = await means.log.unfinished();
  const { openPerPerson, openInAll } = means.policy;
  if (open.length < Math.min(openPerPerson, openInAll)) return { theirs: 0, all: 0 };
  let theirs = 0;
  let all = 0;
  for (const id of open) {
    const request = await load(means, id);
    if (request === undefined || !isWaiting(request) || isOwn(request)) continue;
    if (isDue(request, means.clock.now())) continue;
    all += 1;
    if (request.by.id === by) theirs += 1;
  }
  return { theirs, all };
}
