import type { LostRight } from '../../../../core/refusal';

/** Somebody whose word was needed has lost what made it count; told to others, by name. */
export function lostWhat(name: string, as: 'asker' | 'decider'): string {
  return as === 'asker' ? `${name} may not ask for this any more` : `${name} may not decide this any more`;
}

export const lost: Readonly<Record<LostRight, string>> = {
  'caller-unknown': 'The account no longer exists.',
  'caller-is-guest': 'The account is a guest now.',
  'caller-is-disabled': 'The account is disabled now.',
  'not-entitled': 'The account holds no active role that counts.',
  'not-in-approver-groups': 'The account is in none of the groups of approvers.',
  'role-does-not-cover': 'The account holds no active role that covers this person.',
};
