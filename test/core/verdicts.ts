import type { PersonId } from '../../src/core/ids';
import type { Standing } from '../../src/core/person';
import { assess } from '../../src/core/assess';
import { defaultPolicy, type Policy } from '../../src/core/policy';
import { standing } from '../support/people';

/** So many different ordinary people. */
export const town = (count: number): Standing[] =>
  Array.from({ length: count }, (_, index) =>
    standing('Alice Archer', {
      person: { id: `00000000-0000-4000-8000-0000000000${10 + index}` as PersonId },
    }),
  );

/** The default policy, with some tiers set otherwise. */
export const policy = (tiers: Partial<Policy['tiers']>, more: Partial<Policy> = {}): Policy => ({
  ...defaultPolicy,
  ...more,
  tiers: { ...defaultPolicy.tiers, ...tiers },
});

/** What the policy says, without the list of roles. */
export function says(requester: Standing, targets: readonly Standing[], under = defaultPolicy): unknown {
  const assessment = assess(under, requester, targets);
  if (!assessment.ok) return assessment.refusal;
  const { tier, rule, role } = assessment.verdict;
  return role === undefined ? { tier, rule } : { tier, rule, role };
}
