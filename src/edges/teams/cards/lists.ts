import type { Reply } from '../../../core/reply';
import type { Event } from '../../../core/request/events';
import type { Request } from '../../../core/request/state';
import { endedIn, tallyOf } from '../../../core/request/tally';
import type { Words } from '../words/words';
import { literal } from './literal';
import { isCrowd, whomAllBriefly } from './crowd';
import { story, traces } from './facts';
import { box, card, fact, heading, line, part, type Card } from './parts';

type List = Extract<Reply, { kind: 'list' }>;

/** `pending` and `history`: one line for each request. */
export function listCard({ list, requests, more }: List, words: Words): Card {
  const { lists } = words;
  const title = list === 'pending' ? lists.pendingTitle : lists.historyTitle;
  if (requests.length === 0) return card(title, [heading(title), line(lists.none)]);
  return card(title, [
    heading(title),
    ...requests.map((request) => fact(request.code, inShort(request, words))),
    ...(more === true ? [line(list === 'pending' ? lists.morePending : lists.moreHistory)] : []),
    line(lists.wholeStory),
  ]);
}

function inShort(request: Request, words: Words): string {
  const { lists, time } = words;
  const [target, ...others] = request.targets;
  return lists.inShort(
    target?.person.name ?? '',
    others.length,
    stateOf(request, words),
    request.by.name,
    time(request.askedAt),
  );
}

/** The outcome once there is one: "done" would be said of a failure too. */
function stateOf(request: Request, { phaseName, outcomeWords, crowd }: Words): string {
  if (isCrowd(request)) {
    const tally = tallyOf(request);
    const isWaiting = request.runs.every(
      ({ attempts, outcome }) => attempts.length === 0 && outcome === undefined,
    );
    return isWaiting ? phaseName(request.phase) : crowd.inShort(endedIn(tally), tally);
  }
  const [run] = request.runs;
  return run?.outcome === undefined ? phaseName(request.phase) : outcomeWords(run.outcome).title;
}

const mostEvents = 30;
/** Long names and reasons stand elsewhere on the card; thirty of them here would outgrow it. */
const mostOfEvent = 220;

/** `status`: the whole story of one request, without buttons. */
export function storyCard(request: Request, events: readonly Event[], words: Words): Card {
  const title = words.lists.storyTitle(request.code, stateOf(request, words));
  const all = merged(events, isCrowd(request));
  const shown = all.slice(-mostEvents);
  return card(title, [
    heading(title),
    box(...whomAllBriefly(request, words)),
    ...story(request, words),
    part(
      ...(shown.length < all.length ? [line(words.lists.earlier(all.length - shown.length))] : []),
      ...shown.map((one) => line(literal(inWords(one, words), mostOfEvent))),
    ),
    ...(isCrowd(request) ? [] : traces(request, words)),
  ]);
}

interface Happened {
  readonly event: Event;
  readonly times: number;
  /** Of many alike the last. */
  readonly until: string;
}

function inWords({ event, times, until }: Happened, words: Words): string {
  const forEach = words.happenedForEach(event, times, until);
  return forEach ?? words.happened(event, times);
}

/**
 * The same press refused again and again is one line, so that it does not push what matters off the card. Of many people what
 * happened for each is counted.
 */
function merged(events: readonly Event[], isForMany: boolean): readonly Happened[] {
  const lines = new Map<string, Happened>();
  for (const [index, event] of events.entries()) {
    const name = (isForMany ? ofEach(event) : undefined) ?? ofPress(event) ?? String(index);
    const before = lines.get(name);
    lines.set(name, { event: before?.event ?? event, times: (before?.times ?? 0) + 1, until: event.at });
  }
  return [...lines.values()];
}

function ofPress(event: Event): string | undefined {
  if (event.type !== 'press-refused') return undefined;
  return `${String(event.by)} ${event.press} ${event.refusal.kind}`;
}

/** What is counted together of the things that happen for each person. */
function ofEach(event: Event): string | undefined {
  switch (event.type) {
    case 'attempted':
      return event.type;
    case 'answered':
      return `${event.type} ${event.answer.kind}`;
    case 'settled':
      return `${event.type} ${event.outcome.kind}`;
    case 'asked':
    case 'ask-refused':
    case 'supported':
    case 'on-call-set':
    case 'carried-over':
    case 'confirmed':
    case 'approved':
    case 'rejected':
    case 'reminded':
    case 'cancelled':
    case 'expired':
    case 'press-refused':
    case 'halted':
      return undefined;
  }
}
