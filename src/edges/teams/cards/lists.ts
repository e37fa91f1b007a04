import type { Event } from '../../../core/request/events';
import type { Request } from '../../../core/request/state';
import type { Words } from '../words/words';
import { literal } from './literal';
import { story, traces, whomBriefly } from './facts';
import { box, card, fact, heading, line, part, type Card } from './parts';

/** `pending` and `history`: one line for each request. */
export function listCard(list: 'pending' | 'history', requests: readonly Request[], words: Words): Card {
  const { lists } = words;
  const title = list === 'pending' ? lists.pendingTitle : lists.historyTitle;
  if (requests.length === 0) return card(title, [heading(title), line(lists.none)]);
  return card(title, [
    heading(title),
    ...requests.map((request) => fact(request.code, inShort(request, words))),
    line(lists.more),
  ]);
}

function inShort(request: Request, { lists, phaseName, outcomeWords, time }: Words): string {
  const [target, ...others] = request.targets;
  const [run] = Object.values(request.runs);
  const state = run?.outcome === undefined ? phaseName(request.phase) : outcomeWords(run.outcome).title;
  return lists.inShort(
    target?.person.name ?? '',
    others.length,
    state,
    request.by.name,
    time(request.askedAt),
  );
}

const mostEvents = 30;
/** Long names and reasons stand elsewhere on the card; thirty of them here would outgrow it. */
const mostOfEvent = 220;

/** `status`: the whole story of one request, without buttons. */
export function storyCard(request: Request, events: readonly Event[], words: Words): Card {
  const title = words.lists.storyTitle(request.code, words.phaseName(request.phase));
  const shown = events.slice(-mostEvents);
  return card(title, [
    heading(title),
    box(...request.targets.flatMap((target) => whomBriefly(target, words))),
    ...story(request, words),
    part(
      ...(shown.length < events.length ? [line(words.lists.earlier(events.length - shown.length))] : []),
      ...shown.map((event) => line(literal(words.happened(event), mostOfEvent))),
    ),
    ...traces(request, words),
  ]);
}
