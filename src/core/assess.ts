import type { GroupId } from './ids';
import type { HeldRole, Standing } from './person';
import type { Policy } from './policy';
import type { Refusal } from './refusal';
import {
  decidingRoles,
  eligibleDecidingRoles,
  isDirectorySynchronisation,
  isPrivileged,
  rolesThatCover,
  rowsOf,
  rowsOfAll,
  sufficientRole,
} from './role-matrix';
import { stricter, type Rule, type Tier } from './tier';

/** What the policy says: who must agree, and the roles that could. */
export interface Verdict {
  readonly tier: Tier;
  readonly rule: Exclude<Rule, 'never'>;
  /** The requester's role that alone covers every target; absent for one's own sessions or when none does. */
  readonly role?: string;
  /** Roles that alone cover every target, weakest first. */
  readonly coveringRoles: readonly string[];
}

export type Assessment =
  { readonly ok: true; readonly verdict: Verdict } | { readonly ok: false; readonly refusal: Refusal };

const refuse = (refusal: Refusal): Assessment => ({ ok: false, refusal });

/** What stands in the way of this person doing anything at all with Evict. */
export function barred(person: Standing): Refusal | undefined {
  if (person.person.kind === 'guest') return { kind: 'caller-is-guest' };
  if (!person.person.enabled) return { kind: 'caller-is-disabled' };
  return undefined;
}

/** An empty list names nobody, so nobody is in it. */
export function isInAny(person: Pick<Standing, 'groups'>, groups: readonly GroupId[]): boolean {
  return groups.some((group) => person.groups.includes(group));
}

/** Whether this person may ask about others; a refusal that names the role to activate when there is one. */
export function mayAskAboutOthers(policy: Policy, requester: Standing): Refusal | undefined {
  const no = barred(requester);
  if (no !== undefined) return no;
  if (decidingRoles(requester).length > 0 || isInAny(requester, policy.requesterGroups)) return undefined;
  return { kind: 'not-entitled', eligible: eligibleDecidingRoles(requester).map((role) => role.name) };
}

/**
 * What all of these policies together say to this requester about these targets, on what the directory says now: the
 * strictest of them. A waiting request is assessed under the policy it was asked with and the one in force, so loosening
 * never reaches it and tightening does.
 */
export function assessUnder(
  policies: readonly [Policy, ...Policy[]],
  requester: Standing,
  targets: readonly Standing[],
): Assessment {
  const [first, ...others] = policies;
  return others
    .map((policy) => assess(policy, requester, targets))
    .reduce(
      (a, b) => {
        if (!a.ok || !b.ok) return a.ok ? b : a;
        return stricter(b.verdict.rule, a.verdict.rule) ? b : a;
      },
      assess(first, requester, targets),
    );
}

/** What one policy says. The strictest of all tiers that apply decides. */
export function assess(policy: Policy, requester: Standing, targets: readonly Standing[]): Assessment {
  const no = barred(requester) ?? protectedOrGuest(policy, targets);
  if (no !== undefined) return refuse(no);
  const [only, ...others] = targets;
  if (only !== undefined && others.length === 0 && only.person.id === requester.person.id) {
    return withRule(policy, ['own', ...protectedTier(policy, targets)], targets, undefined);
  }
  const notEntitled = mayAskAboutOthers(policy, requester);
  if (notEntitled !== undefined) return refuse(notEntitled);
  const role = sufficientRole(requester, rowsOfAll(targets));
  return withRule(policy, tiersOf(policy, targets, role), targets, role?.name);
}

/**
 * Why one of several people may not be revoked on this requester's ask, whatever becomes of the others; `undefined` when
 * they may.
 */
export function keptOut(
  policy: Policy,
  requester: Standing,
  target: Standing,
): 'protected' | 'guest' | 'not-allowed' | undefined {
  const no = protectedOrGuest(policy, [target]);
  if (no !== undefined) return no.kind === 'target-is-guest' ? 'guest' : 'protected';
  const tiers = tiersOf(policy, [target], sufficientRole(requester, rowsOf(target)));
  return tiers.some((tier) => ruleOf(policy, tier) === 'never') ? 'not-allowed' : undefined;
}

/**
 * Those of these people whom a request goes on about, on what the directory says now. Whoever may not be revoked any more
 * is left to the last look before sending, which names them, unless a policy refuses the whole request for one of them.
 */
export function goingOn(
  policies: readonly [Policy, ...Policy[]],
  requester: Standing,
  targets: readonly Standing[],
): readonly Standing[] {
  if (targets.length < 2 || policies.some((policy) => policy.notAllowedAmongMany === 'refuse'))
    return targets;
  const rest = targets.filter((target) =>
    policies.every((policy) => keptOut(policy, requester, target) === undefined),
  );
  return rest.length === 0 ? targets : rest;
}

/** Every tier that applies to an ask about others. `role`: the requester's, if one covers them all. */
function tiersOf(
  policy: Policy,
  targets: readonly Standing[],
  role: HeldRole | undefined,
): readonly [Tier, ...Tier[]] {
  return [
    'standard',
    ...protectedTier(policy, targets),
    ...(targets.some(isPrivileged) ? (['privileged'] as const) : []),
    ...(targets.length > policy.bulkThreshold ? (['bulk'] as const) : []),
    ...(role === undefined ? (['by-request'] as const) : []),
  ];
}

function protectedTier(policy: Policy, targets: readonly Standing[]): readonly 'protected'[] {
  return targets.some((target) => protection(policy, target) !== undefined) ? ['protected'] : [];
}

/** Why the policy protects this target, if it does. */
function protection(policy: Policy, target: Standing): 'listed' | 'directory-synchronisation' | undefined {
  if (policy.protectedPeople.includes(target.person.id)) return 'listed';
  if (isInAny(target, policy.protectedGroups)) return 'listed';
  return isDirectorySynchronisation(target) ? 'directory-synchronisation' : undefined;
}

function protectedOrGuest(
  policy: Policy,
  targets: readonly Standing[],
): (Refusal & { kind: 'target-is-protected' | 'target-is-guest' }) | undefined {
  for (const target of targets) {
    const { person } = target;
    const why = protection(policy, target);
    if (why !== undefined && policy.tiers.protected === 'never')
      return { kind: 'target-is-protected', person, why };
    if (person.kind === 'guest') return { kind: 'target-is-guest', person };
  }
  return undefined;
}

function withRule(
  policy: Policy,
  applying: readonly [Tier, ...Tier[]],
  targets: readonly Standing[],
  role: string | undefined,
): Assessment {
  const { tier, rule } = applying
    .map((name) => ({ tier: name, rule: ruleOf(policy, name) }))
    .reduce((a, b) => (stricter(b.rule, a.rule) ? b : a));
  if (rule === 'never') return refuse({ kind: 'policy-says-never', tier });
  const coveringRoles = rolesThatCover(rowsOfAll(targets));
  return { ok: true, verdict: { tier, rule, coveringRoles, ...(role === undefined ? {} : { role }) } };
}

/** Asking without a sufficient role can never be settled by one's own confirmation, whatever a file says. */
function ruleOf(policy: Policy, tier: Tier): Rule {
  const rule = policy.tiers[tier];
  return tier === 'by-request' && rule === 'confirm' ? 'one-approver' : rule;
}
