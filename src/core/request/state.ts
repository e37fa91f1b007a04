import type { Why } from '../command/command';
import type { Code, PersonId, RequestId } from '../ids';
import type { Policy } from '../policy';
import { approversNeeded, type Rule, type Tier } from '../tier';
import type { Actor, Decision, Phase } from './decision';
import type { LeftOut, Source } from '../left-out';
import type { Event, Halt, Target } from './events';
import { answered, begun, changeRun, putting, type Put, type Run } from './run';

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
  readonly retryOf?: Code;
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
  /** One for each distinct target, in the order of `targets`: a list, because copying one of ten thousand costs nothing. */
  readonly runs: readonly Run[];
  /** Where in `runs` somebody is. */
  readonly order: ReadonlyMap<PersonId, number>;
  /** How many targets have no outcome yet. */
  readonly unsettled: number;
}

/** What happened for one target so far; `undefined` for somebody it is not about. */
export function runOf({ runs, order }: Request, target: PersonId): Run | undefined {
  const place = order.get(target);
  return place === undefined ? undefined : runs[place];
}

/** What a stream of events adds up to; `undefined` for one that holds only a refused ask. */
export function fold(id: RequestId, events: readonly Event[]): Request | undefined {
  return follow(id, undefined, events);
}

/** One event later. An event that cannot follow is a corrupt record, and thrown as such. */
export function evolve(id: RequestId, state: Request | undefined, event: Event): Request | undefined {
  return follow(id, state, [event]);
}

/** All of these events later. However many they are, the runs are copied once. */
export function follow(
  id: RequestId,
  state: Request | undefined,
  events: readonly Event[],
): Request | undefined {
  const put = putting();
  return events.reduce<Request | undefined>((before, event) => next(id, before, event, put), state);
}

function next(id: RequestId, state: Request | undefined, event: Event, put: Put): Request | undefined {
  if (isOpening(event)) {
    if (state !== undefined) throw new Error(`the record of request ${id} begins twice`);
    return event.type === 'asked' ? opened(id, event) : undefined;
  }
  if (state === undefined) throw new Error(`the record of request ${id} does not begin with "asked"`);
  const version = state.version + 1;
  const later = { ...state, version };
  if (event.type === 'press-refused') return { ...later, refusedPresses: [...state.refusedPresses, event] };
  if (!follows[event.type].includes(state.phase))
    throw new Error(`the record of request ${id} has "${event.type}" when it was ${state.phase}`);
  return { ...later, shows: version, ...changed(state, event, put) };
}

type Asked = Extract<Event, { type: 'asked' }>;

function opened(id: RequestId, { at, type, ...asked }: Asked): Request {
  const phase = asked.rule === 'confirm' ? 'awaiting-confirmation' : 'awaiting-approval';
  const people = [...new Set(asked.targets.map((target) => target.person.id))];
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
    runs: people.map(() => ({ attempts: [] })),
    order: new Map(people.map((person, place) => [person, place])),
    unsettled: people.length,
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

function changed(state: Request, event: Later, put: Put): Partial<Request> {
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
      return { phase: 'executing', runs: changeRun(state, event.target, put, (run) => begun(run, event)) };
    case 'answered':
      return { runs: changeRun(state, event.target, put, (run) => answered(run, event)) };
    case 'settled': {
      const outcome = { ...event.outcome, at: event.at };
      const runs = changeRun(state, event.target, put, (run) => ({ ...run, outcome }));
      const unsettled = state.unsettled - 1;
      return unsettled > 0 ? { runs, unsettled } : { runs, unsettled, phase: 'done' };
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
