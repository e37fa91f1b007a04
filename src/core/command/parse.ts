import { asCode } from '../ids';
import { catalogue, phrases, type Topic } from './catalogue';
import type { Command, Misread, Reading, TargetRef, Why } from './command';
import { nearestTopic } from './nearest';
import { asTarget } from './target';
import { splitWhy } from './why';
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
  const opening = lead.slice(0, 5).map((word) => word.text.toLowerCase());
  const phrase = phrases.find((candidate) => candidate.words.every((word, index) => opening[index] === word));
  if (phrase === undefined) {
    return misread({ problem: 'unknown-command', text: excerpt(text), ...nearestTopic(opening) });
  }
  return readRest(phrase.topic, text, lead.slice(phrase.words.length));
}

function readRest(topic: Topic, text: string, rest: readonly Word[]): Reading {
  switch (topic) {
    case 'revoke': {
      const { before, why } = splitWhy(text, rest);
      return readTargets(before, why);
    }
    case 'revoke-own': {
      const { before, why } = splitWhy(text, rest);
      return alone(topic, before, { kind: 'revoke-own', ...why });
    }
    case 'status':
    case 'cancel':
      return readCode(topic, rest);
    case 'who-am-i':
      return alone(
        topic,
        rest.filter(({ text: word }) => word !== '?'),
        { kind: 'who-am-i' },
      );
    case 'help':
      return readTopic(rest);
  }
}

const understood = (command: Command): Reading => ({ ok: true, command });
const misread = (what: Misread): Reading => ({ ok: false, misread: what });

function alone(topic: Topic, rest: readonly Word[], command: Command): Reading {
  const extra = rest.find((word) => word.text !== '.' && word.text !== '!');
  return extra === undefined
    ? understood(command)
    : misread({ problem: 'leftover', text: excerpt(extra.text), topic });
}

/** Words that may stand between the verb and a target, or between targets, without meaning anything. */
const joining = new Set([',', ';', 'and', '&']);
const leading = new Set(['for', 'of', 'user', 'account']);

function readTargets(words: readonly Word[], why: Why): Reading {
  const topic = 'revoke';
  const start = words.findIndex((word) => !leading.has(word.text.toLowerCase()));
  const named =
    start === -1 ? [] : words.slice(start).filter((word) => !joining.has(word.text.toLowerCase()));
  const targets: TargetRef[] = [];
  for (const word of named) {
    const target = asTarget(word.text);
    if (target === undefined) {
      const problem = targets.length === 0 ? 'not-a-target' : 'leftover';
      return misread({ problem, text: excerpt(word.text), topic });
    }
    targets.push(target);
  }
  const [first, ...others] = targets;
  if (first === undefined) return misread({ problem: 'no-target', topic });
  return understood({ kind: 'revoke', targets: [first, ...others], ...why });
}

function readCode(topic: 'status' | 'cancel', rest: readonly Word[]): Reading {
  const [first, ...others] = rest;
  if (first === undefined) return misread({ problem: 'no-code', topic });
  const code = asCode(first.text);
  if (code === undefined) return misread({ problem: 'not-a-code', text: excerpt(first.text), topic });
  return alone(topic, others, { kind: topic, code });
}

function readTopic(rest: readonly Word[]): Reading {
  if (rest.length === 0) return understood({ kind: 'help' });
  const words = rest.slice(0, 5).map((word) => word.text.toLowerCase());
  const named = catalogue.find(({ topic }) => topic === words.join('-'))?.topic;
  const topic =
    named ?? phrases.find((phrase) => phrase.words.every((word, index) => words[index] === word))?.topic;
  if (topic !== undefined) return understood({ kind: 'help', topic });
  return misread({ problem: 'unknown-topic', text: excerpt(words.join(' ')), topic: 'help' });
}
