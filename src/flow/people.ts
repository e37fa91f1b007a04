import type { Standing } from '../core/person';
import { assessUnder, goingOn, type Assessment } from '../core/assess';
import type { GroupId } from '../core/ids';
import type { Policy } from '../core/policy';
import type { LostRight, Refusal } from '../core/refusal';
import type { Request } from '../core/request/state';
import { CouldNotCheck, CouldNotRecord } from '../core/fault';
import type { Reply } from '../core/reply';
import type { Caller, Means } from './means';

export type Known =
  { readonly ok: true; readonly standing: Standing } | { readonly ok: false; readonly refusal: Refusal };

/** The caller as the directory knows them now. Throws `CouldNotCheck`. */
export async function recognise(means: Means, caller: Caller): Promise<Known> {
  const standing = caller.id === undefined ? undefined : await means.directory.standing(caller.id);
  if (standing === undefined) return { ok: false, refusal: { kind: 'caller-unknown' } };
  return { ok: true, standing };
}

/** The policy a request was asked with, and the one in force now: both apply to it. */
export function policiesOf(means: Means, request: Request): readonly [Policy, Policy] {
  return [request.policy, means.policy];
}

export interface TargetsNow {
  readonly standings: readonly Standing[];
  /** Said when an account no longer exists. */
  readonly missing?: Refusal;
}

/** The targets as the directory has them now, found by the object ids frozen when asked. Throws `CouldNotCheck`. */
export async function targetsNow(means: Means, request: Request): Promise<TargetsNow> {
  const [only, ...others] = request.targets;
  const ids = request.targets.map(({ person }) => person.id);
  const isOne = only !== undefined && others.length === 0;
  const found = isOne
    ? [await means.directory.standing(only.person.id)]
    : await means.directory.standings(ids, watchedGroups(policiesOf(means, request)));
  const standings = found.filter((standing) => standing !== undefined);
  // One of many who is gone is left to the last look before sending; there must be somebody to decide about.
  const missing = standings.length === 0 ? request.targets[0] : undefined;
  return {
    standings,
    ...(missing === undefined ? {} : { missing: { kind: 'target-is-gone', person: missing.person } }),
  };
}

/** The groups of a target that a decision can depend on. */
export function watchedGroups(policies: readonly Policy[]): readonly GroupId[] {
  return [...new Set(policies.flatMap(({ protectedGroups }) => protectedGroups))];
}

/** What the policies say about a request on roles read now, instead of those it was asked with. */
export function reassess(
  means: Means,
  request: Request,
  asker: Standing,
  { standings, missing }: TargetsNow,
): Assessment {
  if (missing !== undefined) return { ok: false, refusal: missing };
  const policies = policiesOf(means, request);
  return assessUnder(policies, asker, goingOn(policies, asker, standings));
}

const lostRights: readonly string[] = [
  'caller-unknown',
  'caller-is-guest',
  'caller-is-disabled',
  'not-entitled',
  'not-in-approver-groups',
  'role-does-not-cover',
] satisfies LostRight[];

/** A "no" to one person, told to others: "you may not" would be said to the wrong one. */
export function aboutThem(
  refusal: Refusal,
  { name }: { readonly name: string },
  as: 'asker' | 'decider',
): Refusal {
  return lostRights.includes(refusal.kind)
    ? { kind: 'may-not-any-more', name, as, why: refusal.kind as LostRight }
    : refusal;
}

/** Runs a step; a look-up that failed becomes the refusal "could not check", said and meant as such. */
export async function orCouldNotCheck<T>(
  means: Means,
  step: () => Promise<T>,
  refused: (refusal: Refusal) => T | Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    if (!(cause instanceof CouldNotCheck)) throw cause;
    means.journal.note('a look-up failed', { cause });
    return refused({ kind: 'could-not-check', what: cause.what });
  }
}

/** Runs a step; a record that does not answer becomes a refusal: nothing is done that would not be on it. */
export async function orCouldNotRecord(means: Means, step: () => Promise<Reply>): Promise<Reply> {
  try {
    return await step();
  } catch (cause) {
    if (!(cause instanceof CouldNotRecord)) throw cause;
    means.journal.note('something was refused because the record did not answer', { cause });
    return { kind: 'refused', refusal: { kind: 'could-not-record' } };
  }
}
