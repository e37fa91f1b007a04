import { keptOut } from './assess';
import type { PersonId } from './ids';
import type { Standing } from './person';
import type { Policy } from './policy';
import type { Refusal } from './refusal';
import type { LeftOut } from './left-out';

/** Somebody who was named among several, and the account it turned out to be. */
export interface Named {
  readonly named: string;
  /** Of a file the row. */
  readonly row?: number;
  readonly standing: Standing;
}

export type Sorted =
  | { readonly ok: true; readonly people: readonly Standing[]; readonly leftOut: readonly LeftOut[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** How many of those left out a refusal names. */
const mostNamed = 10;

/**
 * Of several people those a request can be for, and those it leaves out, each with the reason. `before`: those who were
 * named and are nobody, or not one person. With a policy that lets nobody hide in a crowd, one who may not be revoked
 * refuses it all.
 */
export function sortOut(
  policy: Policy,
  requester: Standing,
  named: readonly Named[],
  before: readonly LeftOut[],
  revokedLately: ReadonlySet<PersonId>,
): Sorted {
  const people: Standing[] = [];
  const leftOut: LeftOut[] = [...before];
  const notAllowed: LeftOut[] = [];
  for (const { standing, ...as } of named) {
    const { person } = standing;
    const why = keptOut(policy, requester, standing);
    if (why !== undefined) notAllowed.push({ ...as, person, why });
    else if (revokedLately.has(person.id)) leftOut.push({ ...as, person, why: 'recently-revoked' });
    else people.push(standing);
  }
  if (notAllowed.length > 0 && policy.notAllowedAmongMany === 'refuse')
    return { ok: false, refusal: refusing('not-allowed-among', notAllowed) };
  // Those a person should look at come first.
  const all = [...notAllowed, ...leftOut];
  return people.length === 0
    ? { ok: false, refusal: refusing('nobody-left', all) }
    : { ok: true, people, leftOut: all };
}

function refusing(kind: 'not-allowed-among' | 'nobody-left', all: readonly LeftOut[]): Refusal {
  return { kind, leftOut: all.slice(0, mostNamed), count: all.length };
}
