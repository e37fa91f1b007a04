import type { GroupId, PersonId } from './ids';

/** An account in the home tenant as the directory describes it at one moment. */
export interface Person {
  readonly id: PersonId;
  /** For reading only; two people may share one. */
  readonly name: string;
  /** The user principal name. For reading only; it can be moved to somebody else. */
  readonly address: string;
  readonly jobTitle?: string;
  readonly department?: string;
  readonly kind: 'member' | 'guest';
  readonly enabled: boolean;
  /** Mastered in an on-premises Active Directory. */
  readonly synchronised: boolean;
  /** `signInSessionsValidFromDateTime`, ISO 8601; `null` when the directory has none. */
  readonly sessionsValidFrom: string | null;
}

export interface Role {
  readonly templateId: string;
  readonly name: string;
}

/** A directory role somebody holds, and how. */
export interface HeldRole extends Role {
  /** Made in this tenant: whatever it is called, it is not the built-in role of that name. */
  readonly custom?: true;
  /** `eligible`: may be activated in Privileged Identity Management, but is not now. */
  readonly state: 'active' | 'eligible';
  /** `tenant` is scope `/`; the others are administrative units. */
  readonly scope: 'tenant' | 'unit' | 'restricted-unit';
}

/** Everything about a person that a decision can depend on, read fresh from the directory. */
export interface Standing {
  readonly person: Person;
  readonly roles: readonly HeldRole[];
  /** Names of the role-assignable groups the person is a member or an owner of. */
  readonly roleAssignableGroups: readonly string[];
  /** Every group the person is in, nested ones too. */
  readonly groups: readonly GroupId[];
}
