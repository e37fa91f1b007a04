declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A person's Microsoft Entra object id: a lower-case GUID. The only thing decisions are made on. */
export type PersonId = Branded<'PersonId'>;

/** A group's Microsoft Entra object id: a lower-case GUID. */
export type GroupId = Branded<'GroupId'>;

/** A request's opaque id: what a card carries. Knowing one gives no right to anything. */
export type RequestId = Branded<'RequestId'>;

/** A request's short code, like `R-7F3K2`: what people say and type. */
export type Code = Branded<'Code'>;

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The person id that `text` spells, in any letter case; `undefined` when it is not a GUID. */
export function asPersonId(text: string): PersonId | undefined {
  const lower = text.toLowerCase();
  return guid.test(lower) ? (lower as PersonId) : undefined;
}

/** The group id that `text` spells, in any letter case. */
export function asGroupId(text: string): GroupId | undefined {
  const lower = text.toLowerCase();
  return guid.test(lower) ? (lower as GroupId) : undefined;
}

/** Crockford's base 32: no I, L, O or U, so a code survives being read out on the phone. */
export const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const code = /^R-?([0-9A-HJKMNP-TV-Z]{5})$/;

/** The code that `text` spells, forgiving case, a missing dash and the look-alikes O/0 and I/L/1. */
export function asCode(text: string): Code | undefined {
  const upper = text.toUpperCase();
  const body = upper.slice(1).replaceAll('O', '0').replace(/[IL]/g, '1');
  const found = code.exec(upper.slice(0, 1) + body);
  return found?.[1] === undefined ? undefined : (`R-${found[1]}` as Code);
}
