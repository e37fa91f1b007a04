import { expire, isDue } from '../core/request/decide';
import type { Request } from '../core/request/state';
import type { Cards } from './cards';
import type { Means } from './means';
import { change } from './records';

/**
 * Its time is over: that goes on record now, so that nobody is shown buttons that do nothing any more. Whoever records
 * it says so once, in the conversation it was asked in.
 */
export async function expireIfDue(means: Means, cards: Cards, request: Request): Promise<Request> {
  if (!isDue(request, means.clock.now())) return request;
  const expired = await change(means, request.id, (newest) => expire(newest, means.clock.now()));
  if (!expired.ok) return expired.request ?? request;
  cards.bring(request.id);
  cards.tell(request.where, { kind: 'expiry', request: expired.request });
  return expired.request;
}
