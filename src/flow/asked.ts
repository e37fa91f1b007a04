import type { Reply } from '../core/reply';
import { ask } from './ask';
import type { Cards } from './cards';
import type { Asking } from './consider';
import type { Means } from './means';
import { announce, isOnCall, toMention } from './on-call';

/** Asks; a request that waits for approvers is shown to them. Asked where they are, the answer is their card, and rings them. */
export async function askAndShow(means: Means, cards: Cards, asking: Asking): Promise<Reply> {
  const reply = await ask(means, cards, asking);
  if (reply.kind !== 'request' || reply.request.phase !== 'awaiting-approval') return reply;
  announce(means, cards, reply.request);
  const isFirst = (await means.places.of(reply.request.id)).length === 0;
  if (!isFirst || !(await isOnCall(means, reply.request.where))) return reply;
  return { ...reply, mention: await toMention(means, reply.request) };
}
