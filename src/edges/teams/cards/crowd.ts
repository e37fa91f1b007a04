import type { LeftOut, LeftOutWhy } from '../../../core/left-out';
import type { Target } from '../../../core/request/events';
import type { Request } from '../../../core/request/state';
import type { Words } from '../words/words';
import { whom, whomBriefly } from './facts';
import { literal } from './literal';
import { bigLine, fact, line, type Element } from './parts';

/** Whom a request is about: one person, or many, with those who were named and are not among them. */
export type About = Pick<Request, 'targets' | 'leftOut' | 'sources'>;

/** Of many so few are shown; the others are counted, and stand on pages of their own. */
const mostShown = 5;
const mostLeftOut = 10;

export function isCrowd({ targets }: Pick<About, 'targets'>): boolean {
  return targets.length > 1;
}

/** Before the decision: enough to see that it is about the right people. `code`: under which everybody is told. */
export function whomAll(about: About, words: Words, code: string | undefined): Element[] {
  const { targets, leftOut = [] } = about;
  const { crowd: say } = words;
  const rest = targets.length - mostShown;
  const crowd = [
    ...counts(targets, words),
    ...targets.slice(0, mostShown).map((target) => line(nameOf(target))),
    ...(rest > 0 ? [line(say.more(rest))] : []),
  ];
  return [
    ...(isCrowd(about) ? [bigLine(say.people(targets.length))] : targets.flatMap((one) => whom(one, words))),
    ...origin(about, words),
    ...(isCrowd(about) ? crowd : []),
    ...named(leftOut, ['protected', 'not-allowed'], words),
    ...named(leftOut, ['not-recognised'], words),
    ...(code === undefined || (rest <= 0 && leftOut.length === 0) ? [] : [line(say.whole(code))]),
  ];
}

/** How many people, where they come from, and how many of those named are not among them. */
export function whomAllBriefly(about: About, words: Words): Element[] {
  const { targets } = about;
  return [
    ...(isCrowd(about)
      ? [bigLine(words.crowd.people(targets.length))]
      : targets.flatMap((target) => whomBriefly(target, words))),
    ...origin(about, words),
  ];
}

function origin({ leftOut = [], sources = [] }: About, { crowd: say, labels }: Words): Element[] {
  return [
    ...(sources.length === 0 ? [] : [fact(labels.from, sources.slice(0, 10).map(say.source).join(', '))]),
    ...(leftOut.length === 0 ? [] : [fact(labels.leftOut, say.leftOut(leftOut))]),
  ];
}

/** What is worth knowing of many before deciding. */
function counts(targets: readonly Target[], { labels, crowd: say }: Words): Element[] {
  const count = (is: (target: Target) => boolean): number => targets.filter(is).length;
  const privileged = count(({ roles }) => roles.length > 0);
  const disabled = count(({ person }) => !person.enabled);
  const synchronised = count(({ person }) => person.synchronised);
  const some = (label: string, number: number, note: readonly string[]): Element[] =>
    number === 0 ? [] : [fact(label, say.people(number)), ...note.map((text) => line(text))];
  return [
    ...some(labels.privileged, privileged, []),
    ...some(labels.disabled, disabled, [say.disabledNote]),
    ...some(labels.synchronised, synchronised, [say.synchronisedNote]),
  ];
}

/**
 * Who may not be revoked does not hide in a crowd, and what was not read does not get lost in one: each named with the row of
 * the file, up to ten.
 */
function named(leftOut: readonly LeftOut[], whys: readonly LeftOutWhy[], { crowd: say }: Words): Element[] {
  const of = leftOut.filter(({ why }) => whys.includes(why));
  const more = of.length - mostLeftOut;
  return [
    ...of.slice(0, mostLeftOut).map((one) => line(literal(say.leftOutLine(one), mostOfPerson))),
    ...(more > 0 ? [line(say.more(more))] : []),
  ];
}

/** Long names are cut: what stands behind them must not be pushed off the card. */
const mostOfName = 60;
export const mostOfPerson = 200;

export function nameOf({ person }: Target): string {
  return `${literal(person.name, mostOfName)}, ${literal(person.address, mostOfName)}`;
}
