import type { Halt, Outcome } from '../../../core/request/events';
import type { View } from '../../../core/place';
import { isWaiting, type Request } from '../../../core/request/state';
import type { Words } from '../words/words';
import { isCrowd, whomAllBriefly } from './crowd';
import { crowdOutcome, crowdProgress } from './crowd-runs';
import { story, traces } from './facts';
import { box, card, fact, heading, line, part, type Card, type Element } from './parts';
import { approval, confirmation, waitingForApprover } from './waiting';

/** The one card of a request, as the record has it now: a pure function of the state and of whom it is for. */
export function requestCard(request: Request, words: Words, { view, noOnCall }: Shown = {}): Card {
  switch (request.phase) {
    case 'awaiting-confirmation':
      return confirmation(request, words);
    case 'awaiting-approval':
      return view === 'everybody'
        ? approval(request, words, noOnCall === true)
        : waitingForApprover(request, words, noOnCall === true);
    case 'ready':
    case 'executing':
      return isCrowd(request) ? crowdProgress(request, words) : progress(request, words);
    case 'done':
      return isCrowd(request) ? crowdOutcome(request, words) : outcome(request, words);
    case 'rejected':
    case 'cancelled':
    case 'expired':
      return ended(request, words);
  }
}

export interface Shown {
  readonly view?: View;
  readonly noOnCall?: true;
}

/** The press has arrived and is being checked: no buttons, so nobody presses in doubt. */
export function checkingCard(request: Request, words: Words): Card {
  const { requestCard: say } = words;
  if (!isWaiting(request)) return requestCard(request, words);
  return withoutButtons(request, words, say.checkingTitle, [say.checking]);
}

function progress(request: Request, words: Words): Card {
  const { title, said } = progressWords(request, words);
  return withoutButtons(request, words, title, [said]);
}

function progressWords(request: Request, { requestCard: say }: Words): { title: string; said: string } {
  const attempts = request.runs.flatMap((run) => run.attempts);
  const last = attempts.at(-1);
  if (last === undefined) {
    return { title: say.readyTitle, said: say.ready(request.decision?.at ?? request.askedAt) };
  }
  if (last.answer === undefined) return { title: say.sendingTitle, said: say.sending(attempts.length) };
  const title = last.answer.kind === 'accepted' ? say.sentTitle : say.sendingTitle;
  return { title, said: say.answered(last.answer, last.answer.at) };
}

function outcome(request: Request, words: Words): Card {
  const [first] = request.runs.map((run) => run.outcome);
  if (first === undefined) return progress(request, words);
  const { title, lines } = words.outcomeWords(first);
  const next = mayHaveWorked(first) ? words.afterwards : [];
  const halted =
    request.halt === undefined || first.kind === 'skipped' ? [] : haltedLines(request.halt, words);
  return withoutButtons(
    request,
    words,
    title,
    [...lines, ...halted],
    [...(next.length === 0 ? [] : [fact(words.labels.next, next.join(' '), 1_000)])],
  );
}

/** Sent, and then stopped: both belong on the card. */
function haltedLines(halt: Halt, { requestCard: say, haltWords }: Words): readonly string[] {
  return [say.haltedAfter, ...haltWords(halt)];
}

function mayHaveWorked(outcome: Outcome): boolean {
  return outcome.kind === 'verified' || outcome.kind === 'unverified';
}

function ended(request: Request, words: Words): Card {
  const { requestCard: say } = words;
  const at = request.phase === 'expired' ? request.expiresAt : (request.decision?.at ?? request.expiresAt);
  switch (request.decision?.kind) {
    case 'rejected':
      return withoutButtons(request, words, say.rejectedTitle, [say.rejected(at)]);
    case 'cancelled':
      return withoutButtons(request, words, say.cancelledTitle, [say.cancelled(at), say.startOver]);
    case 'expired':
    case 'confirmed':
    case 'approved':
    case undefined:
      return withoutButtons(request, words, say.expiredTitle, [say.expired(at), say.startOver]);
  }
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
    box(...whomAllBriefly(request, words)),
    ...lines.map((text) => line(text)),
    ...more,
    part(...story(request, words), ...(isCrowd(request) ? [] : traces(request, words))),
  ]);
}
