/** Who must agree before anything is sent, from the mildest to the strictest. */
export const rules = ['confirm', 'one-approver', 'two-approvers', 'never'] as const;
export type Rule = (typeof rules)[number];

/** Kinds of request; the policy gives each a rule. */
export type Tier = 'own' | 'standard' | 'privileged' | 'bulk' | 'by-request' | 'protected';
