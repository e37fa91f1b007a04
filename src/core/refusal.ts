import type { BadFile } from './file';
import type { Code, GroupId } from './ids';
import type { Person } from './person';
import type { Decision, Phase } from './request/decision';
import type { LeftOut } from './left-out';
import type { Rule, Tier } from './tier';

/** An expected "no", with what a person needs to hear. The sentences live with the words of each language. */
export type Refusal =
  CallerRefusal | TargetRefusal | FileRefusal | FloodRefusal | PressRefusal | FaultRefusal;

/** About the person who asks or presses. */
type CallerRefusal =
  | { readonly kind: 'caller-unknown' }
  | { readonly kind: 'caller-is-guest' }
  | { readonly kind: 'caller-is-disabled' }
  /** No active deciding role. `eligible` names roles to activate in Privileged Identity Management. */
  | { readonly kind: 'not-entitled'; readonly eligible: readonly string[] }
  /** Somebody else's requests, without a role that decides. */
  | { readonly kind: 'may-not-see' }
  /** Where approval cards go is set by people who could approve. */
  | { readonly kind: 'may-not-set-on-call'; readonly eligible: readonly string[] };

/** About whom it would be done to. */
type TargetRefusal =
  | { readonly kind: 'target-not-found'; readonly typed: string }
  | { readonly kind: 'several-found'; readonly typed: string; readonly matches: readonly Person[] }
  | { readonly kind: 'target-is-not-a-person'; readonly typed: string }
  /** The account no longer exists. */
  | { readonly kind: 'target-is-gone'; readonly person: Person }
  | { readonly kind: 'target-is-guest'; readonly person: Person }
  | {
      readonly kind: 'target-is-protected';
      readonly person: Person;
      readonly why: 'listed' | 'directory-synchronisation';
    }
  /** On records from before several people could be asked about at once. */
  | { readonly kind: 'one-at-a-time'; readonly count: number }
  /** A file is meant and none came along. */
  | { readonly kind: 'no-file' }
  | { readonly kind: 'group-not-found'; readonly typed: string }
  | {
      readonly kind: 'several-groups';
      readonly typed: string;
      readonly groups: readonly { readonly id: GroupId; readonly name: string }[];
    }
  /** `most`: for how many people one request may be. */
  | { readonly kind: 'too-many-people'; readonly most: number }
  /** Of those named nobody remains; `leftOut` says why, `count` how many they were. */
  | { readonly kind: 'nobody-left'; readonly leftOut: readonly LeftOut[]; readonly count: number }
  /** Of several people some may not be revoked, and the policy lets nobody go on without them: the first of them. */
  | { readonly kind: 'not-allowed-among'; readonly leftOut: readonly LeftOut[]; readonly count: number }
  | { readonly kind: 'policy-says-never'; readonly tier: Tier }
  /** Revoked a moment ago; the word "again" asks for it all the same. */
  | { readonly kind: 'recently-revoked'; readonly person: Person; readonly at: string; readonly code: Code }
  /** Somebody else must agree. `roles` could approve. */
  | {
      readonly kind: 'needs-approver';
      readonly rule: Rule;
      readonly tier: Tier;
      readonly roles: readonly string[];
    };

/** About a file, coming or going. */
type FileRefusal =
  /** `most`: rows a file may have. */
  | { readonly kind: 'bad-file'; readonly why: BadFile; readonly name: string; readonly most: number }
  /** Where others read too, Teams hands over no files. */
  | { readonly kind: 'file-not-here'; readonly code: Code }
  | { readonly kind: 'file-not-taken'; readonly code: Code };

/** More than is good for everybody else. */
type FloodRefusal =
  /** As many requests wait for a decision as may: of this person, or in all, and this person has one of them. */
  | { readonly kind: 'too-many-open'; readonly whose: 'yours' | 'everybody'; readonly most: number }
  /** Not looked at; presses count again at `until`, ISO 8601. */
  | { readonly kind: 'too-many-presses'; readonly most: number; readonly until: string };

/** About a decision on a request that exists. */
type PressRefusal =
  /** Somebody else's name was several people; or the card that offers them is too old; or none of them was chosen. */
  | { readonly kind: 'pick-not-yours' }
  | { readonly kind: 'pick-too-old' }
  | { readonly kind: 'nobody-picked' }
  /** Whether it failed for somebody is known when it is done. */
  | { readonly kind: 'not-done-yet'; readonly phase: Phase }
  | { readonly kind: 'nobody-failed' }
  | { readonly kind: 'request-unknown' }
  | { readonly kind: 'not-the-requester'; readonly requester: string }
  /** The requester may not approve; they can cancel. */
  | { readonly kind: 'own-request' }
  | { readonly kind: 'approver-is-target' }
  | { readonly kind: 'already-approved' }
  | { readonly kind: 'not-in-approver-groups' }
  /** `roles` would cover every target; `eligible` are those of them the person can activate. */
  | {
      readonly kind: 'role-does-not-cover';
      readonly roles: readonly string[];
      readonly eligible: readonly string[];
    }
  /** It waits for its requester's confirmation, not for approvers; or the other way round. */
  | { readonly kind: 'waits-for-another'; readonly phase: Phase }
  /** Somebody whose word was needed has lost what made it count. */
  | {
      readonly kind: 'may-not-any-more';
      readonly name: string;
      readonly as: 'asker' | 'decider';
      readonly why: LostRight;
    }
  /** The process is about to end. `begun`: it came before that, and whether it counts is not known yet. */
  | { readonly kind: 'restarting'; readonly begun: boolean }
  /** Stopping is for what runs; what waits is cancelled. */
  | { readonly kind: 'not-running-yet' }
  /** Nothing more is sent already. */
  | { readonly kind: 'already-stopped' }
  /** For who asked, and people who could approve it. */
  | { readonly kind: 'may-not-stop'; readonly requester: string }
  | { readonly kind: 'wrong-conversation' }
  | { readonly kind: 'already-decided'; readonly phase: Phase; readonly decision?: Decision };

export type LostRight =
  | 'caller-unknown'
  | 'caller-is-guest'
  | 'caller-is-disabled'
  | 'not-entitled'
  | 'not-in-approver-groups'
  | 'role-does-not-cover';

/** Nothing was refused on its merits; something could not be done. */
type FaultRefusal =
  { readonly kind: 'could-not-check'; readonly what: string } | { readonly kind: 'could-not-record' };
