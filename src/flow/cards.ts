import type { RequestId } from '../core/ids';
import { createBringing } from './bringing';
import type { Reply } from '../core/reply';
import type { Means } from './means';
import { persistently } from './persistently';
import { post } from './posting';
import { load } from './records';
import { createWorking, type Working } from './working';

/** Keeps every card as new as its request, in the background. What fails stays on the to-do list of `Places`. */
export interface Cards extends Working {
  /** Posts a reply; remembers where it stands when it shows a request. Throws when Teams did not take it. */
  post(where: string, reply: Reply): Promise<void>;
  /** Brings the cards of one request up to date, soon; calls while one is under way are merged. */
  bring(id: RequestId): void;
  /** Cards behind their request, and requests whose card was lost. */
  heal(): Promise<void>;
  /** Posts what nothing reminds of, in the background: tried again for minutes, and then given up. */
  tell(where: string, reply: Reply): void;
}

/** A request younger than this may still be about to get its first card. */
const firstCardMs = 20_000;

export function createCards(means: Means): Cards {
  const working = createWorking(means);
  const tell = (where: string, reply: Reply): void => {
    const work = persistently(means, () => post(means, where, reply));
    working.track(
      work.catch((cause: unknown) => {
        means.journal.note('a message could not be sent and is not sent again', { what: reply.kind, cause });
      }),
    );
  };

  const bringing = createBringing(means, (work) => {
    working.later(work);
  });

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
    for (const id of lost) working.once(`repost ${id}`, () => repost(means, id));
  };

  return {
    post: postNoted,
    bring: bringing.bring,
    heal,
    tell,
    ...working,
  };
}

/** The bot may have died between the record and the chat; a second card is harmless, none is not. */
async function repost(means: Means, id: RequestId): Promise<void> {
  const request = await load(means, id);
  if (request !== undefined) await post(means, request.where, { kind: 'request', request });
}
