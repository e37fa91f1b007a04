import type { GroupId, PersonId } from './ids';
import type { Rule, Tier } from './tier';

export interface Policy {
  readonly tiers: Readonly<Record<Tier, Rule>>;
  /** More targets than this make a request `bulk`. */
  readonly bulkThreshold: number;
  /** No request is for more people. */
  readonly mostTargets: number;
  /**
   * Of several people, those who may not be revoked: left out and named while the others go on, or the whole request is
   * refused.
   */
  readonly notAllowedAmongMany: 'leave-out' | 'refuse';
  /** How long a request waits for its decision. */
  readonly expiryMinutes: number;
  /** After this long without a decision, whoever could decide is reminded once. */
  readonly reminderMinutes: number;
  /** A target revoked less than this ago is asked about again only on the word "again". */
  readonly repeatMinutes: number;
  /** Members of these groups may ask about others without holding a role. */
  readonly requesterGroups: readonly GroupId[];
  /** When not empty, an approver must be a member of one of these; the role is still needed. */
  readonly approverGroups: readonly GroupId[];
  /** How many members of the approvers' groups an approval card mentions, so that their phones ring. */
  readonly mentionApprovers: number;
  /** Accounts of the protected tier, such as break-glass accounts: by id, or as members of a group. */
  readonly protectedPeople: readonly PersonId[];
  readonly protectedGroups: readonly GroupId[];
  /** Requests that may wait for their decision: of one person, and in all. One's own sessions are not counted. */
  readonly openPerPerson: number;
  readonly openInAll: number;
  /** Messages that are read within a minute: of one person, and in all. */
  readonly commandsPerMinute: number;
  readonly commandsPerMinuteInAll: number;
  /** Presses of one person that are looked at within a minute. */
  readonly pressesPerMinute: number;
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
  mostTargets: 10_000,
  notAllowedAmongMany: 'leave-out',
  expiryMinutes: 30,
  reminderMinutes: 15,
  repeatMinutes: 10,
  requesterGroups: [],
  approverGroups: [],
  mentionApprovers: 0,
  protectedPeople: [],
  protectedGroups: [],
  openPerPerson: 10,
  openInAll: 200,
  commandsPerMinute: 20,
  commandsPerMinuteInAll: 600,
  pressesPerMinute: 120,
};
