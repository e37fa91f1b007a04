import { asCode, type Code } from '../ids';
import { catalogue, phrases, type Topic } from './catalogue';
import type { Command, Misread, PersonRef, Reading } from './command';
import { nearestTopic } from './nearest';
import { asTarget, readTargets } from './target';
import { splitReason, splitWhy } from './why';
import { excerpt, plain, wordsOf, type Word } from './words';

/**
 * Reads what somebody typed. Pure and linear in the text's length; never throws; a target is only what stands
 * there literally. Words that mean nothing are reported, never skipped: skipping is guessing.
 */
export function parse(typed: string): Reading {
  const text = plain(typed);
  const words = wordsOf(text);
  if (words.length === 0) return misread({ problem: 'empty' });
  const lead = words[0]?.text.toLowerCase() === 'please' ? words.slice(1) : words;
  const opening = lead.slice(0, 5).map((word) => bare(word).toLowerCase());
  const phrase = phrases.find((candidate) => candidate.words.every((word, index) => opening[index] === word));
  if (phrase === undefined) {
    return misread({ problem: 'unknown-command', text: excerpt(text), ...nearestTopic(opening) });
  }
  return readRest(phrase.topic, text, lead.slice(phrase.words.length));
}

/** `help!` and `who am i?` are said as people write them. */
function bare({ text }: Word): string {
  return text.length > 1 ? text.replace(/[!?.]$/, '') : text;
}

function readRest(topic: Topic, text: string, rest: readonly Word[]): Reading {
  switch (topic) {
    case 'revoke':
      return readRevoke(text, rest);
    case 'revoke-own': {
      const { before, why } = splitWhy(text, rest);
      const { words, again } = splitAgain(before);
      return alone(topic, words, { kind: 'revoke-own', ...why, ...again });
    }
    case 'status':
    case 'cancel':
    case 'approve':
    case 'stop':
    case 'retry':
    case 'file':
      return readCode(topic, rest);
    case 'people':
      return readPeople(rest);
    case 'reject':
      return readReject(text, rest);
    case 'history':
      return readHistory(rest);
    case 'approvals':
      return readApprovals(rest);
    case 'pending':
      return alone(topic, rest, { kind: topic });
    case 'who-am-i':
      return alone(topic, rest, { kind: topic });
    case 'help':
      return readTopic(rest);
  }
}

const understood = (command: Command): Reading => ({ ok: true, command });
const misread = (what: Misread): Reading => ({ ok: false, misread: what });

function alone(topic: Topic, rest: readonly Word[], command: Command): Reading {
  const extra = rest.find((word) => !/^[.!?]$/.test(word.text));
  return extra === undefined
    ? understood(command)
    : misread({ problem: 'leftover', text: excerpt(extra.text), topic });
}

/** The word that asks for a repetition on purpose may stand before or after the people. */
function splitAgain(words: readonly Word[]): { words: readonly Word[]; again: { again?: true } } {
  const rest = words.filter((word) => word.text.toLowerCase() !== 'again');
  return { words: rest, again: rest.length < words.length ? { again: true } : {} };
}

function readRevoke(text: string, rest: readonly Word[]): Reading {
  const { before, why } = splitWhy(text, rest);
  const { words, again } = splitAgain(before);
  const read = readTargets(words);
  return read.ok
    ? understood({ kind: 'revoke', targets: read.targets, ...why, ...again })
    : misread(read.misread);
}

type OfOne = 'status' | 'cancel' | 'approve' | 'stop' | 'retry' | 'file';

function readCode(topic: OfOne, rest: readonly Word[]): Reading {
  const [first, ...others] = rest;
  const code = codeOf(topic, first);
  return typeof code === 'string' ? alone(topic, others, { kind: topic, code }) : misread(code);
}

function codeOf(topic: Topic, word: Word | undefined): Code | Misread {
  if (word === undefined) return { problem: 'no-code', topic };
  return asCode(word.text) ?? { problem: 'not-a-code', text: excerpt(word.text), topic };
}

/** `people R-7F3K2 [page N]` */
function readPeople(rest: readonly Word[]): Reading {
  const topic = 'people';
  const [first, ...others] = rest;
  const code = codeOf(topic, first);
  if (typeof code !== 'string') return misread(code);
  const said = others.map((word) => word.text).join(' ');
  if (said === '') return understood({ kind: topic, code });
  const page = /^page ([1-9]\d{0,3})$/i.exec(said)?.[1];
  if (page === undefined) return misread({ problem: 'leftover', text: excerpt(said), topic });
  return understood({ kind: topic, code, page: Number(page) });
}

function readReject(text: string, rest: readonly Word[]): Reading {
  const topic = 'reject';
  const { before, reason } = splitReason(text, rest);
  const [first, ...others] = before;
  const code = codeOf(topic, first);
  if (typeof code !== 'string') return misread(code);
  const read = alone(topic, others, { kind: topic, code, reason: reason ?? '' });
  return read.ok && reason === undefined ? misread({ problem: 'no-reason', topic }) : read;
}

/** `history [for PERSON] [last N days]` */
function readHistory(rest: readonly Word[]): Reading {
  const topic = 'history';
  const [first, person, ...after] = rest;
  if (!['for', 'of'].includes(first?.text.toLowerCase() ?? '')) return readPeriod(rest, {});
  if (person === undefined) return misread({ problem: 'no-target', topic });
  const target = asTarget(person.text);
  if (target === undefined) return misread({ problem: 'not-a-target', text: excerpt(person.text), topic });
  return readPeriod(after, { target });
}

function readPeriod(words: readonly Word[], found: { target?: PersonRef }): Reading {
  const topic = 'history';
  const said = words.map((word) => word.text).join(' ');
  if (said === '') return understood({ kind: topic, ...found });
  const days = /^last ([1-9]\d{0,3}) days?$/i.exec(said)?.[1];
  if (days === undefined) return misread({ problem: 'leftover', text: excerpt(said), topic });
  return understood({ kind: topic, ...found, days: Number(days) });
}

function readApprovals(rest: readonly Word[]): Reading {
  const topic = 'approvals';
  const [what, ...others] = rest;
  const said = what?.text.toLowerCase();
  if (said === 'here') return alone(topic, others, { kind: 'approvals-here' });
  if (said === 'status') return alone(topic, others, { kind: 'approvals-status' });
  return misread({ problem: 'here-or-status', topic });
}

function readTopic(rest: readonly Word[]): Reading {
  if (rest.length === 0) return understood({ kind: 'help' });
  const words = rest.slice(0, 5).map((word) => word.text.toLowerCase());
  const named = catalogue.find(({ topic }) => topic === words.join('-'))?.topic;
  const topic =
    named ?? phrases.find((phrase) => phrase.words.every((word, index) => words[index] === word))?.topic;
  if (topic !== undefined) return understood({ kind: 'help', topic });
  const asked = rest.slice(0, 5).map((word) => word.text);
  return misread({ problem: 'unknown-topic', text: excerpt(asked.join(' ')), topic: 'help' });
}
