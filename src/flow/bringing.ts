import { ConversationGone } from '../core/fault';
import type { RequestId } from '../core/ids';
import type { Place } from '../core/place';
import type { Request } from '../core/request/state';
import type { Means } from './means';
import { backOffMs } from './persistently';
import { neverShown, post, withOnCall } from './posting';
import { load } from './records';

/** Brings cards to the state of their requests. */
interface Bringing {
  /** Soon; calls for one request while one is under way are merged. */
  readonly bring: (id: RequestId) => void;
  /** Every card that shows less than its request; those that failed a moment ago wait a little. */
  readonly behind: () => Promise<void>;
}

export function createBringing(means: Means, later: (work: Promise<unknown>) => void): Bringing {
  const bringing = new Map<RequestId, { again: boolean }>();
  const failing = new Map<RequestId, Failing>();

  const bring = (id: RequestId): void => {
    const under = bringing.get(id);
    if (under !== undefined) {
      under.again = true;
      return;
    }
    const turn = { again: false };
    bringing.set(id, turn);
    const work = bringOnce(means, id).finally(() => {
      bringing.delete(id);
      if (turn.again && !means.stopping.aborted) bring(id);
    });
    later(work);
    work.then(
      () => failing.delete(id),
      () => failing.set(id, backOff(means, failing.get(id))),
    );
  };

  const behind = async (): Promise<void> => {
    const now = means.clock.now().getTime();
    for (const { request } of await means.places.behind()) {
      if (now >= (failing.get(request)?.until ?? 0)) bring(request);
    }
  };

  return { bring, behind };
}

/** Cards of a request that Teams does not take: how often so far, and not before when they are tried again. */
interface Failing {
  readonly times: number;
  readonly until: number;
}

function backOff({ clock }: Means, before: Failing | undefined): Failing {
  const times = (before?.times ?? 0) + 1;
  return { times, until: clock.now().getTime() + backOffMs(times) };
}

async function bringOnce(means: Means, id: RequestId): Promise<void> {
  const places = await means.places.of(id);
  const request = await load(means, id);
  if (request === undefined) return;
  const behind = places.filter((place) => place.shown < request.shows);
  const done = await Promise.allSettled(behind.map((place) => bringPlace(means, place, request)));
  const failed = done.find((result) => result.status === 'rejected');
  if (failed !== undefined)
    throw new Error('a card could not be brought up to date', { cause: failed.reason });
}

async function bringPlace(means: Means, place: Place, request: Request): Promise<void> {
  const reply = await withOnCall(means, { kind: 'request', request, view: place.view });
  if ((await means.notices.update(place, reply)) === 'shown') {
    await means.places.replaced(place, request.shows);
    return;
  }
  // It cannot be replaced where it stood: the newest state goes to the same conversation as a new message. Only then is the
  // old place forgotten, so that a message Teams does not take now is tried again.
  try {
    if (place.shown !== neverShown) await post(means, place.where, reply);
  } catch (cause) {
    if (!(cause instanceof ConversationGone)) throw cause;
    means.journal.note('a conversation is gone, and its card with it', { request: request.id });
  }
  await means.places.forget(place);
}
