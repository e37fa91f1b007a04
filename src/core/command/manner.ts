import type { Word } from './words';

/** What stands beside the people: once more on purpose, or only to look. */
export interface Beside {
  readonly again?: true;
  readonly preview?: true;
}

/** PowerShell's, those of command lines, and how they are misspelt. */
const whatIf = /^(?:--?what-?if|--?dry-?run|--?preview)$/;
const courtesy = new Set(['please', 'pls', 'plz', 'thanks', 'thx', 'thank', 'you', '.', '!', ',', '?']);

interface Said {
  readonly text: string;
  readonly words: readonly Word[];
}

/** The flag of a preview counts wherever it stands, in a reason too: who writes it does not want anything to be done. */
export function splitPreview({ text, words }: Said): Said & { readonly beside: Beside } {
  const isFlag = (word: Word): boolean => whatIf.test(word.text.toLowerCase());
  const rest = words.filter((word) => !isFlag(word));
  if (rest.length === words.length) return { text, words, beside: {} };
  // At the very end it is not part of a reason.
  const end = words[words.findLastIndex((word) => !isFlag(word)) + 1];
  return {
    text: end === undefined ? text : text.slice(0, end.start),
    words: rest,
    beside: { preview: true },
  };
}

/** The word that asks for a repetition on purpose may stand before or after the people; thanks at the end mean nothing. */
export function splitBeside(words: readonly Word[]): { words: readonly Word[]; beside: Beside } {
  const rest = words.filter(({ text }) => text.toLowerCase() !== 'again');
  return { words: withoutThanks(rest), beside: rest.length < words.length ? { again: true } : {} };
}

/** Without "please", "thank you" and the full stop at the end. */
export function withoutThanks(words: readonly Word[]): readonly Word[] {
  const last = words.findLastIndex(({ text }) => !courtesy.has(polite(text)));
  return words.slice(0, last + 1);
}

function polite(text: string): string {
  return text.toLowerCase().replace(/(?<=.)[.!?]+$/, '');
}
