import type { Why } from './command';
import type { Word } from './words';

/** Punctuation between a ticket and a reason; it belongs to neither. */
const separators = new Set([',', ';']);

/** A word that begins the reason or the ticket: `because`, `reason:`, `ticket`, `ticket:`. */
export function marker(word: string): keyof Why | undefined {
  const bare = word.toLowerCase().replace(/:$/, '');
  if (bare === 'because' || bare === 'reason') return 'reason';
  return bare === 'ticket' ? 'ticket' : undefined;
}

/**
 * Splits a text after its command into the words that belong to the command and what the markers introduce. A ticket is
 * one word; what follows it belongs to the command again, until a marker says otherwise: a person named there must not
 * vanish into a reason. A reason goes to the end, or to the marker of a ticket (a word with a digit) at the very end.
 */
export function splitWhy(text: string, words: readonly Word[]): { before: readonly Word[]; why: Why } {
  const at = words.findIndex((word) => marker(word.text) !== undefined);
  const [first, second] = words.slice(at);
  if (at === -1) return { before: words, why: {} };
  if (first === undefined || second === undefined) return { before: words.slice(0, at), why: {} };
  const before = words.slice(0, at);
  if (marker(first.text) === 'reason') return { before, why: readReason(text, words.slice(at + 1)) };
  // "ticket because …": the ticket was left out.
  if (marker(second.text) === 'reason') return { before, why: readReason(text, words.slice(at + 2)) };
  const after = words.slice(at + 2);
  const next = after.findIndex((word) => marker(word.text) === 'reason');
  const rest = next === -1 ? after : after.slice(0, next);
  const reason = next === -1 ? {} : reasonFrom(text, after.slice(next + 1));
  const belonging = rest.filter((word) => !separators.has(word.text));
  return { before: [...before, ...belonging], why: { ticket: second.text, ...reason } };
}

/** The same for a command that knows no ticket: all that follows the marker is the reason, to its last word. */
export function splitReason(
  text: string,
  words: readonly Word[],
): { before: readonly Word[]; reason?: string } {
  const at = words.findIndex((word) => marker(word.text) === 'reason');
  if (at === -1) return { before: words };
  const before = words.slice(0, at).filter((word) => !separators.has(word.text));
  return { before, ...reasonFrom(text, words.slice(at + 1)) };
}

function readReason(text: string, words: readonly Word[]): Why {
  const [first] = words;
  const last = words.at(-1);
  const beforeLast = words.at(-2);
  const hasTicket =
    words.length > 2 && marker(beforeLast?.text ?? '') === 'ticket' && /\d/.test(last?.text ?? '');
  if (!hasTicket || first === undefined || last === undefined) return reasonFrom(text, words);
  const reason = text.slice(first.start, beforeLast?.start);
  return { ...reasonText(reason), ticket: last.text };
}

function reasonFrom(text: string, words: readonly Word[]): Why {
  const first = words[0];
  return first === undefined ? {} : reasonText(text.slice(first.start));
}

function reasonText(text: string): Why {
  const reason = text
    .replace(/^[,;\s]+/, '')
    .trim()
    .replace(/[,;]$/, '')
    .trim();
  return reason === '' ? {} : { reason };
}
