import type { Command, TargetRef } from '../core/command/command';
import type { PersonId } from '../core/ids';
import type { Standing } from '../core/person';
import type { Refusal } from '../core/refusal';
import type { Means } from './means';

type AskCommand = Extract<Command, { kind: 'revoke' | 'revoke-own' }>;

export type Targeted =
  { readonly ok: true; readonly standing: Standing } | { readonly ok: false; readonly refusal: Refusal };

/** Whom a command names: exactly one account, or why not. Throws `CouldNotCheck`. */
export async function theTarget(means: Means, command: AskCommand, requester: Standing): Promise<Targeted> {
  if (command.kind === 'revoke-own') return { ok: true, standing: requester };
  const [ref] = command.targets;
  if (isOwn(ref, requester)) return { ok: true, standing: requester };
  const typed = spelt(ref);
  if (ref.kind === 'mention' || ref.kind === 'group' || ref.kind === 'file')
    return { ok: false, refusal: { kind: 'target-not-found', typed } };
  const found = await means.directory.find(ref);
  switch (found.kind) {
    case 'none':
      return { ok: false, refusal: { kind: 'target-not-found', typed } };
    case 'several':
      return { ok: false, refusal: { kind: 'several-found', typed, matches: found.people } };
    case 'not-a-person':
      return { ok: false, refusal: { kind: 'target-is-not-a-person', typed } };
    case 'one':
      return standingOf(means, found.person.id, typed);
  }
}

async function standingOf(means: Means, id: PersonId, typed: string): Promise<Targeted> {
  const standing = await means.directory.standing(id);
  return standing === undefined
    ? { ok: false, refusal: { kind: 'target-not-found', typed } }
    : { ok: true, standing };
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
