import { cut } from '../text';
import type { Mentioned } from './command';

/** Stands on both sides of a mention's number in a text. The chat edge takes it out of what people type. */
const mark = '\ue000';
const marked = /\ue000(\d{1,5})\ue000|\ue000/g;

/** Longest text of a mention that is repeated, in characters. */
const longest = 100;

/** What stands in a text for the mention with this index, in place of its name: a name never decides. */
export function markOf(index: number): string {
  return `${mark}${index}${mark}`;
}

/** Nobody can type a mention: the character becomes one that is part of no address and no name. */
export function withoutMarks(text: string): string {
  return text.replaceAll(mark, '\ufffd');
}

/** The mention this word stands for. */
export function mentionOf(word: string, mentions: readonly Mentioned[]): Mentioned | undefined {
  const index = /^\ue000(\d{1,5})\ue000$/.exec(word)?.[1];
  return index === undefined ? undefined : mentions[Number(index)];
}

/** A text as people saw it when they wrote it, with names again. */
export function spoken(text: string, mentions: readonly Mentioned[]): string {
  return text.replace(marked, (_, index?: string) => {
    const mentioned = index === undefined ? undefined : mentions[Number(index)];
    return mentioned === undefined ? '\ufffd' : `@${cut(withoutMarks(mentioned.text), longest)}`;
  });
}
