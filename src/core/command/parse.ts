import { readOwn, readRevoke } from './asking';
import { phrases, type Topic } from './catalogue';
import type { Along, Reading } from './command';
import { withoutThanks, type Beside } from './manner';
import { nearestTopic } from './nearest';
import { namesCmdlet } from './powershell/cmdlets';
import { readPowerShell } from './powershell/read';
import { finished, misread, understood } from './reading';
import { alone, readApprovals, readCode, readHistory, readPeople, readReject, readTopic } from './requests';
import { marker } from './why';
import { plain, wordsOf, type Word } from './words';

/** What is left to read, and what is known so far. */
interface Rest {
  readonly text: string;
  readonly words: readonly Word[];
  readonly along: Along;
  readonly before: Beside;
}

/**
 * Reads what somebody typed, with marks where Teams mentions people. Pure and linear in the text's length; never throws; a
 * target is only what stands there literally. Words that mean nothing are reported, never skipped: skipping is guessing.
 */
export function parse(typed: string, along: Along = { mentions: [] }): Reading {
  const text = plain(typed);
  return finished(read({ text, words: wordsOf(text), along, before: {} }), along.mentions);
}

function read(rest: Rest): Reading {
  const { text, words, along, before } = rest;
  const lead = /^(?:please|pls),?$/i.test(words[0]?.text ?? '') ? words.slice(1) : words;
  if (isOnlyWhy(lead) && (along.file === true || before.preview === true)) {
    return readRevoke({ text, words: lead, along, before });
  }
  if (words.length === 0) return misread({ problem: 'empty' });
  const phrase = phraseOf(lead);
  if (phrase !== undefined) {
    return readRest(phrase.topic, { ...rest, words: lead.slice(phrase.words.length) });
  }
  if (namesCmdlet(text)) return readPowerShell(text.slice(lead[0]?.start), along, before);
  if (before.preview === true) return readRevoke({ text, words: lead, along, before });
  return misread({ problem: 'unknown-command', text, ...nearestTopic(openingOf(lead)) });
}

/** Nothing but why, or nothing at all: enough with a file. */
function isOnlyWhy(words: readonly Word[]): boolean {
  const [first] = withoutThanks(words);
  return first === undefined || marker(first.text) !== undefined;
}

/** `help!` and `who am i?` are said as people write them. */
function bare({ text }: Word): string {
  return text.length > 1 ? text.replace(/[!?.]$/, '') : text;
}

function openingOf(words: readonly Word[]): readonly string[] {
  return words.slice(0, 5).map((word) => bare(word).toLowerCase());
}

function phraseOf(words: readonly Word[]): (typeof phrases)[number] | undefined {
  const opening = openingOf(words);
  return phrases.find(({ topic, words: said }) => isBegun(opening, said, topic));
}

/** Where a list follows, people write a colon. */
function isBegun(opening: readonly string[], said: readonly string[], topic: Topic): boolean {
  const mayEndInColon = topic === 'revoke' || topic === 'preview';
  return said.every((word, index) => {
    const last = mayEndInColon && index === said.length - 1;
    return opening[index] === word || (last && opening[index] === `${word}:`);
  });
}

function readRest(topic: Topic, rest: Rest): Reading {
  const { text, words } = rest;
  switch (topic) {
    case 'revoke':
    case 'many':
    case 'powershell':
      return readRevoke(rest);
    case 'revoke-own':
      return readOwn(rest);
    case 'preview':
      return readPreview(rest);
    case 'status':
    case 'cancel':
    case 'approve':
    case 'stop':
    case 'retry':
    case 'file':
      return readCode(topic, words);
    case 'people':
      return readPeople(words);
    case 'reject':
      return readReject(text, words);
    case 'history':
      return readHistory(words, rest.along);
    case 'approvals':
      return readApprovals(words);
    case 'pending':
    case 'who-am-i':
      return alone(topic, words, { kind: topic });
    case 'help':
      return words.length === 0 ? understood({ kind: 'help' }) : readTopic(words);
  }
}

/** `preview revoke …`, `preview my sessions`, `preview alice@contoso.com`: read on as if it did not stand there. */
function readPreview({ words, text, ...rest }: Rest): Reading {
  const before: Beside = { preview: true };
  const [first, second] = openingOf(words);
  if (first === 'my' && second === 'sessions') {
    return readOwn({ ...rest, text, words: words.slice(2), before });
  }
  const topic = phraseOf(words)?.topic;
  if (topic !== undefined && topic !== 'revoke' && topic !== 'revoke-own') {
    return misread({ problem: 'nothing-to-preview', text: words[0]?.text ?? '', topic: 'preview' });
  }
  return read({ ...rest, words, text, before });
}
