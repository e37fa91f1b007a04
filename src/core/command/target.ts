import { asPersonId } from '../ids';
import type { TargetRef } from './command';

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
export function asTarget(word: string): TargetRef | undefined {
  if (word.length > 400) return undefined;
  const bare = unwrapped(word);
  const id = asPersonId(bare);
  if (id !== undefined) return { kind: 'id', id };
  return address.test(bare) && !bare.startsWith('.') ? { kind: 'address', address: bare } : undefined;
}
