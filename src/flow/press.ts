import type { RequestId } from '../core/ids';
import type { Reply } from '../core/reply';
import type { Cards } from './cards';
import { cancel, confirm } from './confirm';
import type { Caller, Means } from './means';
import { orCouldNotCheck } from './people';
import { load, recordRefusal, type Changed } from './records';
import type { Runs } from './runs';

export const verbs = ['confirm', 'cancel'] as const;
export type Verb = (typeof verbs)[number];

export interface Press {
  readonly verb: Verb;
  readonly request: RequestId;
  readonly by: Caller;
  /** The conversation the button was pressed in; opaque here. */
  readonly where: string;
}

/** A press is answered in this time with what is true by then; the work goes on and the card follows. */
const answerWithinMs = 1_500;

/**
 * Somebody pressed a button. The verb and the request's id are all that is taken from the card; the rest is read
 * again. The answer is a card, or a refusal for the presser's eyes alone.
 */
export async function press(means: Means, runs: Runs, cards: Cards, pressed: Press): Promise<Reply> {
  const work = decide(means, runs, cards, pressed);
  const patience = new AbortController();
  const first = await Promise.race([work, means.clock.sleep(answerWithinMs, patience.signal)]);
  patience.abort();
  if (first !== undefined) return first;
  const request = await load(means, pressed.request);
  if (request === undefined) return work;
  cards.later(work.then((reply) => tellLate(means, cards, pressed, reply)));
  return { kind: 'checking', request };
}

async function decide(means: Means, runs: Runs, cards: Cards, pressed: Press): Promise<Reply> {
  const { request: id, by, verb } = pressed;
  const step = (): Promise<Changed> => (verb === 'confirm' ? confirm(means, id, by) : cancel(means, id, by));
  const changed = await orCouldNotCheck<Changed>(means, step, (refusal) => ({ ok: false, refusal }));
  if (!changed.ok) return refused(means, pressed, changed);
  const run = verb === 'confirm' ? runs.start(id) : Promise.resolve();
  cards.bring(id);
  await Promise.race([run, means.clock.sleep(answerWithinMs / 3, means.stopping)]);
  return { kind: 'request', request: (await load(means, id)) ?? changed.request };
}

/** On record, and said: an old press on a request that is over shows how it ended, anything else says why not. */
async function refused(
  means: Means,
  pressed: Press,
  { refusal, request }: Changed & { ok: false },
): Promise<Reply> {
  if (request !== undefined || refusal.kind !== 'request-unknown') {
    await recordRefusal(means, pressed.request, pressed.verb, pressed.by, refusal);
  }
  const ended =
    refusal.kind === 'already-decided' && request !== undefined && request.by.id === pressed.by.id;
  return ended ? { kind: 'request', request } : { kind: 'refused', refusal };
}

/** The client was told "checking" and may show that: the stored card is sent again, a refusal in words as well. */
async function tellLate(
  means: Means,
  cards: Cards,
  { request: id, where }: Press,
  reply: Reply,
): Promise<void> {
  await means.places.doubt(id);
  cards.bring(id);
  if (reply.kind === 'refused') await means.notices.post(where, reply);
}
