import type { Standing } from '../core/person';
import { assess, type Assessment } from '../core/policy';
import type { Refusal } from '../core/refusal';
import type { Request } from '../core/request/state';
import { CouldNotCheck } from '../core/fault';
import type { Caller, Means } from './means';

export type Known =
  { readonly ok: true; readonly standing: Standing } | { readonly ok: false; readonly refusal: Refusal };

/** The caller as the directory knows them now. Throws `CouldNotCheck`. */
export async function recognise(means: Means, caller: Caller): Promise<Known> {
  const standing = caller.id === undefined ? undefined : await means.directory.standing(caller.id);
  if (standing === undefined) return { ok: false, refusal: { kind: 'caller-unknown' } };
  return { ok: true, standing };
}

/** What the policy says about a request on roles read now, instead of those it was asked with. Throws `CouldNotCheck`. */
export async function reassess(means: Means, request: Request, requester: Standing): Promise<Assessment> {
  const targets: Standing[] = [];
  for (const { person } of request.targets) {
    const standing = await means.directory.standing(person.id);
    if (standing === undefined)
      return { ok: false, refusal: { kind: 'target-not-found', typed: person.address } };
    targets.push(standing);
  }
  return assess(means.policy, requester, targets);
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
    means.journal.error('a look-up failed', { what: cause.what, cause: cause.cause });
    return refused({ kind: 'could-not-check', what: cause.what });
  }
}
