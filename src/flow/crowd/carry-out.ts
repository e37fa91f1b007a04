import type { PersonId } from '../../core/ids';
import { dueFor, notBegun, turnOf } from '../../core/request/crowd';
import { deadline } from '../../core/request/next';
import { isRunning, type Request } from '../../core/request/state';
import type { Cards } from '../cards';
import type { Means } from '../means';
import type { Crowd } from './crowd';
import { openLanes } from './lanes';
import { openPen } from './pen';
import { readBackMany } from './prove';
import { sendMany } from './send';
import { showing, type Showing } from './showing';
import { carriersOf } from './still';

/** Microsoft Graph takes so many in one call. */
const inOneCall = 20;
/** With no more than so many a crowd ends: they need not leave anything of Graph's quota to whoever comes meanwhile. */
const mostOfLast = 100;
/** So much goes on record at once: nobody else waits long for the record. */
const mostRecorded = 500;

/**
 * Carries out a request for many, twenty in a call and several calls at once. As for one, every turn asks the record and
 * `next` what follows; what is under way is known here alone, and whoever begins again finds what came of it on the record.
 */
export async function carryOutMany(means: Means, cards: Cards, opened: Request): Promise<void> {
  const card = showing(means, () => {
    cards.bring(opened.id);
  });
  const over = new AbortController();
  const crowd: Crowd = {
    means,
    pen: openPen(means, opened, () => {
      card.wrote();
    }),
    lanes: openLanes(means),
    seen: new Map(),
    carriers: carriersOf(means, opened),
    cut: AbortSignal.any([means.stopping, over.signal]),
  };
  try {
    while (goesOn(crowd)) await turn(crowd, card, over);
  } finally {
    // Whatever ended it, nothing of it goes on behind whoever begins again.
    over.abort();
    await crowd.lanes.all().finally(() => {
      card.last();
    });
  }
}

function goesOn({ means, pen, lanes }: Crowd): boolean {
  return !means.stopping.aborted && !lanes.hasFailed() && isRunning(pen.newest());
}

async function turn(crowd: Crowd, card: Showing, over: AbortController): Promise<void> {
  const { means, pen, lanes, seen } = crowd;
  const now = means.clock.now();
  const request = pen.newest();
  // Whoever waits for a turn to send need not wait any longer: nothing is sent any more.
  if (request.halt !== undefined || now.getTime() >= deadline(request, means.limits)) over.abort();
  const most = {
    record: mostRecorded,
    send: lanes.free('send') * inOneCall,
    readBack: lanes.free('read-back') * inOneCall,
  };
  const { record, send, readBack, wake } = turnOf(
    request,
    { seen, busy: lanes.busy },
    most,
    now,
    means.limits,
  );
  let left = notBegun(request, lanes.busy);
  for (const people of chunks(send)) {
    const hurry = left <= mostOfLast ? 'last' : 'behind';
    lanes.begin('send', people, () => sendMany(crowd, people, hurry));
    left -= people.length;
  }
  for (const people of chunks(readBack)) lanes.begin('read-back', people, () => readBackMany(crowd, people));
  if (record.length > 0) {
    await recordMany(crowd, record);
    return;
  }
  const showAt = card.soon();
  const first = showAt !== undefined && (wake === undefined || showAt < wake) ? showAt : wake;
  if ((await lanes.some(first)) === 'may-have-changed') await pen.refresh();
}

async function recordMany({ means, pen, seen }: Crowd, people: readonly PersonId[]): Promise<void> {
  await pen.write((request) =>
    people.flatMap((person) => {
      const due = dueFor(request, person, seen.get(person) ?? {}, means.clock.now(), means.limits);
      return due.do === 'record' ? [due.event] : [];
    }),
  );
}

function chunks(people: readonly PersonId[]): readonly (readonly PersonId[])[] {
  return Array.from({ length: Math.ceil(people.length / inOneCall) }, (_, index) =>
    people.slice(index * inOneCall, (index + 1) * inOneCall),
  );
}
