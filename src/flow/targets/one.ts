import type { Command, PersonRef, TargetRef } from '../../core/command/command';
import type { PersonId } from '../../core/ids';
import type { Standing } from '../../core/person';
import type { Found } from '../../core/ports';
import type { Refusal } from '../../core/refusal';
import type { Means } from '../means';

export type AskCommand = Extract<Command, { kind: 'revoke' | 'revoke-own' }>;

export type Targeted =
  { readonly ok: true; readonly standing: Standing } | { readonly ok: false; readonly refusal: Refusal };

/** Whom one name, address, id or mention means: exactly one account, or why not. Throws `CouldNotCheck`. */
export async function theTarget(
  means: Means,
  ref: PersonRef,
  where: string,
  requester: Standing,
): Promise<Targeted> {
  if (isOwn(ref, requester)) return { ok: true, standing: requester };
  const typed = spelt(ref);
  if (ref.kind === 'mention') {
    const id = await means.roster.memberOf(where, ref.account);
    return id === undefined ? notFound(typed) : standingOf(means, id, typed);
  }
  const found = await means.directory.find(ref);
  return found.kind === 'one'
    ? standingOf(means, found.person.id, typed)
    : { ok: false, refusal: notOne(found, typed) };
}

function notOne(found: Exclude<Found, { kind: 'one' }>, typed: string): Refusal {
  switch (found.kind) {
    case 'none':
      return { kind: 'target-not-found', typed };
    case 'several':
      return { kind: 'several-found', typed, matches: found.people };
    case 'not-a-person':
      return { kind: 'target-is-not-a-person', typed };
  }
}

const notFound = (typed: string): Targeted => ({ ok: false, refusal: { kind: 'target-not-found', typed } });

async function standingOf(means: Means, id: PersonId, typed: string): Promise<Targeted> {
  const standing = await means.directory.standing(id);
  return standing === undefined ? notFound(typed) : { ok: true, standing };
}

/** As somebody typed it, for saying what was found or not. */
export function spelt(ref: TargetRef): string {
  switch (ref.kind) {
    case 'id':
      return ref.id;
    case 'address':
      return ref.address;
    case 'name':
      return ref.name;
    case 'mention':
      return ref.text;
    case 'group':
      return ref.group.by === 'id' ? ref.group.id : ref.group.name;
    case 'file':
      return 'the file';
  }
}

/** Whether the requester named themselves. */
export function isOwn(ref: TargetRef, requester: Standing): boolean {
  if (ref.kind === 'id') return ref.id === requester.person.id;
  if (ref.kind !== 'address') return false;
  return ref.address.toLowerCase() === requester.person.address.toLowerCase();
}
