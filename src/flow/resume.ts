import type { RequestId } from '../core/ids';
import { expire, isDue } from '../core/request/decide';
import { isRunning } from '../core/request/state';
import type { Cards } from './cards';
import type { Means } from './means';
import { change, load } from './records';
import type { Runs } from './runs';

/**
 * Called at the start and on a timer: expires what nobody answered, goes on with what was decided and not finished,
 * and brings cards up to date. Everything it needs is on record, so a crash at any point heals here.
 */
export async function resume(means: Means, runs: Runs, cards: Cards): Promise<void> {
  for (const id of await means.log.unfinished()) {
    if (means.stopping.aborted) return;
    await resumeOne(means, runs, cards, id);
  }
  await cards.heal();
}

async function resumeOne(means: Means, runs: Runs, cards: Cards, id: RequestId): Promise<void> {
  const request = await load(means, id);
  if (request === undefined) return;
  if (isRunning(request)) {
    void runs.start(id);
    return;
  }
  if (!isDue(request, means.clock.now())) return;
  const expired = await change(means, id, (newest) => expire(newest, means.clock.now()));
  if (expired.ok) cards.bring(id);
}
