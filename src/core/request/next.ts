import type { PersonId } from '../ids';
import type { Answer, Halt, Outcome } from './events';
import type { Attempt } from './run';
import { isRunning, runOf, type Request } from './state';

/** Times the execution keeps, in milliseconds. */
export interface Limits {
  /** Longest a POST may take before its answer counts as unknown. */
  readonly postMs: number;
  /** After the last decision nothing is sent any more. */
  readonly deadlineMs: number;
  /** How long to read back before an outcome is called unverified. */
  readonly proofMs: number;
  /** How long to read back after an unknown answer before sending again. */
  readonly resendMs: number;
  /** Attempts without a clear answer before no further one is made. */
  readonly unclearAttempts: number;
}

export const defaultLimits: Limits = {
  postMs: 10_000,
  deadlineMs: 15 * 60_000,
  proofMs: 3 * 60_000,
  resendMs: 30_000,
  unclearAttempts: 3,
};

/** What to do next for one target. Everything follows from the record and the time: a restart asks the same. */
export type Step =
  | { readonly do: 'nothing' }
  /** Check the roles, read the timestamp, put the attempt on record, POST. */
  | { readonly do: 'send'; readonly attempt: number }
  | { readonly do: 'wait'; readonly until: Date }
  /** An attempt is on record without an answer, and nobody can still be waiting for one. */
  | { readonly do: 'call-unknown'; readonly attempt: number }
  /** Read until the proof is there or the time is over; then settle as `otherwise`, or ask again when it is absent. */
  | { readonly do: 'read-back'; readonly until: Date; readonly otherwise?: Outcome }
  | { readonly do: 'settle'; readonly outcome: Outcome };

export function next(request: Request, target: PersonId, now: Date, limits: Limits): Step {
  const run = runOf(request, target);
  if (run === undefined || run.outcome !== undefined || !isRunning(request)) return { do: 'nothing' };
  const last = run.attempts.at(-1);
  if (last === undefined) return first(request, now, limits);
  if (last.answer === undefined) return unanswered(last, run.attempts.length, now, limits);
  return after(last.answer, request, run.attempts, now, limits);
}

/** From then on nothing is sent. Milliseconds. */
export function deadline(request: Request, limits: Limits): number {
  return Date.parse(request.decision?.at ?? request.askedAt) + limits.deadlineMs;
}

function first(request: Request, now: Date, limits: Limits): Step {
  if (request.halt !== undefined) return { do: 'settle', outcome: { kind: 'skipped', why: request.halt } };
  if (now.getTime() >= deadline(request, limits)) {
    return { do: 'settle', outcome: { kind: 'skipped', why: { kind: 'deadline' } } };
  }
  return { do: 'send', attempt: 1 };
}

/** Another process may still be waiting for this answer: it has its full time, and some more to write it down. */
function unanswered(last: Attempt, attempt: number, now: Date, limits: Limits): Step {
  const until = new Date(Date.parse(last.at) + 1.5 * limits.postMs);
  return now < until ? { do: 'wait', until } : { do: 'call-unknown', attempt };
}

function after(
  answer: Answer & { readonly at: string },
  request: Request,
  attempts: readonly Attempt[],
  now: Date,
  limits: Limits,
): Step {
  const answeredAt = Date.parse(answer.at);
  const proveOr = (otherwise: Outcome): Step =>
    mayHaveWorked(attempts)
      ? { do: 'read-back', until: new Date(answeredAt + limits.proofMs), otherwise: unproven(attempts) }
      : { do: 'settle', outcome: otherwise };
  const maySendAgain = (at: number): boolean =>
    request.halt === undefined &&
    unclear(attempts) < limits.unclearAttempts &&
    at < deadline(request, limits);
  switch (answer.kind) {
    case 'accepted':
      return { do: 'read-back', until: new Date(answeredAt + limits.proofMs), otherwise: unproven(attempts) };
    case 'refused':
      return proveOr({ kind: 'failed', code: answer.code });
    case 'not-taken': {
      const at = Math.max(Date.parse(answer.retryAt), answeredAt + pause(attempts.length));
      if (!maySendAgain(Math.max(at, now.getTime()))) return proveOr(notTaken(answer.why, request.halt));
      return now.getTime() < at ? { do: 'wait', until: new Date(at) } : again(attempts);
    }
    case 'unknown': {
      const at = answeredAt + limits.resendMs;
      if (!maySendAgain(Math.max(at, now.getTime()))) return proveOr(unproven(attempts));
      return now.getTime() < at ? { do: 'read-back', until: new Date(at) } : again(attempts);
    }
  }
}

/** What stopped it is why it was not done, and that Graph was too busy before is why it was not done earlier. */
function notTaken(why: string, halt: Halt | undefined): Outcome {
  return halt === undefined ? { kind: 'failed', code: why } : { kind: 'skipped', why: halt, notTaken: why };
}

/** Longer after each attempt, so that a Graph in trouble is not hammered: 1, 2, 4 … 60 s. */
function pause(attempts: number): number {
  return Math.min(2 ** (attempts - 1), 60) * 1_000;
}

function unclear(attempts: readonly Attempt[]): number {
  return attempts.filter(({ answer }) => answer?.kind === 'unknown').length;
}

function again(attempts: readonly Attempt[]): Step {
  return { do: 'send', attempt: attempts.length + 1 };
}

/** Some attempt may have taken effect without saying so: "failed" would be a claim nobody can make. */
export function mayHaveWorked(attempts: readonly Attempt[]): boolean {
  return attempts.some(({ answer }) => answer?.kind === 'unknown' || answer?.kind === 'accepted');
}

/** The account is gone. An earlier attempt may have worked all the same, and then nobody can say "failed". */
export function gone(attempts: readonly Attempt[]): Outcome {
  return mayHaveWorked(attempts) ? unproven(attempts) : { kind: 'failed', code: 'Request_ResourceNotFound' };
}

/** Sent, and not proven. */
export function unproven(attempts: readonly Attempt[]): Outcome {
  return { kind: 'unverified', accepted: attempts.some(({ answer }) => answer?.kind === 'accepted') };
}
