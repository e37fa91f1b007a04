import type { Outcome } from '../../../core/request/events';
import type { Request, Run } from '../../../core/request/state';
import type { Words } from '../words/words';
import { story, traces, whom, whomBriefly } from './facts';
import { box, button, card, fact, heading, line, part, type Card, type Element } from './parts';

/** The one card of a request, as the record has it now: a pure function of the state. */
export function requestCard(request: Request, words: Words): Card {
  switch (request.phase) {
    case 'awaiting-confirmation':
      return confirmation(request, words);
    case 'ready':
    case 'executing':
      return progress(request, words);
    case 'done':
      return outcome(request, words);
    case 'cancelled':
    case 'expired':
      return ended(request, words);
  }
}

function confirmation(request: Request, words: Words): Card {
  const { requestCard: say, labels, time } = words;
  return card(
    say.confirmSummary(request.code),
    [
      heading(say.confirmTitle),
      box(...request.targets.flatMap((target) => whom(target, words))),
      fact(labels.willHappen, say.willHappen.join(' '), 1_000),
      fact(labels.willNotHappen, say.willNotHappen, 1_000),
      part(...story(request, words), fact(labels.expires, time(request.expiresAt))),
    ],
    [button(say.confirm, 'confirm', request.id), button(say.cancel, 'cancel', request.id)],
  );
}

/** The press has arrived and is being checked: no buttons, so nobody presses in doubt. */
export function checkingCard(request: Request, words: Words): Card {
  const { requestCard: say } = words;
  if (request.phase !== 'awaiting-confirmation') return requestCard(request, words);
  return withoutButtons(request, words, say.checkingTitle, [say.checking]);
}

function progress(request: Request, words: Words): Card {
  const { title, said } = progressWords(request, words);
  return withoutButtons(request, words, title, [said]);
}

function progressWords(request: Request, { requestCard: say }: Words): { title: string; said: string } {
  const attempts = Object.values<Run>(request.runs).flatMap((run) => run.attempts);
  const last = attempts.at(-1);
  if (last === undefined) {
    return { title: say.readyTitle, said: say.ready(request.decision?.at ?? request.askedAt) };
  }
  if (last.answer === undefined) return { title: say.sendingTitle, said: say.sending(attempts.length) };
  const title = last.answer.kind === 'accepted' ? say.sentTitle : say.sendingTitle;
  return { title, said: say.answered(last.answer, last.answer.at) };
}

function outcome(request: Request, words: Words): Card {
  const [first] = Object.values<Run>(request.runs).map((run) => run.outcome);
  if (first === undefined) return progress(request, words);
  const { title, lines } = words.outcomeWords(first);
  const next = mayHaveWorked(first) ? words.afterwards : [];
  return withoutButtons(request, words, title, lines, [
    ...(next.length === 0 ? [] : [fact(words.labels.next, next.join(' '), 1_000)]),
  ]);
}

function mayHaveWorked(outcome: Outcome): boolean {
  return outcome.kind === 'verified' || outcome.kind === 'unverified';
}

function ended(request: Request, words: Words): Card {
  const { requestCard: say } = words;
  const at = request.decision?.at ?? request.expiresAt;
  return request.phase === 'cancelled'
    ? withoutButtons(request, words, say.cancelledTitle, [say.cancelled(at), say.startOver])
    : withoutButtons(request, words, say.expiredTitle, [say.expired(at), say.startOver]);
}

function withoutButtons(
  request: Request,
  words: Words,
  title: string,
  lines: readonly string[],
  more: readonly Element[] = [],
): Card {
  return card(words.requestCard.summary(request.code, title), [
    heading(title),
    box(...request.targets.flatMap((target) => whomBriefly(target, words))),
    ...lines.map((text) => line(text)),
    ...more,
    part(...story(request, words), ...traces(request, words)),
  ]);
}
