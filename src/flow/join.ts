import type { Why } from '../core/command/command';
import type { OpenKind } from '../core/ports';
import type { Standing } from '../core/person';
import type { Reply } from '../core/reply';
import { isDue, support } from '../core/request/decide';
import { isOver, type Request } from '../core/request/state';
import type { Cards } from './cards';
import type { Assessed } from './consider';
import { expireIfDue } from './expire';
import type { Means } from './means';
import { load } from './records';

export type Joined = Extract<Reply, { kind: 'request' }>;

/**
 * A message that Teams sends again, or somebody else's ask for the same people, joins the request that is open for them.
 * Undefined: there is none to join, or it ended just now.
 */
export async function joinOpen(
  means: Means,
  cards: Cards,
  assessed: Assessed,
  why: Why,
): Promise<Joined | undefined> {
  for (const kind of kindsToJoin(assessed)) {
    const joined = await join(means, cards, kind, assessed, why);
    if (joined !== undefined) return joined;
  }
  return undefined;
}

/** The request that an ask would join now; nothing is written. */
export async function openAlready(means: Means, assessed: Assessed): Promise<Request | undefined> {
  for (const kind of kindsToJoin(assessed)) {
    const request = await open(means, kind, assessed);
    if (request !== undefined && !isOver(request) && !isDue(request, means.clock.now())) return request;
  }
  return undefined;
}

/** Whoever could confirm joins either; whoever needs an approver is not helped by a request that somebody else confirms. */
function kindsToJoin({ requester, targets: [target, ...others], verdict }: Assessed): readonly OpenKind[] {
  if (others.length === 0 && target?.person.id === requester.person.id) return ['own'];
  return verdict.rule === 'confirm' ? ['approval', 'confirm'] : ['approval'];
}

async function open(means: Means, kind: OpenKind, { targets }: Assessed): Promise<Request | undefined> {
  const ids = targets.map(({ person }) => person.id);
  const id = await means.log.openFor(ids, kind);
  return id === undefined ? undefined : load(means, id);
}

async function join(
  means: Means,
  cards: Cards,
  kind: OpenKind,
  assessed: Assessed,
  why: Why,
): Promise<Joined | undefined> {
  const { requester, verdict } = assessed;
  for (;;) {
    const found = await open(means, kind, assessed);
    const request = found === undefined ? undefined : await expireIfDue(means, cards, found);
    if (request === undefined || isOver(request)) return undefined;
    const { id } = request;
    const event = support(request, requester, verdict.role, why, means.clock.now());
    if (event === undefined) return joinedBy(requester, request);
    if ((await means.log.append(id, request.version, [event])) !== 'appended') continue;
    cards.bring(id);
    return joinedBy(requester, (await load(means, id)) ?? request);
  }
}

/** Whoever joins somebody else's request may well decide on it: theirs is the card with every button. */
function joinedBy({ person }: Standing, request: Request): Joined {
  return person.id === request.by.id
    ? { kind: 'request', request }
    : { kind: 'request', request, joined: true, view: 'everybody' };
}
