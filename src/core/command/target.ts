import { asPersonId } from '../ids';
import type { Mentioned, PersonRef } from './command';
import { mentionOf } from './mention';

/** An object id or an address. */
export type Account = Extract<PersonRef, { kind: 'id' | 'address' }>;

/**
 * Characters a user principal name may have (Microsoft Learn, "Prepare to provision users", userPrincipalName:
 * letters, digits and ' . - _ ! # ^ ~), and the few more a mail address has. Plain ASCII only: a look-alike
 * letter from another alphabet is not an address here, it is a mistake or an attack.
 */
const address = /^[A-Za-z0-9'._!#^~$%&*+/=?{|}-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}$/;

/** `[alice@contoso.com](mailto:alice@contoso.com)`, as some clients write a link. */
const markdownLink = /^\[([^\]]*)\]\((.*)\)$/;

/** Wrapping that chat clients and mail programs put around an address. */
function unwrapped(word: string): string {
  const bare = word.replace(/^mailto:/i, '');
  const pair = /^<(.*)>$|^\[(mailto:.*)\]$|^"(.*)"$|^'(.*)'$/i.exec(bare);
  if (pair === null) return bare;
  return (pair[1] ?? pair[2] ?? pair[3] ?? pair[4] ?? '').replace(/^mailto:/i, '');
}

/** The account that this one word literally names, if it does. */
export function asTarget(word: string): Account | undefined {
  if (word.length > 400) return undefined;
  const link = markdownLink.exec(word);
  if (link !== null) return asLink(link[1] ?? '', link[2] ?? '');
  const bare = unwrapped(word);
  const id = asPersonId(bare);
  if (id !== undefined) return { kind: 'id', id };
  return address.test(bare) && !bare.startsWith('.') ? { kind: 'address', address: bare } : undefined;
}

/** A link whose text says something else than where it leads names nobody. */
function asLink(text: string, to: string): Account | undefined {
  return to.toLowerCase() === `mailto:${text}`.toLowerCase() ? asTarget(to) : undefined;
}

/** What a name may hold: something to read, nothing invisible, and nothing that makes it an address or a pattern. */
const name = /^(?=.*[\p{L}\p{N}])[^\p{C}@<>"|{}*]{1,256}$/u;

/** The name that stands between quotation marks. */
export function quotedName(word: string): string | undefined {
  const inner = /^"(.*)"$|^'(.*)'$/s.exec(word);
  const named = (inner?.[1] ?? inner?.[2] ?? '').trim();
  return name.test(named) && asTarget(named) === undefined ? named : undefined;
}

/** The person that this one word names: by account, by mention, or by a name between quotation marks. */
export function asPerson(word: string, mentions: readonly Mentioned[]): PersonRef | undefined {
  const mentioned = mentionOf(word, mentions);
  if (mentioned !== undefined) return { kind: 'mention', ...mentioned };
  const account = asTarget(word);
  if (account !== undefined) return account;
  const named = quotedName(word);
  return named === undefined ? undefined : { kind: 'name', name: named };
}
