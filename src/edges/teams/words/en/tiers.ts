import type { Tier } from '../../../../core/tier';

/** Why the policy asks for an approver. */
export function reasonFor(tier: Tier, many = false): string {
  switch (tier) {
    case 'privileged':
      return many
        ? 'Somebody of them holds a role in Microsoft Entra, or belongs to or owns a group that can be given one.'
        : 'This person holds a role in Microsoft Entra, or belongs to or owns a group that can be given one.';
    case 'by-request':
      return many ? 'Your role does not reach all of them.' : 'Your role does not reach this person.';
    case 'bulk':
      return 'These are many people at once.';
    case 'own':
    case 'standard':
    case 'protected':
      return 'The policy asks for more than your own confirmation here.';
  }
}

export function tierName(tier: Tier): string {
  return tier === 'by-request' ? 'by request' : tier;
}
