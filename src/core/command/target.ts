import { asPersonId } from '../ids';
import type { Misread, PersonRef, TargetRef } from './command';
import { excerpt, type Word } from './words';

/**
 * Characters a user principal name may have (Microsoft Learn, "Prepare to provision users", userPrincipalName:
 * letters, digits and ' . - _ ! # ^ ~), and the few more a mail address has. Plain ASCII only: a look-alike
 * letter from another alphabet is not an address here, it is a mistake or an attack.
 */
const address = /^[A-Za-z0-9'._!#^~$%&*+/=?{|}-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}$/;

/** Wrapping that chat clients and mail programs put around an address. */
function unwrapped(word: string): string {
  const bare = word.replace(/^mailto:/i, '');
  const pair = /^<(.*)>$|^"(.*)"$|^'(.*)'$/.exec(bare);
  return pair?.[1] ?? pair?.[2] ?? pair?.[3] ?? bare;
}

/** The target that this one word literally is, if it is one. */
export function asTarget(word: string): PersonRef | undefined {
  if (word.length > 400) return undefined;
  const bare = unwrapped(word);
  const id = asPersonId(bare);
  if (id !== undefined) return { kind: 'id', id };
  return address.test(bare) && !bare.startsWith('.') ? { kind: 'address', address: bare } : undefined;
}

/** Words that may stand between the verb and a target, or between targets, without meaning anything. */
const joining = new Set([',', ';', 'and', '&']);
const leading = new Set(['for', 'of', 'user', 'account']);

type Targets =
  | { readonly ok: true; readonly targets: readonly [TargetRef, ...TargetRef[]] }
  | { readonly ok: false; readonly misread: Misread };

/** The people these words name. One word that is no target makes the whole list not understood. */
export function readTargets(words: readonly Word[]): Targets {
  const topic = 'revoke';
  const start = words.findIndex((word) => !leading.has(word.text.toLowerCase()));
  const named =
    start === -1 ? [] : words.slice(start).filter((word) => !joining.has(word.text.toLowerCase()));
  const targets: TargetRef[] = [];
  for (const word of named) {
    const target = asTarget(word.text);
    if (target === undefined) {
      const problem = targets.length === 0 ? 'not-a-target' : 'leftover';
      return { ok: false, misread: { problem, text: excerpt(word.text), topic } };
    }
    targets.push(target);
  }
  const [first, ...others] = targets;
  if (first === undefined) return { ok: false, misread: { problem: 'no-target', topic } };
  return { ok: true, targets: [first, ...others] };
}
