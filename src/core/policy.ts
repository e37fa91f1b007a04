import type { PersonId } from './ids';
import type { Standing } from './person';
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
import { rules, type Rule, type Tier } from './tier';

export interface Policy {
  readonly tiers: Readonly<Record<Tier, Rule>>;
  /** More targets than this make a request `bulk`. */
  readonly bulkThreshold: number;
  /** How long a request waits for its decision. */
  readonly expiryMinutes: number;
  /** Accounts that are never revoked through Evict, such as break-glass accounts. */
  readonly protectedPeople: readonly PersonId[];
}

export const defaultPolicy: Policy = {
  tiers: {
    own: 'confirm',
    standard: 'confirm',
    privileged: 'one-approver',
    bulk: 'one-approver',
    'by-request': 'one-approver',
    protected: 'never',
  },
  bulkThreshold: 5,
  expiryMinutes: 30,
  protectedPeople: [],
};

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

/** Whether this person may ask about others; a refusal that names the role to activate when there is one. */
export function mayAskAboutOthers(requester: Standing): Refusal | undefined {
  const no = barred(requester);
  if (no !== undefined) return no;
  if (decidingRoles(requester).length > 0) return undefined;
  return { kind: 'not-entitled', eligible: eligibleDecidingRoles(requester).map((role) => role.name) };
}

/**
 * What the policy says to this requester about these targets, on what the directory says now.
 * The strictest of all tiers that apply decides; the requester's role is named when it covers every target.
 */
export function assess(policy: Policy, requester: Standing, targets: readonly Standing[]): Assessment {
  const no = barred(requester) ?? protectedOrGuest(policy, targets);
  if (no !== undefined) return refuse(no);
  const [only, ...others] = targets;
  if (only !== undefined && others.length === 0 && only.person.id === requester.person.id) {
    return withRule(policy, ['own'], targets, undefined);
  }
  const notEntitled = mayAskAboutOthers(requester);
  if (notEntitled !== undefined) return refuse(notEntitled);
  const role = sufficientRole(requester, targets.flatMap(rowsOf));
  const applying: Tier[] = ['standard'];
  if (targets.some(isPrivileged)) applying.push('privileged');
  if (targets.length > policy.bulkThreshold) applying.push('bulk');
  if (role === undefined) applying.push('by-request');
  return withRule(policy, applying, targets, role?.name);
}

function protectedOrGuest(policy: Policy, targets: readonly Standing[]): Refusal | undefined {
  for (const target of targets) {
    const { person } = target;
    if (policy.protectedPeople.includes(person.id))
      return { kind: 'target-is-protected', person, why: 'listed' };
    if (isDirectorySynchronisation(target)) {
      return { kind: 'target-is-protected', person, why: 'directory-synchronisation' };
    }
    if (person.kind === 'guest') return { kind: 'target-is-guest', person };
  }
  return undefined;
}

function withRule(
  policy: Policy,
  applying: readonly Tier[],
  targets: readonly Standing[],
  role: string | undefined,
): Assessment {
  const strictest = applying
    .map((tier) => ({ tier, rule: ruleOf(policy, tier) }))
    .reduce((a, b) => (rules.indexOf(b.rule) > rules.indexOf(a.rule) ? b : a));
  const { tier, rule } = strictest;
  if (rule === 'never') return refuse({ kind: 'policy-says-never', tier });
  const coveringRoles = rolesThatCover(targets.flatMap(rowsOf));
  return { ok: true, verdict: { tier, rule, coveringRoles, ...(role === undefined ? {} : { role }) } };
}

/** Asking without a sufficient role can never be settled by one's own confirmation, whatever a file says. */
function ruleOf(policy: Policy, tier: Tier): Rule {
  const rule = policy.tiers[tier];
  return tier === 'by-request' && rule === 'confirm' ? 'one-approver' : rule;
}
