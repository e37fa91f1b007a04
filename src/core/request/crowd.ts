import type { PersonId } from '../ids';
import type { Event, Halt } from './events';
import { next, type Limits } from './next';
import { withReading, type Reading } from './proof';
import { nextReading } from './readback';
import { runOf, type Request } from './state';

/**
 * What whoever carries a request out has seen of a target, beside the record. It is lost with the process, and then seen
 * again: nothing that must not be forgotten is here.
 */
export interface Seen {
  /** When it was read back last, and the newest reading that came of that. */
  readonly readAt?: Date;
  readonly reading?: Reading;
  /** How often in a row the look-ups before sending failed, and not before when they are tried again. */
  readonly failures?: number;
  readonly notBefore?: Date;
  /** Why nothing is sent for this one any more, although the others go on. */
  readonly halt?: Halt;
}

/** What is to be done for one of many: now, or at some time. */
export type Due =
  | { readonly do: 'nothing' }
  | { readonly do: 'record'; readonly event: Event }
  | { readonly do: 'send'; readonly at: Date; readonly attempt: number }
  | { readonly do: 'read-back'; readonly at: Date }
  | { readonly do: 'wait'; readonly at: Date };

/** As `next` has it; who is stopped alone is treated as everybody is when the whole request is. */
export function dueFor(request: Request, target: PersonId, seen: Seen, now: Date, limits: Limits): Due {
  const halt = request.halt ?? seen.halt;
  const step = next(halt === undefined ? request : { ...request, halt }, target, now, limits);
  const at = now.toISOString();
  switch (step.do) {
    case 'nothing':
      return step;
    case 'wait':
      return { do: 'wait', at: step.until };
    case 'send':
      return { do: 'send', at: later(now, seen.notBefore), attempt: step.attempt };
    case 'call-unknown': {
      const answer = { kind: 'unknown', why: 'no answer on record' } as const;
      return { do: 'record', event: { at, type: 'answered', target, attempt: step.attempt, answer } };
    }
    case 'settle':
      return { do: 'record', event: { at, type: 'settled', target, outcome: step.outcome } };
    case 'read-back': {
      const attempts = runOf(request, target)?.attempts ?? [];
      const [first] = attempts;
      const answeredAt = attempts.at(-1)?.answer?.at;
      if (first === undefined || answeredAt === undefined) return { do: 'nothing' };
      if (seen.readAt === undefined || seen.readAt < step.until)
        return { do: 'read-back', at: nextReading(new Date(answeredAt), seen.readAt, step.until, now) };
      if (step.otherwise === undefined) return { do: 'wait', at: step.until };
      const outcome = withReading(step.otherwise, first, seen.reading);
      return { do: 'record', event: { at, type: 'settled', target, outcome } };
    }
  }
}

function later(now: Date, notBefore: Date | undefined): Date {
  return notBefore !== undefined && notBefore > now ? notBefore : now;
}

/** What can be done now for all of them together, at most so much of each at once. */
export interface Turn {
  /** Nothing but putting them on record is needed. */
  readonly record: readonly PersonId[];
  readonly send: readonly PersonId[];
  readonly readBack: readonly PersonId[];
  /** When there is something to do again, if nothing happens before. */
  readonly wake: Date | undefined;
}

interface Most {
  readonly record: number;
  readonly send: number;
  readonly readBack: number;
}

/** @param busy those whom something is being done for already */
export function turnOf(
  request: Request,
  beside: { readonly seen: ReadonlyMap<PersonId, Seen>; readonly busy: ReadonlySet<PersonId> },
  most: Most,
  now: Date,
  limits: Limits,
): Turn {
  const found = { record: [] as PersonId[], send: [] as PersonId[], readBack: [] as PersonId[] };
  let wake: Date | undefined;
  for (const [target, place] of request.order) {
    if (request.runs[place]?.outcome !== undefined || beside.busy.has(target)) continue;
    const due = dueFor(request, target, beside.seen.get(target) ?? {}, now, limits);
    const at = 'at' in due ? due.at : now;
    if (at > now) wake = wake === undefined || at < wake ? at : wake;
    else if (due.do in lists) {
      const list = lists[due.do as keyof typeof lists];
      if (found[list].length < most[list]) found[list].push(target);
    }
    if (found.record.length >= most.record) break;
  }
  return { ...found, wake };
}

/** How many of them nothing was ever sent for, and nothing is being done for now. */
export function notBegun({ order, runs }: Request, busy: ReadonlySet<PersonId>): number {
  let count = 0;
  for (const [target, place] of order) {
    const run = runs[place];
    if (run?.outcome === undefined && run?.attempts.length === 0 && !busy.has(target)) count += 1;
  }
  return count;
}

const lists = { record: 'record', send: 'send', 'read-back': 'readBack' } as const;
