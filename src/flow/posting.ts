import type { View } from '../core/place';
import type { Reply } from '../core/reply';
import type { Means } from './means';

/** In a chat of one's own the card is the asker's; anywhere else everybody sees it. */
export function viewAt(means: Means, where: string): View {
  return means.notices.isPersonal(where) ? 'asker' : 'everybody';
}

/** `shown` of a card that somebody pressed and Evict never knew: if it cannot be replaced, it is not posted anew. */
export const neverShown = -1;

type Shown = Extract<Reply, { kind: 'request' }>;

/** While it waits for approvers and no conversation is set where they would see it, the card says so. */
export async function withOnCall(means: Means, reply: Shown): Promise<Shown> {
  if (reply.request.phase !== 'awaiting-approval') return reply;
  return (await means.onCall.get()) === undefined ? { ...reply, noOnCall: true } : reply;
}

/** Posts a reply; remembers where it stands when it shows a request. */
export async function post(means: Means, where: string, reply: Reply): Promise<void> {
  if (reply.kind !== 'request') {
    await means.notices.post(where, reply);
    return;
  }
  const view = reply.view ?? viewAt(means, where);
  const said = await withOnCall(means, { ...reply, view });
  const { activityId } = await means.notices.post(where, said);
  const { id: request, shows: shown } = reply.request;
  await means.places.remember({ request, where, activityId, view, shown });
  // The on-call conversation may have come or gone while the card was on its way, unseen by whoever corrects known cards.
  if ((await withOnCall(means, reply)).noOnCall !== said.noOnCall) await means.places.doubt(request);
}
