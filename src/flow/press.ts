import type { RequestId } from '../core/ids';
import type { View } from '../core/place';
import type { Reply } from '../core/reply';
import type { Request } from '../core/request/state';
import type { Cards } from './cards';
import { cancel, confirm } from './confirm';
import { expireIfDue } from './expire';
import { isStopping, type Caller, type Means } from './means';
import { isOnCall } from './on-call';
import { orCouldNotCheck, orCouldNotRecord } from './people';
import { persistently } from './persistently';
import { neverShown, viewAt } from './posting';
import { load, recordRefusal, type Changed } from './records';
import { approve, reject } from './review';
import type { Runs } from './runs';
import { answerWithinMs } from './soon';
import { stop } from './stop';

const decisions = ['confirm', 'approve', 'reject', 'cancel', 'stop'] as const;
export type Verb = (typeof decisions)[number];

/** Every button there is. */
export const verbs = [...decisions, 'retry', 'pick', 'file'] as const;

export interface Press {
  readonly verb: (typeof verbs)[number];
  readonly request: RequestId;
  readonly by: Caller;
  /** The conversation the button was pressed in; opaque here. */
  readonly where: string;
  /** The card that was pressed on; absent when the decision was typed. */
  readonly activityId?: string;
  /** Why, for a rejection. */
  readonly reason?: string;
  /** Whom they mean, of several people of one name. */
  readonly choice?: string;
}

/** A press that decides about a request. */
export type Decisive = Press & { readonly verb: Verb };

export function isDecisive(pressed: Press): pressed is Decisive {
  return decisions.some((verb) => verb === pressed.verb);
}

/**
 * Somebody pressed a button. The verb, the request's id and a reason are all that is taken from the card; the rest is
 * read again. The answer is a card, or a refusal for the presser's eyes alone.
 */
export async function press(means: Means, runs: Runs, cards: Cards, pressed: Decisive): Promise<Reply> {
  if (isStopping(means)) return orCouldNotRecord(means, () => refused(means, cards, pressed, restarting));
  const stray = await misplaced(means, pressed);
  if (stray !== undefined) return orCouldNotRecord(means, () => refused(means, cards, pressed, stray));
  const work = decideAndAnswer(means, runs, cards, pressed);
  const patience = new AbortController();
  const cut = AbortSignal.any([patience.signal, means.stopping]);
  const first = await Promise.race([work, means.clock.sleep(answerWithinMs, cut)]);
  patience.abort();
  if (first !== undefined) return first;
  const request = await load(means, pressed.request);
  if (request === undefined) return work;
  const told = work.catch((cause: unknown): Reply => {
    means.journal.note('a press could not be recorded', {
      request: pressed.request,
      press: pressed.verb,
      cause,
    });
    return { kind: 'refused', refusal: { kind: 'could-not-record' } };
  });
  cards.later(told.then((reply) => tellLate(means, cards, pressed, reply)));
  // The client must not be left with "checking": what it shows is sent again by whoever runs next.
  cards.later(
    untilStopping(means, told).then(async (stopped) => {
      if (stopped) await means.places.doubt(request.id);
    }),
  );
  return isStopping(means)
    ? { kind: 'refused', refusal: { kind: 'restarting', begun: true } }
    : { kind: 'checking', request };
}

/** A typed decision begins here: nothing stands there yet that could say "checking" and follow, so it waits for the truth. */
export function decideAndAnswer(means: Means, runs: Runs, cards: Cards, pressed: Decisive): Promise<Reply> {
  return orCouldNotRecord(means, () => decide(means, runs, cards, pressed));
}

async function decide(means: Means, runs: Runs, cards: Cards, pressed: Decisive): Promise<Reply> {
  const { request: id } = pressed;
  const changed = await orCouldNotCheck<Changed>(
    means,
    () => step(means, pressed),
    (refusal) => ({ ok: false, refusal }),
  );
  if (!changed.ok) return refused(means, cards, pressed, changed);
  means.meters.pressed(pressed.verb, 'counted');
  await adopt(means, pressed);
  const isDecided = changed.request.phase === 'ready';
  const run = isDecided ? runs.start(id) : Promise.resolve();
  cards.bring(id);
  await Promise.race([run, means.clock.sleep(answerWithinMs / 3, means.stopping)]);
  const request = (await load(means, id)) ?? changed.request;
  return { kind: 'request', request, view: await viewOf(means, pressed) };
}

