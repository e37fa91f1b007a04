import { asTarget, type Account } from '../target';
import type { Word } from '../words';
import { isJoint } from './joints';
import type { Taken } from './taken';

/** The address that stands alone between angle brackets: `<alice@contoso.com>`, `[mailto:alice@contoso.com]`. */
export function asBracketed(word: string): Account | undefined {
  return /^<.*>$|^\[mailto:.*\]$/i.test(word) ? asTarget(word) : undefined;
}

/** Longest name before an address, in words. */
const mostWords = 10;

/** Small words inside of names; other words of a name begin with a capital, or are of a script without them. */
const particles = new Set(
  'af al bin bint da das de del della den der di dos du e el la le van vd ten ter von y zu zum zur'.split(
    ' ',
  ),
);
/** Words that turn the meaning of what follows. They begin no name, however they are spelt. */
const turning = new Set(
  (
    'all any apart besides but except excepting excluding exclude ignore leave minus neither never no nobody none nor ' +
    'not omit only or other outside save skip spare than unless unlike without everyone everybody members group'
  ).split(' '),
);

/**
 * `Alice Archer <alice@contoso.com>`, as Outlook copies it: the name belongs to the address, and the address is the target.
 * `Archer, Alice <…>` only in a list whose entries are parted by semicolons or lines: elsewhere `Bob, Alice <…>` may well be
 * two people, and one of them would be dropped.
 */
export function nameBefore(words: readonly Word[], at: number, commaAllowed: boolean): Taken {
  let commas = commaAllowed ? 1 : 0;
  for (let next = at; next < words.length && next - at <= mostWords; next += 1) {
    const word = words[next];
    if (word === undefined || (next > at && word.opens === true)) return undefined;
    const target = addressEnding(word.text, next > at);
    if (target !== undefined) return { ok: true, target, next: next + 1 };
    if (word.text === ',' && next > at && commas > 0) commas -= 1;
    else if (isJoint(word) || !isOfName(word.text)) return undefined;
  }
  return undefined;
}

/** The address at the end of a word that names nobody else: what stands before it is a name, or the same address. */
function addressEnding(word: string, named: boolean): Account | undefined {
  const [, glued = '', ending = ''] = /^(.*?)(<[^<>]*>|\[mailto:[^[\]]*\])[.!]?$/i.exec(word) ?? [];
  const target = asBracketed(ending);
  if (target === undefined || (glued === '' && !named)) return undefined;
  return glued === '' || isOfName(glued) || isSame(glued, target) ? target : undefined;
}

/** `alice@contoso.com<mailto:alice@contoso.com>`, as mail programs write a link in plain text. */
function isSame(text: string, target: Account): boolean {
  const said = asTarget(text);
  return said?.kind === 'address' && target.kind === 'address'
    ? said.address.toLowerCase() === target.address.toLowerCase()
    : false;
}

function isOfName(word: string): boolean {
  if (/^"[^"@<>]+"$|^'[^'@<>]+'$/.test(word)) return true;
  const bare = word.toLowerCase().replace(/[.:]$/, '');
  if (turning.has(bare) || /[@<>"]/.test(word)) return false;
  return (
    particles.has(bare) ||
    /^[('\p{N}]?(?:\p{Lu}|\p{Lt}|\p{Lo}|d'\p{Lu})/u.test(word) ||
    /^\p{N}+\)?$/u.test(word)
  );
}
