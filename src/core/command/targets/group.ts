import { asGroupId } from '../../ids';
import type { GroupRef } from '../command';
import { quotedName } from '../target';
import type { Word } from '../words';
import type { Taken } from './taken';

/** The ways to begin a group, in words; longest first. */
const beginnings = groupPhrases();

function groupPhrases(): readonly (readonly string[])[] {
  const whose = [
    'members of',
    'member of',
    'everyone in',
    'everybody in',
    'people in',
    'users in',
    'people of',
    'users of',
  ];
  const all = whose.flatMap((words) => [words, `all ${words}`, `the ${words}`, `all the ${words}`]);
  const named = ['the group', 'group', 'the team', 'team', 'the'];
  const phrases = [
    ...all.flatMap((words) => [...named.map((name) => `${words} ${name}`), words]),
    'the group',
    'group',
  ];
  return phrases.map((phrase) => phrase.split(' ')).sort((a, b) => b.length - a.length);
}

/** `members of "Project Falcon"`, `everyone in group <id>`, `group "…"`: everybody in it, if these words are so begun. */
export function readGroup(words: readonly Word[], at: number): Taken {
  const opening = words.slice(at, at + 6).map(({ text }) => text.toLowerCase().replace(/:$/, ''));
  const begun = beginnings.find((phrase) => phrase.every((word, index) => opening[index] === word));
  if (begun === undefined) return undefined;
  const next = at + begun.length;
  const word = words[next]?.text ?? '';
  // "everyone in this file" is no group; the file is read elsewhere.
  if (isFileWord(word)) return undefined;
  const group = asGroup(word) ?? asGroup(word.replace(/[.!?]$/, ''));
  if (group !== undefined) return { ok: true, target: { kind: 'group', group }, next: next + 1 };
  const text = words
    .slice(next, next + 4)
    .map((one) => one.text)
    .join(' ');
  return { ok: false, misread: { problem: 'not-a-group', ...(text === '' ? {} : { text }), topic: 'many' } };
}

function asGroup(word: string): GroupRef | undefined {
  const wrapped = /^<(.*)>$|^"(.*)"$|^'(.*)'$/.exec(word);
  const id = asGroupId(wrapped === null ? word : (wrapped[1] ?? wrapped[2] ?? wrapped[3] ?? ''));
  if (id !== undefined) return { by: 'id', id };
  const name = quotedName(word);
  return name === undefined ? undefined : { by: 'name', name };
}

function isFileWord(word: string): boolean {
  return /^(?:this|the|attached|file|csv|attachment)$/i.test(word);
}
