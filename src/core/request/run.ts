import type { PersonId, RequestId } from '../ids';
import type { Answer, Event, Outcome } from './events';

export interface Attempt {
  readonly at: string;
  readonly clientRequestId: string;
  readonly before: string | null;
  readonly graphDate: string;
  readonly answer?: Answer & { readonly at: string };
}

/** What happened for one target so far. */
export interface Run {
  readonly attempts: readonly Attempt[];
  readonly outcome?: Outcome & { readonly at: string };
}

/** Of a request, what its runs are kept in. */
interface Runs {
  readonly id: RequestId;
  readonly runs: readonly Run[];
  /** Where in `runs` somebody is. */
  readonly order: ReadonlyMap<PersonId, number>;
}

/** The runs with one of them replaced. */
export type Put = (runs: readonly Run[], place: number, run: Run) => readonly Run[];

/** Copies the first it is given, and from then on changes its own copy, which nobody else has seen yet. */
export function putting(): Put {
  let own: Run[] | undefined;
  return (runs, place, run) => {
    own ??= [...runs];
    own[place] = run;
    return own;
  };
}

/** Throws when it has no such target, or that one is settled: the record is corrupt then. */
export function changeRun(
  { id, runs, order }: Runs,
  target: PersonId,
  put: Put,
  change: (run: Run) => Run,
): readonly Run[] {
  const place = order.get(target);
  const run = place === undefined ? undefined : runs[place];
  if (place === undefined || run === undefined)
    throw new Error(`the record of request ${id} names a target it does not have`);
  if (run.outcome !== undefined)
    throw new Error(`the record of request ${id} goes on after a target was settled`);
  return put(runs, place, change(run));
}

export function begun(run: Run, event: Extract<Event, { type: 'attempted' }>): Run {
  const { at, clientRequestId, before, graphDate } = event;
  if (event.attempt !== run.attempts.length + 1) throw new Error(`attempt ${event.attempt} is out of turn`);
  return { ...run, attempts: [...run.attempts, { at, clientRequestId, before, graphDate }] };
}

export function answered(run: Run, event: Extract<Event, { type: 'answered' }>): Run {
  const attempted = run.attempts[event.attempt - 1];
  if (attempted === undefined || attempted.answer !== undefined)
    throw new Error(`attempt ${event.attempt} was answered and had not been made, or twice`);
  const attempts = run.attempts.map((attempt, index) =>
    index === event.attempt - 1 ? { ...attempt, answer: { ...event.answer, at: event.at } } : attempt,
  );
  return { ...run, attempts };
}
