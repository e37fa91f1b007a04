import type { Code, PersonId, RequestId } from '../ids';
import type { Rule, Tier } from '../tier';
import type { Actor, Decision, Phase } from './decision';
import type { Answer, Event, Halt, Outcome, Target } from './events';

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

/** A request: nothing but the fold of its events. */
export interface Request {
  readonly id: RequestId;
  /** Number of events; the lock: an append names the version it expects. */
  readonly version: number;
  /** Version of the newest event that a card shows. A card that shows less is behind. */
  readonly shows: number;
  readonly code: Code;
  readonly by: Actor;
  readonly targets: readonly Target[];
  readonly tier: Tier;
  readonly rule: Rule;
  readonly reason?: string;
  readonly ticket?: string;
  readonly askedAt: string;
  readonly expiresAt: string;
  readonly where: string;
  readonly phase: Phase;
  readonly decision?: Decision;
  readonly halt?: Halt;
  readonly runs: Readonly<Record<PersonId, Run>>;
}

/** What a stream of events adds up to; `undefined` for one that holds only a refused ask. */
export function fold(id: RequestId, events: readonly Event[]): Request | undefined {
  return events.reduce<Request | undefined>((state, event) => evolve(id, state, event), undefined);
}

/** One event later. An event that cannot follow is a corrupt record, and thrown as such. */
export function evolve(id: RequestId, state: Request | undefined, event: Event): Request | undefined {
  if (event.type === 'ask-refused') return state;
  if (event.type === 'asked') return opened(id, event);
  if (state === undefined) throw new Error(`the record of request ${id} does not begin with "asked"`);
  const version = state.version + 1;
  const next = { ...state, version };
  if (event.type === 'press-refused') return next;
  return { ...next, shows: version, ...changed(state, event) };
}

type Asked = Extract<Event, { type: 'asked' }>;

function opened(id: RequestId, { at, type, ...asked }: Asked): Request {
  const runs = Object.fromEntries(asked.targets.map((target) => [target.person.id, { attempts: [] }]));
  return { ...asked, id, version: 1, shows: 1, askedAt: at, phase: 'awaiting-confirmation', runs };
}

type Later = Exclude<Event, { type: 'asked' | 'ask-refused' | 'press-refused' }>;

function changed(state: Request, event: Later): Partial<Request> {
  switch (event.type) {
    case 'confirmed':
      return { phase: 'ready', decision: { kind: 'confirmed', by: event.by, at: event.at } };
    case 'cancelled':
      return { phase: 'cancelled', decision: { kind: 'cancelled', by: event.by, at: event.at } };
    case 'expired':
      return { phase: 'expired', decision: { kind: 'expired', at: event.at } };
    case 'halted':
      return { halt: event.halt };
    case 'attempted':
      return { phase: 'executing', runs: withRun(state, event.target, (run) => begun(run, event)) };
    case 'answered':
      return { runs: withRun(state, event.target, (run) => answered(run, event)) };
    case 'settled': {
      const runs = withRun(state, event.target, (run) => ({
        ...run,
        outcome: { ...event.outcome, at: event.at },
      }));
      const open = Object.values<Run>(runs).some((run) => run.outcome === undefined);
      return open ? { runs } : { runs, phase: 'done' };
    }
  }
}

function withRun(state: Request, target: PersonId, change: (run: Run) => Run): Record<PersonId, Run> {
  const run = state.runs[target];
  if (run === undefined) throw new Error(`the record of request ${state.id} names a target it does not have`);
  return { ...state.runs, [target]: change(run) };
}

function begun(run: Run, event: Extract<Event, { type: 'attempted' }>): Run {
  const { at, clientRequestId, before, graphDate } = event;
  return { ...run, attempts: [...run.attempts, { at, clientRequestId, before, graphDate }] };
}

function answered(run: Run, event: Extract<Event, { type: 'answered' }>): Run {
  const attempts = run.attempts.map((attempt, index) =>
    index === event.attempt - 1 ? { ...attempt, answer: { ...event.answer, at: event.at } } : attempt,
  );
  return { ...run, attempts };
}

/** Nothing more will happen: every later press gets the final card. */
export function isOver(request: Request): boolean {
  return request.phase === 'done' || request.phase === 'cancelled' || request.phase === 'expired';
}

/** Decided, and Graph has not been dealt with completely. */
export function isRunning(request: Request): boolean {
  return request.phase === 'ready' || request.phase === 'executing';
}
