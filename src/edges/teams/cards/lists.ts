import type { Reply } from '../../../core/reply';
import type { Event } from '../../../core/request/events';
import type { Request } from '../../../core/request/state';
import type { Words } from '../words/words';
import { literal } from './literal';
import { story, traces, whomBriefly } from './facts';
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
function stateOf(request: Request, { phaseName, outcomeWords }: Words): string {
  const [run] = request.runs;
  return run?.outcome === undefined ? phaseName(request.phase) : outcomeWords(run.outcome).title;
}

const mostEvents = 30;
/** Long names and reasons stand elsewhere on the card; thirty of them here would outgrow it. */
const mostOfEvent = 220;

/** `status`: the whole story of one request, without buttons. */
export function storyCard(request: Request, events: readonly Event[], words: Words): Card {
  const title = words.lists.storyTitle(request.code, stateOf(request, words));
  const all = merged(events);
  const shown = all.slice(-mostEvents);
  return card(title, [
    heading(title),
    box(...request.targets.flatMap((target) => whomBriefly(target, words))),
    ...story(request, words),
    part(
      ...(shown.length < all.length ? [line(words.lists.earlier(all.length - shown.length))] : []),
      ...shown.map(({ event, times }) => line(literal(words.happened(event, times), mostOfEvent))),
    ),
    ...traces(request, words),
  ]);
}

interface Happened {
  readonly event: Event;
  readonly times: number;
}

/** The same press refused again and again is one line, so that it does not push what matters off the card. */
function merged(events: readonly Event[]): readonly Happened[] {
  const lines = new Map<string, Happened>();
  for (const [index, event] of events.entries()) {
    const name =
      event.type === 'press-refused'
        ? `${String(event.by)} ${event.press} ${event.refusal.kind}`
        : String(index);
    const before = lines.get(name);
    lines.set(name, { event: before?.event ?? event, times: (before?.times ?? 0) + 1 });
  }
  return [...lines.values()];
}
