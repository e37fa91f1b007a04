import { choose } from '../core/pick';
import type { Reply } from '../core/reply';
import { askAndShow } from './asked';
import type { Cards } from './cards';
import { isStopping, type Means } from './means';
import { orCouldNotRecord } from './people';
import { viewAt } from './posting';
import type { Press } from './press';
import { inTime } from './soon';

/**
 * Somebody says which of several people of one name they mean. The record of the ask that could not go on is what is picked
 * from; then it goes on as if the object id had been typed, with every check anew.
 */
export async function pick(means: Means, cards: Cards, picked: Press): Promise<Reply> {
  if (isStopping(means)) return { kind: 'refused', refusal: { kind: 'restarting', begun: false } };
  const { where, by } = picked;
  const work = orCouldNotRecord(means, () => goOn(means, cards, picked));
  const reply = await inTime(means, cards, { where, by }, work, { kind: 'looking-up' });
  if (reply.kind === 'request') await takeOver(means, cards, picked, reply);
  return reply;
}

async function goOn(means: Means, cards: Cards, picked: Press): Promise<Reply> {
  const { request: id, by, where, choice } = picked;
  const [refused] = await means.log.read(id);
  // The same answer for whatever is no such ask: an id that was made up, a request, a card from somewhere else.
  const isHere =
    refused?.type === 'ask-refused' &&
    refused.where !== undefined &&
    means.notices.isSame(refused.where, where);
  if (!isHere) return { kind: 'refused', refusal: { kind: 'request-unknown' } };
  const chosen = choose(refused, by.id, choice, means.clock.now(), means.policy.expiryMinutes);
  means.meters.pressed('pick', chosen.ok ? 'counted' : chosen.refusal.kind);
  if (!chosen.ok) return { kind: 'refused', refusal: chosen.refusal };
  return askAndShow(means, cards, { by, where, typed: refused.typed, command: chosen.command });
}

/** The card that was picked on shows the request from now on. The stored one too: Teams brings it back after a reaction. */
async function takeOver(
  means: Means,
  cards: Cards,
  { where, activityId }: Press,
  { request, view = viewAt(means, where) }: Extract<Reply, { kind: 'request' }>,
): Promise<void> {
  if (activityId === undefined) return;
  await means.places.remember({ request: request.id, where, activityId, view, shown: 0 });
  cards.bring(request.id);
}
