/** Who must agree before anything is sent, from the mildest to the strictest. */
export const rules = ['confirm', 'one-approver', 'two-approvers', 'never'] as const;
export type Rule = (typeof rules)[number];

export function stricter(a: Rule, b: Rule): boolean {
  return rules.indexOf(a) > rules.indexOf(b);
}

/** How many approvers a rule asks for; one that never lets anything through asks for nobody. */
export function approversNeeded(rule: Rule): number {
  switch (rule) {
    case 'confirm':
    case 'never':
      return 0;
    case 'one-approver':
      return 1;
    case 'two-approvers':
      return 2;
  }
}

/** Kinds of request; the policy gives each a rule. */
export type Tier = 'own' | 'standard' | 'privileged' | 'bulk' | 'by-request' | 'protected';
