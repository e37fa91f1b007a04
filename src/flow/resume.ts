import type { RequestId } from '../core/ids';
import { remind } from '../core/request/decide';
import { isRunning, type Request } from '../core/request/state';
import type { Cards } from './cards';
import { expireIfDue } from './expire';
import type { Means } from './means';
import { announce } from './on-call';
import { load } from './records';
import type { Runs } from './runs';

/**
 * Called at the start and on a timer: goes on with what was decided and not finished, expires what nobody answered, shows
 * approvers what waits for them, and brings cards up to date. All it needs is on record, so a crash anywhere heals here.
 */
export async function resume(means: Means, runs: Runs, cards: Cards): Promise<void> {
  for (const id of await means.log.unfinished()) {
    if (means.stopping.aborted) return;
    await resumeOne(means, runs, cards, id);
  }
  if (!means.stopping.aborted) await cards.heal();
}

async function resumeOne(means: Means, runs: Runs, cards: Cards, id: RequestId): Promise<void> {
  const request = await load(means, id);
  if (request === undefined) return;
  if (isRunning(request)) {
    void runs.start(id);
    return;
  }
  const newest = await expireIfDue(means, cards, request);
  if (newest !== request) return;
  announce(means, cards, request);
  await remindOnce(means, cards, request);
}

/** On record first: of several processes one reminds, and a crash in between reminds nobody rather than twice. */
async function remindOnce(means: Means, cards: Cards, request: Request): Promise<void> {
  const event = remind(request, means.clock.now());
  if (event === undefined) return;
  if ((await means.log.append(request.id, request.version, [event])) !== 'appended') return;
  const places = (await means.places.of(request.id)).filter(({ view }) => view === 'everybody');
  for (const place of places) {
    cards.tell(means.notices.threadOf(place), { kind: 'reminder', request });
  }
  if (places.length === 0) cards.tell(request.where, { kind: 'reminder', request, nobodyAsked: true });
}
