import type { Person } from './person';
import type { Decision, Phase } from './request/decision';
import type { Rule, Tier } from './tier';

/** An expected "no", with what a person needs to hear. The sentences live with the words of each language. */
export type Refusal = CallerRefusal | TargetRefusal | PressRefusal | FaultRefusal;

/** About the person who asks or presses. */
type CallerRefusal =
  | { readonly kind: 'caller-unknown' }
  | { readonly kind: 'caller-is-guest' }
  | { readonly kind: 'caller-is-disabled' }
  /** No active deciding role. `eligible` names roles to activate in Privileged Identity Management. */
  | { readonly kind: 'not-entitled'; readonly eligible: readonly string[] };

/** About whom it would be done to. */
type TargetRefusal =
  | { readonly kind: 'target-not-found'; readonly typed: string }
  | { readonly kind: 'several-found'; readonly typed: string; readonly matches: readonly Person[] }
  | { readonly kind: 'target-is-not-a-person'; readonly typed: string }
  | { readonly kind: 'target-is-guest'; readonly person: Person }
  | {
      readonly kind: 'target-is-protected';
      readonly person: Person;
      readonly why: 'listed' | 'directory-synchronisation';
    }
  | { readonly kind: 'one-at-a-time'; readonly count: number }
  | { readonly kind: 'policy-says-never'; readonly tier: Tier }
  /** Somebody else must agree, and nobody can be asked yet. `roles` could approve. */
  | {
      readonly kind: 'needs-approver';
      readonly rule: Rule;
      readonly tier: Tier;
      readonly roles: readonly string[];
    };

/** About a decision on a request that exists. */
type PressRefusal =
  | { readonly kind: 'request-unknown' }
  | { readonly kind: 'not-the-requester'; readonly requester: string }
  | { readonly kind: 'already-decided'; readonly phase: Phase; readonly decision?: Decision };

/** Nothing was refused on its merits; something could not be done. */
type FaultRefusal =
  { readonly kind: 'could-not-check'; readonly what: string } | { readonly kind: 'could-not-record' };
