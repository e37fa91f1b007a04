import { barred, isInAny } from './assess';
import type { Request } from './request/state';
import type { Standing } from './person';
import type { Policy } from './policy';
import type { Refusal } from './refusal';
import {
  eligibleDecidingRoles,
  covers,
  holdsOneOf,
  rolesThatCover,
  rowsOfAll,
  sufficientRole,
} from './role-matrix';

export type Approver =
  { readonly ok: true; readonly role: string } | { readonly ok: false; readonly refusal: Refusal };

/**
 * Whether this person's word counts for these targets, on roles read now: a member of the home tenant, in a group of
 * approvers under every policy that names any, with one active role that alone covers every target.
 */
export function asApprover(
  policies: readonly Policy[],
  approver: Standing,
  targets: readonly Standing[],
): Approver {
  const no = barred(approver);
  if (no !== undefined) return { ok: false, refusal: no };
  if (targets.some((target) => target.person.id === approver.person.id)) {
    return { ok: false, refusal: { kind: 'approver-is-target' } };
  }
  if (isOutside(policies, approver)) return { ok: false, refusal: { kind: 'not-in-approver-groups' } };
  const rows = rowsOfAll(targets);
  const role = sufficientRole(approver, rows);
  if (role !== undefined) return { ok: true, role: role.name };
  const eligible = eligibleDecidingRoles(approver).filter((held) => covers(held, rows));
  const refusal: Refusal = {
    kind: 'role-does-not-cover',
    roles: rolesThatCover(rows),
    eligible: eligible.map((held) => held.name),
  };
  return { ok: false, refusal };
}

function isOutside(policies: readonly Policy[], { groups }: Standing): boolean {
  return policies.some(
    ({ approverGroups }) => approverGroups.length > 0 && !isInAny({ groups }, approverGroups),
  );
}

/**
 * Whether this person could decide about such a request, and so may see it: by the roles that covered its targets when it
 * was asked. Nobody about themselves: it may be their account that is in danger.
 */
export function couldDecide(policy: Policy, person: Standing, request: Request): boolean {
  if (barred(person) !== undefined || isOutside([request.policy, policy], person)) return false;
  if (request.targets.some((target) => target.person.id === person.person.id)) return false;
  return holdsOneOf(person, request.coveringRoles);
}
