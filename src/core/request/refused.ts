import { recordedPresses } from '../bounds';
import type { Decided } from './decide';
import type { Event } from './events';
import type { Request } from './state';

type PressRefused = Extract<Event, { type: 'press-refused' }>;

/**
 * A refused press, as it goes on record; or not: of the same press by the same person, refused for the same reason, only the
 * first few do, so that nobody makes the record grow by pressing. The last that is recorded says that it is.
 */
export function notePress(request: Request, event: PressRefused): Decided {
  const { refusedPresses } = request;
  const same = refusedPresses.filter(
    ({ by, press, refusal }) =>
      by === event.by && press === event.press && refusal.kind === event.refusal.kind,
  );
  const { ofAKind, inAll } = recordedPresses;
  const left = Math.min(ofAKind - same.length, inAll - refusedPresses.length);
  if (left <= 0) return { ok: false, refusal: event.refusal };
  return { ok: true, event: left === 1 ? { ...event, last: true } : event };
}
