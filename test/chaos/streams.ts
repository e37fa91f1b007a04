import type { Event } from '../../src/core/request/events';
import { isOver } from '../../src/core/request/state';
import type { Recorded } from '../support/record';
import { asOf, cardText } from './cards';
import type { Evidence } from './evidence';

export type Of<Type extends Event['type']> = Extract<Recorded, { readonly type: Type }>;

export function of<Type extends Event['type']>(events: readonly Recorded[], type: Type): Of<Type>[] {
  return events.filter((event): event is Of<Type> => event.type === type);
}

/** Each request's own events, in order. */
export function streams(events: readonly Recorded[]): readonly (readonly Recorded[])[] {
  return of(events, 'asked').map(({ request }) => events.filter((event) => event.request === request));
}

/** Requests that are not over, and known cards that show something else than the end; empty when all is settled. */
export function unsettled({
  events,
  places,
  shown,
}: Pick<Evidence, 'events' | 'places' | 'shown'>): string[] {
  return streams(events).flatMap((stream) => {
    const request = asOf(stream, stream.length);
    if (request === undefined) return [];
    const { code } = request;
    if (!isOver(request)) return [`${code} is ${request.phase}`];
    const known = places.filter((place) => place.request === request.id);
    if (known.length === 0) return [`no card of ${code} is known`];
    return known.flatMap(({ activityId, view }) => {
      const text = shown.get(activityId);
      return text === cardText({ kind: 'request', request, view })
        ? []
        : [`${code} shows:\n${text ?? 'nothing'}`];
    });
  });
}
