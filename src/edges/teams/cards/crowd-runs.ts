import type { Outcome, Target } from '../../../core/request/events';
import { endedIn, estimate, tallyOf, type Tally } from '../../../core/request/tally';
import { runOf, type Request } from '../../../core/request/state';
import type { Words } from '../words/words';
import { mostOfPerson, nameOf, whomAllBriefly } from './crowd';
import { story } from './facts';
import { literal } from './literal';
import { box, button, card, fact, heading, line, part, type Action, type Card, type Element } from './parts';

const mostNamed = 10;

/** A request for many while it is carried out. */
export function crowdProgress(request: Request, words: Words): Card {
  const { crowd: say } = words;
  const tally = tallyOf(request);
  const done = endedIn(tally);
  const left = estimate(request);
  const isStopped = request.halt !== undefined;
  const title = (isStopped ? say.stoppingTitle : say.progressTitle)(done, tally.all);
  return whole(
    request,
    words,
    title,
    [
      line(say.bar(done, tally.all)),
      ...counted(tally, words),
      ...(left === undefined ? [] : [line(say.left(left.leftMs, left.at))]),
      ...halted(request, words),
    ],
    isStopped ? [] : [button(say.stop, 'stop', request.id)],
  );
}

/** How it ended for many: counts first, then those a person has to look at, by name. */
export function crowdOutcome(request: Request, words: Words): Card {
  const { crowd: say, labels } = words;
  const tally = tallyOf(request);
  const { failed, verified, unverified } = tally.ended;
  const next = [
    ...(failed === 0 ? [] : [say.retryNext(request.code)]),
    ...(unverified === 0 ? [] : [say.unverifiedNext]),
    ...(verified + unverified === 0 ? [] : say.afterwards),
  ];
  return whole(
    request,
    words,
    say.doneTitle(tally),
    [
      ...confirmedWhen(request, words),
      ...counted(tally, words),
      ...named(request, words),
      line(say.whole(request.code)),
      ...halted(request, words),
      ...(next.length === 0 ? [] : [fact(labels.next, next.join(' '), 1_000)]),
    ],
    [...(failed === 0 ? [] : [button(say.retry, 'retry', request.id)]), button(say.file, 'file', request.id)],
  );
}

function whole(
  request: Request,
  words: Words,
  title: string,
  said: readonly Element[],
  actions: readonly Action[],
): Card {
  return card(
    words.requestCard.summary(request.code, title),
    [heading(title), box(...whomAllBriefly(request, words)), ...said, part(...story(request, words))],
    actions,
  );
}

function counted({ all, sent, ended }: Tally, { labels, crowd: say }: Words): Element[] {
  const { verified, unverified, failed, skipped } = ended;
  const open = all - verified - unverified - failed - skipped;
  // Who was skipped after an attempt in vain is among the sent, and ended.
  const notSent = Math.max(0, all - sent - skipped);
  const some = (label: string, number: number): Element[] =>
    number === 0 ? [] : [fact(label, say.people(number))];
  return [
    ...some(labels.confirmed, verified),
    ...some(labels.notConfirmed, unverified),
    ...some(labels.failed, failed),
    ...some(labels.notDone, skipped),
    ...some(labels.underWay, Math.max(0, open - notSent)),
    ...some(labels.notSentYet, Math.min(open, notSent)),
  ];
}

function confirmedWhen({ runs }: Request, { crowd: say }: Words): Element[] {
  const times = runs
    .flatMap(({ outcome }) => (outcome?.kind === 'verified' ? [outcome.evidence.readAt] : []))
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  const [first] = times;
  const last = times.at(-1);
  return first === undefined || last === undefined ? [] : [line(say.confirmedBetween(first, last))];
}

const worstFirst: readonly Outcome['kind'][] = ['failed', 'unverified', 'skipped'];

/** Everybody for whom it is not confirmed, failed ones first, up to ten. */
function named(request: Request, { crowd: say }: Words): Element[] {
  const of = (kind: Outcome['kind']): readonly (readonly [Target, Outcome])[] =>
    request.targets.flatMap((target) => {
      const outcome = runOf(request, target.person.id)?.outcome;
      return outcome?.kind === kind ? [[target, outcome] as const] : [];
    });
  const all = worstFirst.flatMap(of);
  return [
    ...all
      .slice(0, mostNamed)
      .map(([target, outcome]) =>
        line(literal(`${nameOf(target)}: ${say.outcome(outcome)}`, mostOfPerson + 60)),
      ),
    ...(all.length > mostNamed ? [line(say.more(all.length - mostNamed))] : []),
  ];
}

function halted({ halt }: Request, { haltWords }: Words): Element[] {
  return halt === undefined ? [] : haltWords(halt).map((text) => line(text));
}
