import type { RequestId } from '../core/ids';
import type { Place } from '../core/ports';
import type { Reply } from '../core/reply';
import type { Means } from './means';
import { load } from './records';

/** Keeps every card as new as its request, in the background. What fails stays on the to-do list of `Places`. */
export interface Cards {
  /** Posts a reply; remembers where it stands when it shows a request. Throws when Teams did not take it. */
  post(where: string, reply: Reply): Promise<void>;
  /** Brings the cards of one request up to date, soon; calls while one is under way are merged. */
  bring(id: RequestId): void;
  /** Cards behind their request, and requests whose card was lost. */
  heal(): Promise<void>;
  /** Work that goes on after its answer; a failure is logged, and awaited by `idle`. */
  later(work: Promise<unknown>): void;
  idle(): Promise<void>;
}

/** A request younger than this may still be about to get its first card. */
const firstCardMs = 20_000;

export function createCards(means: Means): Cards {
  const bringing = new Map<RequestId, { again: boolean }>();
  const working = new Set<Promise<unknown>>();

  const later = (work: Promise<unknown>): void => {
    const safe = work.catch((cause: unknown) => {
      means.journal.error('work on a card failed and is tried again', { cause });
    });
    working.add(safe);
    void safe.finally(() => working.delete(safe));
  };

  const bring = (id: RequestId): void => {
    const under = bringing.get(id);
    if (under !== undefined) {
      under.again = true;
      return;
    }
    const turn = { again: false };
    bringing.set(id, turn);
    later(
      bringOnce(means, id).finally(() => {
        bringing.delete(id);
        if (turn.again && !means.stopping.aborted) bring(id);
      }),
    );
  };

  const heal = async (): Promise<void> => {
    for (const place of await means.places.behind()) bring(place.request);
    const before = new Date(means.clock.now().getTime() - firstCardMs);
    for (const id of await means.places.without(before)) await repost(means, id);
  };

  return {
    post: (where, reply) => post(means, where, reply),
    bring,
    heal,
    later,
    idle: async () => {
      while (working.size > 0) await Promise.all(working);
    },
  };
}

async function post(means: Means, where: string, reply: Reply): Promise<void> {
  const { activityId } = await means.notices.post(where, reply);
  if (reply.kind !== 'request') return;
  const { id: request, shows: shown } = reply.request;
  await means.places.remember({ request, where, activityId, shown });
}

/** The bot may have died between the record and the chat; a second card is harmless, none is not. */
async function repost(means: Means, id: RequestId): Promise<void> {
  const request = await load(means, id);
  if (request !== undefined) await post(means, request.where, { kind: 'request', request });
}

async function bringOnce(means: Means, id: RequestId): Promise<void> {
  const places = await means.places.of(id);
  const request = await load(means, id);
  if (request === undefined) return;
  const behind = places.filter((place) => place.shown < request.shows);
  await Promise.all(
    behind.map(async (place: Place) => {
      const updated = await means.notices.update(place, { kind: 'request', request });
      if (updated === 'shown') await means.places.remember({ ...place, shown: request.shows });
      else await replace(means, place, { kind: 'request', request });
    }),
  );
}

/** The card cannot be replaced where it stood: the newest state goes to the same conversation as a new message. */
async function replace(means: Means, place: Place, reply: Reply): Promise<void> {
  await means.places.forget(place);
  await post(means, place.where, reply);
}
