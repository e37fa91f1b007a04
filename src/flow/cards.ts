import type { RequestId } from '../core/ids';
import { createBringing } from './bringing';
import type { Reply } from '../core/reply';
import type { Means } from './means';
import { post } from './posting';
import { load } from './records';

/** Keeps every card as new as its request, in the background. What fails stays on the to-do list of `Places`. */
export interface Cards {
  /** Posts a reply; remembers where it stands when it shows a request. Throws when Teams did not take it. */
  post(where: string, reply: Reply): Promise<void>;
  /** Brings the cards of one request up to date, soon; calls while one is under way are merged. */
  bring(id: RequestId): void;
  /** Cards behind their request, and requests whose card was lost. */
  heal(): Promise<void>;
  /** The same as `later`, unless work of this name is already under way. */
  once(name: string, work: () => Promise<unknown>): void;
  /** Work that goes on after its answer; a failure is logged, and awaited by `idle`. */
  later(work: Promise<unknown>): void;
  idle(): Promise<void>;
}

/** A request younger than this may still be about to get its first card. */
const firstCardMs = 20_000;

export function createCards(means: Means): Cards {
  const working = new Set<Promise<unknown>>();

  const later = (work: Promise<unknown>): void => {
    const safe = work.catch((cause: unknown) => {
      means.journal.note('work on a card failed and is tried again', { cause });
    });
    working.add(safe);
    void safe.finally(() => working.delete(safe));
  };

  const bringing = createBringing(means, later);
  const underWay = new Set<string>();
  const once = (name: string, work: () => Promise<unknown>): void => {
    if (underWay.has(name)) return;
    underWay.add(name);
    later(work().finally(() => underWay.delete(name)));
  };

  // A card that waits its turn in a busy conversation is on its way, however long that takes, and not lost.
  const posting = new Set<RequestId>();
  const postNoted = async (where: string, reply: Reply): Promise<void> => {
    if (reply.kind !== 'request') return post(means, where, reply);
    const { id } = reply.request;
    posting.add(id);
    try {
      await post(means, where, reply);
    } finally {
      posting.delete(id);
    }
  };

  const heal = async (): Promise<void> => {
    await bringing.behind();
    const before = new Date(means.clock.now().getTime() - firstCardMs);
    const lost = (await means.places.without(before)).filter((id) => !posting.has(id));
    for (const id of lost) once(`repost ${id}`, () => repost(means, id));
  };

  return {
    post: postNoted,
    bring: bringing.bring,
    heal,
    once,
    later,
    idle: async () => {
      while (working.size > 0) await Promise.all(working);
    },
  };
}

/** The bot may have died between the record and the chat; a second card is harmless, none is not. */
async function repost(means: Means, id: RequestId): Promise<void> {
  const request = await load(means, id);
  if (request !== undefined) await post(means, request.where, { kind: 'request', request });
}
