import type { Along, Reading, TargetRef } from './command';
import { misread, understood } from './reading';
import { splitBeside, splitPreview, type Beside } from './manner';
import { readTargets } from './targets/list';
import { splitWhy } from './why';
import type { Word } from './words';

/** What was typed behind a command, and what came with it. */
export interface Asked {
  readonly text: string;
  readonly words: readonly Word[];
  readonly along: Along;
  /** It began with "preview" or the like. */
  readonly before: Beside;
}

/** `revoke sessions for …` */
export function readRevoke({ text: typed, words: all, along, before }: Asked): Reading {
  const { text, words, beside } = splitPreview({ text: typed, words: all });
  const { before: named, why } = splitWhy(text, words);
  const { words: people, beside: again } = splitBeside(named);
  const read = readTargets(people, along);
  if (!read.ok) return { ok: false, misread: read.misread };
  const [first, ...others] = withFile(read.targets, along);
  if (first === undefined) return misread({ problem: 'no-target', topic: 'revoke' });
  if (along.file === true && ![first, ...others].some(({ kind }) => kind === 'file')) {
    return misread({ problem: 'file-unsaid', topic: 'many' });
  }
  return understood({ kind: 'revoke', targets: [first, ...others], ...why, ...again, ...before, ...beside });
}

/** A file that comes with a command and no names is what the command is about. */
function withFile(targets: readonly TargetRef[], { file }: Along): readonly TargetRef[] {
  return targets.length === 0 && file === true ? [{ kind: 'file' }] : targets;
}

/** `revoke my sessions` */
export function readOwn({ text: typed, words: all, before }: Asked): Reading {
  const { text, words, beside } = splitPreview({ text: typed, words: all });
  const { before: rest, why } = splitWhy(text, words);
  const { words: more, beside: again } = splitBeside(rest);
  const [extra] = more;
  return extra === undefined
    ? understood({ kind: 'revoke-own', ...why, ...again, ...before, ...beside })
    : misread({ problem: 'leftover', text: extra.text, topic: 'revoke-own' });
}
