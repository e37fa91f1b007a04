import type { GroupId } from './ids';
import type { Standing } from './person';
import type { Policy } from './policy';
import type { Refusal } from './refusal';
import {
  decidingRoles,
  eligibleDecidingRoles,
  isDirectorySynchronisation,
  isPrivileged,
  rolesThatCover,
  rowsOf,
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
  const protectedToo: Tier[] = targets.some((target) => protection(policy, target)) ? ['protected'] : [];
  const [only, ...others] = targets;
  if (only !== undefined && others.length === 0 && only.person.id === requester.person.id) {
    return withRule(policy, ['own', ...protectedToo], targets, undefined);
  }
  const notEntitled = mayAskAboutOthers(policy, requester);
  if (notEntitled !== undefined) return refuse(notEntitled);
  const role = sufficientRole(requester, targets.flatMap(rowsOf));
  const applying: Tier[] = ['standard', ...protectedToo];
  if (targets.some(isPrivileged)) applying.push('privileged');
  if (targets.length > policy.bulkThreshold) applying.push('bulk');
  if (role === undefined) applying.push('by-request');
  return withRule(policy, applying, targets, role?.name);
}

/** Why the policy protects this target, if it does. */
function protection(policy: Policy, target: Standing): 'listed' | 'directory-synchronisation' | undefined {
  if (policy.protectedPeople.includes(target.person.id)) return 'listed';
  if (isInAny(target, policy.protectedGroups)) return 'listed';
  return isDirectorySynchronisation(target) ? 'directory-synchronisation' : undefined;
}

function protectedOrGuest(policy: Policy, targets: readonly Standing[]): Refusal | undefined {
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
  applying: readonly [Tier, ...Tier[]] | readonly Tier[],
  targets: readonly Standing[],
  role: string | undefined,
): Assessment {
  const { tier, rule } = applying
    .map((name) => ({ tier: name, rule: ruleOf(policy, name) }))
    .reduce((a, b) => (stricter(b.rule, a.rule) ? b : a));
  if (rule === 'never') return refuse({ kind: 'policy-says-never', tier });
  const coveringRoles = rolesThatCover(targets.flatMap(rowsOf));
  return { ok: true, verdict: { tier, rule, coveringRoles, ...(role === undefined ? {} : { role }) } };
}

/** Asking without a sufficient role can never be settled by one's own confirmation, whatever a file says. */
function ruleOf(policy: Policy, tier: Tier): Rule {
  const rule = policy.tiers[tier];
  return tier === 'by-request' && rule === 'confirm' ? 'one-approver' : rule;
}
