import type { Why } from './command';
import type { Word } from './words';

/** Longest reason and ticket on record, in characters; the rest is cut with an ellipsis. */
const longestReason = 1_000;
const longestTicket = 64;

/** A word that begins the reason or the ticket: `because`, `reason:`, `ticket`, `ticket:`. */
function marker(word: string): keyof Why | undefined {
  const bare = word.toLowerCase().replace(/:$/, '');
  if (bare === 'because' || bare === 'reason') return 'reason';
  return bare === 'ticket' ? 'ticket' : undefined;
}

/**
 * Splits a text after its command into the words before the first marker and what the markers introduce.
 * A ticket is one word; a reason goes to the end, or to a ticket's marker that is followed by a last single word.
 */
export function splitWhy(text: string, words: readonly Word[]): { before: readonly Word[]; why: Why } {
  const at = words.findIndex((word) => marker(word.text) !== undefined);
  if (at === -1) return { before: words, why: {} };
  return { before: words.slice(0, at), why: readWhy(text, words.slice(at)) };
}

function readWhy(text: string, words: readonly Word[]): Why {
  const [first, second, third] = words;
  if (first === undefined || second === undefined) return {};
  if (marker(first.text) === 'ticket') {
    const ticket = { ticket: cut(second.text, longestTicket) };
    if (third === undefined) return ticket;
    return {
      ...ticket,
      ...reasonFrom(text, marker(third.text) === 'reason' ? words.slice(3) : words.slice(2)),
    };
  }
  const last = words.at(-1);
  const beforeLast = words.at(-2);
  if (
    last !== undefined &&
    beforeLast !== undefined &&
    words.length > 3 &&
    marker(beforeLast.text) === 'ticket'
  ) {
    const reason = text.slice(second.start, beforeLast.start);
    return { ...reasonText(reason), ticket: cut(last.text, longestTicket) };
  }
  return reasonFrom(text, words.slice(1));
}

function reasonFrom(text: string, words: readonly Word[]): Why {
  const first = words[0];
  return first === undefined ? {} : reasonText(text.slice(first.start));
}

function reasonText(text: string): Why {
  const reason = text.trim().replace(/[,;]$/, '').trim();
  return reason === '' ? {} : { reason: cut(reason, longestReason) };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
}
