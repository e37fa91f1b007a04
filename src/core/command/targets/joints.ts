import type { Word } from '../words';

/** Words that may stand between the verb and a target without meaning anything. */
const leading = new Set(['for', 'of', 'the', 'following', 'these', 'users', 'accounts', 'people', '-', ':']);
/** What may stand before any target, also with a colon behind it. */
const labels = new Set(['user', 'account', 'upn', 'username', 'email', 'e-mail', 'mail', 'id']);
const joining = new Set([',', ';', 'and', '&']);
const bullet = /^(?:[-*\u2022\u2023\u25e6\u25aa\u00b7\u25cf]|\(?\d{1,5}[.)])$/;

const said = ({ text }: Word): string => text.toLowerCase();
const uncoloned = (text: string): string => (text.length > 1 ? text.replace(/:$/, '') : text);

/** Whether this word says no more than that people follow; until the first of them it may stand there. */
export function isLeading(word: Word): boolean {
  return leading.has(uncoloned(said(word)));
}

/** Whether this word only parts targets: a comma, "and", the bullet or the number of a list. */
export function isJoint(word: Word): boolean {
  return joining.has(said(word)) || (word.opens === true && bullet.test(word.text));
}

/** Whether this word stands before a target and says what kind of word it is: `user`, `UPN:`. */
export function isLabel(word: Word): boolean {
  return labels.has(uncoloned(said(word)));
}

/**
 * Whether a comma may be part of a name in this list, as in `Archer, Alice <alice@contoso.com>; Bender, Bob <…>`: its entries
 * are parted by semicolons or lines, and nobody by a comma.
 */
export function hasCommasInNames(words: readonly Word[]): boolean {
  const parted = words.some((word, index) => index > 0 && (word.text === ';' || word.opens === true));
  return (
    parted && !words.some((word, index) => word.text === ',' && words[index - 1]?.text.includes('@') === true)
  );
}
