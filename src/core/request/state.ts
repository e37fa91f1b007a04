import type { Why } from '../command/command';
import type { Code, PersonId, RequestId } from '../ids';
import type { Policy } from '../policy';
import { approversNeeded, type Rule, type Tier } from '../tier';
import type { Actor, Decision, Phase } from './decision';
import type { Answer, Event, Halt, LeftOut, Outcome, Source, Target } from './events';

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
  /** Named and not among the targets. */
  readonly leftOut?: readonly LeftOut[];
  readonly sources?: readonly Source[];
  readonly tier: Tier;
  readonly rule: Rule;
  readonly coveringRoles: readonly string[];
  readonly policy: Policy;
  readonly reason?: string;
  readonly ticket?: string;
  readonly askedAt: string;
  readonly expiresAt: string;
  readonly where: string;
  readonly phase: Phase;
  readonly decision?: Decision;
  readonly approvals: readonly Actor[];
  /** How many distinct approvals decide it, as the policy last said. */
  readonly needed: number;
  /** People who asked for the same while it was open, and what they gave as reason and ticket. */
  readonly supporters: readonly (Actor & Why)[];
  /** Those on record; they change nothing. */
  readonly refusedPresses: readonly Extract<Event, { type: 'press-refused' }>[];
  readonly remindedAt?: string;
  readonly halt?: Halt;
  readonly runs: Readonly<Record<PersonId, Run>>;
}

/** What a stream of events adds up to; `undefined` for one that holds only a refused ask. */
export function fold(id: RequestId, events: readonly Event[]): Request | undefined {
  return events.reduce<Request | undefined>((state, event) => evolve(id, state, event), undefined);
}

/** One event later. An event that cannot follow is a corrupt record, and thrown as such. */
export function evolve(id: RequestId, state: Request | undefined, event: Event): Request | undefined {
  if (isOpening(event)) {
    if (state !== undefined) throw new Error(`the record of request ${id} begins twice`);
    return event.type === 'asked' ? opened(id, event) : undefined;
  }
  if (state === undefined) throw new Error(`the record of request ${id} does not begin with "asked"`);
  const version = state.version + 1;
  const next = { ...state, version };
  if (event.type === 'press-refused') return { ...next, refusedPresses: [...state.refusedPresses, event] };
  if (!follows[event.type].includes(state.phase))
    throw new Error(`the record of request ${id} has "${event.type}" when it was ${state.phase}`);
  return { ...next, shows: version, ...changed(state, event) };
}

type Asked = Extract<Event, { type: 'asked' }>;

function opened(id: RequestId, { at, type, ...asked }: Asked): Request {
  const phase = asked.rule === 'confirm' ? 'awaiting-confirmation' : 'awaiting-approval';
  const runs = Object.fromEntries(asked.targets.map((target) => [target.person.id, { attempts: [] }]));
  return {
    ...asked,
    id,
    version: 1,
    shows: 1,
    askedAt: at,
    phase,
    needed: approversNeeded(asked.rule),
    approvals: [],
    supporters: [],
    refusedPresses: [],
    runs,
  };
}

const openings = ['asked', 'ask-refused', 'on-call-set', 'carried-over'] as const;
type Opening = Extract<Event, { type: (typeof openings)[number] }>;

/** Events that begin a stream; only "asked" begins a request. */
function isOpening(event: Event): event is Opening {
  return openings.some((type) => type === event.type);
}

type Later = Exclude<Event, Opening | { type: 'press-refused' }>;

const waiting: readonly Phase[] = ['awaiting-confirmation', 'awaiting-approval'];
const running: readonly Phase[] = ['ready', 'executing'];

/** When each event can happen. Only a refused press can come at any time, also after the end. */
const follows: Readonly<Record<Later['type'], readonly Phase[]>> = {
  supported: waiting,
  reminded: waiting,
  confirmed: ['awaiting-confirmation'],
  approved: ['awaiting-approval'],
  rejected: ['awaiting-approval'],
  cancelled: waiting,
  expired: waiting,
  halted: running,
  attempted: running,
  answered: running,
  settled: running,
};

function changed(state: Request, event: Later): Partial<Request> {
  switch (event.type) {
    case 'confirmed':
      return { phase: 'ready', decision: { kind: 'confirmed', by: event.by, at: event.at } };
    case 'supported':
      return { supporters: [...state.supporters, { ...event.by, ...whyOf(event) }] };
    case 'reminded':
      return { remindedAt: event.at };
    case 'approved':
      return approved(state, event);
    case 'rejected': {
      const { at, by, reason } = event;
      return {
        phase: 'rejected',
        decision: { kind: 'rejected', by, at, ...(reason === undefined ? {} : { reason }) },
      };
    }
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

function whyOf({ reason, ticket }: Why): Why {
  return { ...(reason === undefined ? {} : { reason }), ...(ticket === undefined ? {} : { ticket }) };
}

/** Distinct people: one person's second approval adds nothing, whatever was recorded. */
function approved(
  state: Request,
  { by, at, needed }: Extract<Event, { type: 'approved' }>,
): Partial<Request> {
  const approvals = [...state.approvals.filter(({ id }) => id !== by.id), by];
  if (approvals.length < needed) return { approvals, needed };
  return { approvals, needed, phase: 'ready', decision: { kind: 'approved', by, at } };
}

function withRun(state: Request, target: PersonId, change: (run: Run) => Run): Record<PersonId, Run> {
  const run = state.runs[target];
  if (run === undefined) throw new Error(`the record of request ${state.id} names a target it does not have`);
  if (run.outcome !== undefined)
    throw new Error(`the record of request ${state.id} goes on after a target was settled`);
  return { ...state.runs, [target]: change(run) };
}

function begun(run: Run, event: Extract<Event, { type: 'attempted' }>): Run {
  const { at, clientRequestId, before, graphDate } = event;
  if (event.attempt !== run.attempts.length + 1) throw new Error(`attempt ${event.attempt} is out of turn`);
  return { ...run, attempts: [...run.attempts, { at, clientRequestId, before, graphDate }] };
}

function answered(run: Run, event: Extract<Event, { type: 'answered' }>): Run {
  const attempted = run.attempts[event.attempt - 1];
  if (attempted === undefined || attempted.answer !== undefined)
    throw new Error(`attempt ${event.attempt} was answered and had not been made, or twice`);
  const attempts = run.attempts.map((attempt, index) =>
    index === event.attempt - 1 ? { ...attempt, answer: { ...event.answer, at: event.at } } : attempt,
  );
  return { ...run, attempts };
}

/** Nothing more will happen: every later press gets the final card. */
export function isOver(request: Request): boolean {
  return !isWaiting(request) && !isRunning(request);
}

/** Somebody's request about their own sessions. */
export function isOwn({ by, targets }: Request): boolean {
  return targets.length === 1 && targets[0]?.person.id === by.id;
}

/** Nobody has decided yet. */
export function isWaiting(request: Request): boolean {
  return request.phase === 'awaiting-confirmation' || request.phase === 'awaiting-approval';
}

/** Decided, and Graph has not been dealt with completely. */
export function isRunning(request: Request): boolean {
  return request.phase === 'ready' || request.phase === 'executing';
}
