import type { Along, Misread, PersonRef, Reading } from '../command';
import { splitBeside, splitPreview, type Beside } from '../manner';
import { misread, understood } from '../reading';
import { distinct } from '../targets/distinct';
import { splitWhy } from '../why';
import { wordsOf } from '../words';
import type { Call } from './call';
import { readM365 } from './m365';
import { readPipeline } from './pipeline';
import { statementsOf, tokensOf, withoutFrame } from './tokens';
import { isMisread } from './values';

const topic = 'powershell';

/**
 * Reads lines of PowerShell, or of CLI for Microsoft 365, as they stand in run books: a cmdlet that revokes sessions, once or
 * on several lines, and why behind it. Nothing is run: what is not one of the known forms is not understood.
 */
export function readPowerShell(typed: string, along: Along, before: Beside): Reading {
  const { tokens, rest } = tokensOf(withoutFrame(typed));
  const calls: Call[] = [];
  for (const statement of statementsOf(tokens)) {
    const call = readM365(statement, along.mentions) ?? readPipeline(statement, along.mentions);
    if (call === 'help') return understood({ kind: 'help', topic });
    if (isMisread(call)) return misread(call);
    calls.push(call);
  }
  return together(calls, rest, along, before);
}

/** Several lines are one request; whether it is a preview, and about whom, they have to agree on. */
function together(calls: readonly Call[], rest: string, along: Along, before: Beside): Reading {
  const { text, words, beside } = splitPreview({ text: rest, words: wordsOf(rest) });
  const { before: extra, why } = splitWhy(text, words);
  const left = splitBeside(extra);
  if (left.words[0] !== undefined) return misread({ problem: 'leftover', text: left.words[0].text, topic });
  const manner = { ...why, ...left.beside, ...before, ...beside, ...said(calls) };
  if (disagree(calls)) return misread({ problem: 'mixed-lines', topic });
  if (calls[0]?.own === true) return understood({ kind: 'revoke-own', ...manner });
  const people = distinct(calls.flatMap((call): readonly PersonRef[] => call.people));
  const [first, ...others] = people;
  const nobody: Misread = { problem: 'no-target', topic };
  if (first === undefined) return misread(nobody);
  if (calls.some((call) => call.people.length === 0)) return misread(nobody);
  if (along.file === true) return misread({ problem: 'file-unsaid', topic: 'many' });
  return understood({ kind: 'revoke', targets: [first, ...others], ...manner });
}

function disagree(calls: readonly Call[]): boolean {
  return calls.some(({ own, preview }) => own !== calls[0]?.own || preview !== calls[0].preview);
}

/** Every note once, in the order they came up. */
function said(calls: readonly Call[]): Pick<Beside, 'preview'> & { notes?: Call['notes'] } {
  const notes = [...new Set(calls.flatMap((call) => call.notes))];
  const preview = calls.some((call) => call.preview);
  return { ...(preview ? { preview: true } : {}), ...(notes.length === 0 ? {} : { notes }) };
}