/** The card stays what it is, also where the approvers' card stands in a chat of one person. */
export async function viewOf(means: Means, { request, where, activityId }: Press): Promise<View> {
  const places = await means.places.of(request);
  return places.find((place) => place.activityId === activityId)?.view ?? viewAt(means, where);
}

function step(means: Means, { verb, request, by, reason }: Decisive): Promise<Changed> {
  switch (verb) {
    case 'confirm':
      return confirm(means, request, by);
    case 'approve':
      return approve(means, request, by);
    case 'reject':
      return reject(means, request, by, reason);
    case 'cancel':
      return cancel(means, request, by);
    case 'stop':
      return stop(means, request, by);
  }
}

/** A card pressed in a conversation where none of this request was posted: forwarded, or forged. */
async function misplaced(means: Means, pressed: Decisive): Promise<No | undefined> {
  const { request: id, activityId } = pressed;
  if (activityId === undefined) return undefined;
  const request = await load(means, id);
  if (request === undefined) return { ok: false, refusal: { kind: 'request-unknown' } };
  const isStray = await isMisplaced(means, request, pressed);
  return isStray ? { ok: false, refusal: { kind: 'wrong-conversation' }, request } : undefined;
}

/** Whether none of a request's cards stands in this conversation. */
export async function isMisplaced(
  means: Means,
  request: Request,
  { where }: Pick<Press, 'where'>,
): Promise<boolean> {
  const places = await means.places.of(request.id);
  // In the on-call conversation a card may stand whose answer from Teams was lost.
  const isHere =
    [request, ...places].some((place) => means.notices.isSame(place.where, where)) ||
    (await isOnCall(means, where));
  return !isHere;
}

/**
 * A card whose answer from Teams was lost is not known; pressed with success, it is, and follows its request from then on.
 * Only then: whoever may decide nothing must not be able to name messages for Evict to replace.
 */
async function adopt(means: Means, { request, where, activityId }: Press): Promise<void> {
  if (activityId === undefined || (await means.places.isKnown(activityId))) return;
  await means.places.remember({ request, where, activityId, view: viewAt(means, where), shown: neverShown });
}

type No = Changed & { readonly ok: false };

const restarting: No = { ok: false, refusal: { kind: 'restarting', begun: false } };

/** Whether the process was asked to stop before this was over. */
async function untilStopping({ stopping }: Means, work: Promise<unknown>): Promise<boolean> {
  if (stopping.aborted) return true;
  const over = new AbortController();
  const stop = new Promise<true>((resolve) => {
    stopping.addEventListener(
      'abort',
      () => {
        resolve(true);
      },
      { once: true, signal: over.signal },
    );
  });
  const first = await Promise.race([stop, work.then(() => false)]);
  over.abort();
  return first;
}

/** On record, and said: an old press on a request that is over shows how it ended, anything else says why not. */
async function refused(
  means: Means,
  cards: Cards,
  pressed: Decisive,
  { refusal, request }: No,
): Promise<Reply> {
  means.meters.pressed(pressed.verb, refusal.kind);
  if (request !== undefined || refusal.kind !== 'request-unknown') {
    await recordRefusal(means, pressed.request, pressed.verb, pressed.by, refusal);
  }
  if (refusal.kind !== 'already-decided' || request === undefined) return { kind: 'refused', refusal };
  const newest = await expireIfDue(means, cards, request);
  return maySeeCard(newest, pressed)
    ? { kind: 'request', request: newest, view: await viewOf(means, pressed) }
    : { kind: 'refused', refusal };
}

/** The final card goes to people it stands in front of already: in the chat where they pressed. */
function maySeeCard(request: Request, { by, activityId }: Press): boolean {
  return activityId !== undefined || request.by.id === by.id;
}

/**
 * The client was told "checking" and may show that: the stored card is sent again. A refusal is for the presser alone: in a
 * chat of their own it is said, elsewhere only that they should press again, which answers privately.
 */
async function tellLate(
  means: Means,
  cards: Cards,
  { request: id, where, by }: Press,
  reply: Reply,
): Promise<void> {
  // The words first: they need only Teams, and are wanted most when the record is what does not answer.
  if (reply.kind === 'refused') {
    const isPrivate = means.notices.isPersonal(where);
    cards.tell(where, isPrivate ? reply : { kind: 'press-again', name: by.name });
  }
  // Whether or not they arrive, the card must not go on saying "checking".
  await persistently(means, () => means.places.doubt(id));
  cards.bring(id);
}
