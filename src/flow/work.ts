import type { PersonId } from '../core/ids';
import type { Event } from '../core/request/events';
import type { Request } from '../core/request/state';
import type { Cards } from './cards';
import type { Means } from './means';

/** One target of one request, and what carrying it out needs. */
export interface Work {
  readonly means: Means;
  readonly cards: Cards;
  readonly request: Request;
  readonly target: PersonId;
}

export type WithoutTime<E> = E extends { readonly at: string } ? Omit<E, 'at'> : never;

/** Appends at the version decided on. False: somebody else was faster, and the caller must look again. */
export async function append({ means, cards, request }: Work, what: WithoutTime<Event>): Promise<boolean> {
  const event = { ...what, at: means.clock.now().toISOString() } as Event;
  const appended = (await means.log.append(request.id, request.version, [event])) === 'appended';
  if (appended) cards.bring(request.id);
  return appended;
}
