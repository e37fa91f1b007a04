import type { Along, Misread, TargetRef } from '../command';
import { asPerson } from '../target';
import type { Word } from '../words';
import { distinct, keyOf } from './distinct';
import { readFile } from './file';
import { readGroup } from './group';
import { hasCommasInNames, isJoint, isLabel, isLeading } from './joints';
import { asBracketed, nameBefore } from './outlook';
import type { Taken } from './taken';

export type Targets =
  | { readonly ok: true; readonly targets: readonly TargetRef[] }
  | { readonly ok: false; readonly misread: Misread };

const topic = 'revoke';

/** The targets these words name, each once. One word that belongs to none makes the whole list not understood. */
export function readTargets(words: readonly Word[], along: Along): Targets {
  const targets: TargetRef[] = [];
  const commasInNames = hasCommasInNames(words);
  let end = -1;
  for (let at = 0; at < words.length;) {
    const place = {
      along,
      commasInNames,
      follows: targets.at(-1),
      adjacent: at === end && words[at]?.opens !== true,
    };
    if (isSkipped(words, at, place)) {
      at += 1;
      continue;
    }
    const taken = readOne(words, at, place);
    if (!taken.ok) return taken;
    targets.push(taken.target);
    at = end = taken.next;
  }
  return { ok: true, targets: distinct(targets) };
}

interface Place {
  readonly along: Along;
  readonly commasInNames: boolean;
  /** The target before this one. */
  readonly follows: TargetRef | undefined;
  /** Nothing stands between that target and this word. */
  readonly adjacent: boolean;
}

function isSkipped(words: readonly Word[], at: number, { along, follows, adjacent }: Place): boolean {
  const word = words[at];
  if (word === undefined || isJoint(word)) return true;
  // "the group …", "users in …", "the attached file" begin a target.
  const leads = follows === undefined && isLeading(word);
  if (leads) return readGroup(words, at) === undefined && readFile(words, at, along) === undefined;
  return isLabel(word) && !adjacent;
}

function readOne(words: readonly Word[], at: number, place: Place): NonNullable<Taken> {
  const taken =
    readGroup(words, at) ??
    readFile(words, at, place.along) ??
    (place.adjacent ? undefined : nameBefore(words, at, place.commasInNames)) ??
    readPerson(words, at, place);
  if (taken !== undefined) return taken;
  const first = place.follows === undefined;
  const text = first ? unclaimed(words, at) : (words[at]?.text ?? '');
  return { ok: false, misread: { problem: first ? 'not-a-target' : 'leftover', text, ...suggested(text) } };
}

function readPerson(words: readonly Word[], at: number, place: Place): Taken {
  const word = words[at]?.text ?? '';
  const { mentions } = place.along;
  const target = asPerson(word, mentions) ?? asPerson(word.replace(/[.!?\u2026]{1,3}$/, ''), mentions);
  if (target === undefined) return undefined;
  if (place.follows?.kind === 'group' && (target.kind === 'name' || target.kind === 'id')) {
    return { ok: false, misread: { problem: 'group-or-person', text: word, topic: 'many' } };
  }
  const before = words[at - 1]?.text ?? '';
  if (contradicts(target, word, before, place)) {
    return { ok: false, misread: { problem: 'two-in-one', text: `${before} ${word}`, topic } };
  }
  return { ok: true, target, next: at + 1 };
}

/** `alice@contoso.com <bob@contoso.com>`: which of the two is meant, nobody can tell. */
function contradicts(target: TargetRef, word: string, before: string, { follows, adjacent }: Place): boolean {
  const belongs = adjacent && asBracketed(word) !== undefined && asBracketed(before) === undefined;
  return belongs && follows !== undefined && keyOf(follows) !== keyOf(target);
}

/** The words up to the next comma or the like, for saying what is no target. */
function unclaimed(words: readonly Word[], at: number): string {
  const end = words.findIndex((word, index) => index > at && (isJoint(word) || word.opens === true));
  const run = words.slice(at, end === -1 ? at + 12 : Math.min(end, at + 12));
  const next = run.findIndex((word, index) => index > 0 && asPerson(word.text, []) !== undefined);
  return run
    .slice(0, next === -1 ? run.length : next)
    .map(({ text }) => text)
    .join(' ');
}

/** Who says "me" means a command of its own. */
function suggested(text: string): { topic: 'revoke' | 'revoke-own' } {
  return { topic: /^(?:me|myself|my)\b/i.test(text) ? 'revoke-own' : topic };
}
