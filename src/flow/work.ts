import type { PersonId } from '../core/ids';
import type { Event } from '../core/request/events';
import type { Request } from '../core/request/state';
import type { Cards } from './cards';
import type { Means } from './means';
import { load } from './records';

/** One target of one request, and what carrying it out needs. */
export interface Work {
  readonly means: Means;
  readonly cards: Cards;
  readonly request: Request;
  readonly target: PersonId;
}

export type WithoutTime<E> = E extends { readonly at: string } ? Omit<E, 'at'> : never;

/**
 * Appends to the state decided on. False: something happened to the request meanwhile, and the caller must look again. A
 * refused press is nothing that happened: whoever keeps pressing must not be able to keep a decided revoke from being sent.
 */
export async function append({ means, cards, request }: Work, what: WithoutTime<Event>): Promise<boolean> {
  const event = { ...what, at: means.clock.now().toISOString() } as Event;
  let version = request.version;
  while ((await means.log.append(request.id, version, [event])) !== 'appended') {
    const newest = await load(means, request.id);
    if (newest?.shows !== request.shows) return false;
    version = newest.version;
  }
  cards.bring(request.id);
  return true;
}
