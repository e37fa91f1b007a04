import { asCode, type Code } from '../ids';
import { catalogue, phrases, type Topic } from './catalogue';
import type { Along, Command, Misread, PersonRef, Reading } from './command';
import { misread, understood } from './reading';
import { asPerson } from './target';
import { splitReason } from './why';
import type { Word } from './words';

/** A command that nothing may follow but a full stop. */
export function alone(topic: Topic, rest: readonly Word[], command: Command): Reading {
  const extra = rest.find((word) => !/^[.!?]$/.test(word.text));
  return extra === undefined
    ? understood(command)
    : misread({ problem: 'leftover', text: extra.text, topic });
}

type OfOne = 'status' | 'cancel' | 'approve' | 'stop' | 'retry' | 'file';

export function readCode(topic: OfOne, rest: readonly Word[]): Reading {
  const [first, ...others] = rest;
  const code = codeOf(topic, first);
  return typeof code === 'string' ? alone(topic, others, { kind: topic, code }) : misread(code);
}

function codeOf(topic: Topic, word: Word | undefined): Code | Misread {
  if (word === undefined) return { problem: 'no-code', topic };
  return asCode(word.text) ?? { problem: 'not-a-code', text: word.text, topic };
}

/** `people R-7F3K2 [page N]` */
export function readPeople(rest: readonly Word[]): Reading {
  const topic = 'people';
  const [first, ...others] = rest;
  const code = codeOf(topic, first);
  if (typeof code !== 'string') return misread(code);
  const said = others.map((word) => word.text).join(' ');
  if (said === '') return understood({ kind: topic, code });
  const page = /^page ([1-9]\d{0,3})$/i.exec(said)?.[1];
  if (page === undefined) return misread({ problem: 'leftover', text: said, topic });
  return understood({ kind: topic, code, page: Number(page) });
}

export function readReject(text: string, rest: readonly Word[]): Reading {
  const topic = 'reject';
  const { before, reason } = splitReason(text, rest);
  const [first, ...others] = before;
  const code = codeOf(topic, first);
  if (typeof code !== 'string') return misread(code);
  const read = alone(topic, others, { kind: topic, code, reason: reason ?? '' });
  return read.ok && reason === undefined ? misread({ problem: 'no-reason', topic }) : read;
}

/** `history [for PERSON] [last N days]` */
export function readHistory(rest: readonly Word[], { mentions }: Along): Reading {
  const topic = 'history';
  const [first, person, ...after] = rest;
  if (!['for', 'of'].includes(first?.text.toLowerCase() ?? '')) return readPeriod(rest, {});
  if (person === undefined) return misread({ problem: 'no-target', topic });
  const target = asPerson(person.text, mentions);
  if (target === undefined) return misread({ problem: 'not-a-target', text: person.text, topic });
  return readPeriod(after, { target });
}

function readPeriod(words: readonly Word[], found: { target?: PersonRef }): Reading {
  const topic = 'history';
  const said = words.map((word) => word.text).join(' ');
  if (said === '') return understood({ kind: topic, ...found });
  const days = /^last ([1-9]\d{0,3}) days?$/i.exec(said)?.[1];
  if (days === undefined) return misread({ problem: 'leftover', text: said, topic });
  return understood({ kind: topic, ...found, days: Number(days) });
}

export function readApprovals(rest: readonly Word[]): Reading {
  const topic = 'approvals';
  const [what, ...others] = rest;
  const said = what?.text.toLowerCase();
  if (said === 'here') return alone(topic, others, { kind: 'approvals-here' });
  if (said === 'status') return alone(topic, others, { kind: 'approvals-status' });
  return misread({ problem: 'here-or-status', topic });
}

export function readTopic(rest: readonly Word[]): Reading {
  const words = rest.slice(0, 5).map((word) => word.text.toLowerCase());
  const named = catalogue.find(({ topic }) => topic === words.join('-'))?.topic;
  const topic =
    named ?? phrases.find((phrase) => phrase.words.every((word, index) => words[index] === word))?.topic;
  if (topic !== undefined) return understood({ kind: 'help', topic });
  const asked = rest.slice(0, 5).map((word) => word.text);
  return misread({ problem: 'unknown-topic', text: asked.join(' '), topic: 'help' });
}
