import type { LeftOut, LeftOutWhy } from '../../../../core/left-out';

/** `1,200`. */
export function number(count: number): string {
  return count.toLocaleString('en-GB');
}

/** Why somebody was left out, after their name. */
const leftOutWhy: Readonly<Record<LeftOutWhy, string>> = {
  'not-recognised': 'names nobody I can look up',
  'not-found': 'not found',
  'several-found': 'several people',
  'not-a-person': 'not a person',
  guest: 'a guest, to be revoked in their home organisation',
  protected: 'protected by the policy',
  'not-allowed': 'refused by a rule of the policy',
  'recently-revoked': 'revoked a moment ago; "again" asks for it all the same',
};

/** Somebody left out, in one line. What was typed is cut: the reason must not be pushed off the card. */
export function leftOutLine({ named, row, person, why }: LeftOut): string {
  const who =
    person === undefined ? cutTo(named, 80) : `${cutTo(person.name, 60)}, ${cutTo(person.address, 60)}`;
  return `${row === undefined ? '' : `Row ${row}: `}${who}: ${leftOutWhy[why]}`;
}

/** The first of them, and how many more there are. */
export function namedLeftOut({
  leftOut,
  count,
}: {
  readonly leftOut: readonly LeftOut[];
  readonly count: number;
}): readonly string[] {
  const more = count - leftOut.length;
  return [...leftOut.map(leftOutLine), ...(more > 0 ? [`… and ${number(more)} more.`] : [])];
}

/** Never half a character. */
export function cutTo(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}
