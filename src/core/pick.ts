import type { Command } from './command/command';
import type { PersonId } from './ids';
import type { Person } from './person';
import type { Refusal } from './refusal';
import type { Event } from './request/events';

/** How many of the matches of a name a card offers. */
const mostChoices = 10;

type AskRefused = Extract<Event, { type: 'ask-refused' }>;
type Revoke = Extract<Command, { kind: 'revoke' }>;

export type Chosen =
  { readonly ok: true; readonly command: Revoke } | { readonly ok: false; readonly refusal: Refusal };

/** Whom a card offers of those that a name matched. */
export function choicesOf(matches: readonly Person[]): readonly Person[] {
  return matches.slice(0, mostChoices);
}

/**
 * Somebody picks one of several people of one name: the ask that could not go on, now with that account's id. Only who asked,
 * only somebody who was offered, and only while such an ask would wait.
 */
export function choose(
  refused: AskRefused,
  by: PersonId | undefined,
  choice: string | undefined,
  now: Date,
  expiryMinutes: number,
): Chosen {
  const { command, refusal } = refused;
  if (command === undefined || refusal.kind !== 'several-found')
    return { ok: false, refusal: { kind: 'request-unknown' } };
  if (by === undefined || by !== refused.by) return { ok: false, refusal: { kind: 'pick-not-yours' } };
  if (now.getTime() >= Date.parse(refused.at) + expiryMinutes * 60_000)
    return { ok: false, refusal: { kind: 'pick-too-old' } };
  const chosen = choicesOf(refusal.matches).find(({ id }) => id === choice);
  if (chosen === undefined) return { ok: false, refusal: { kind: 'nobody-picked' } };
  return { ok: true, command: { ...command, targets: [{ kind: 'id', id: chosen.id }] } };
}
