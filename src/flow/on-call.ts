import { barred, isInAny } from '../core/assess';
import type { Person } from '../core/person';
import type { Refusal } from '../core/refusal';
import type { Reply } from '../core/reply';
import { decidingRoles, eligibleDecidingRoles } from '../core/role-matrix';
import type { Request } from '../core/request/state';
import { ConversationGone, CouldNotCheck } from '../core/fault';
import type { Cards } from './cards';
import type { Caller, Means } from './means';
import { orCouldNotCheck, recognise } from './people';
import { load } from './records';

/** `approvals here`: from now on approval cards go to this conversation. Needs a role that could approve somebody. */
export async function approvalsHere(means: Means, cards: Cards, by: Caller, where: string): Promise<Reply> {
  const no = await orCouldNotCheck<Refusal | undefined>(
    means,
    () => mayNot(means, by),
    (refusal) => refusal,
  );
  if (no !== undefined) return { kind: 'refused', refusal: no };
  const place = { where: means.notices.roomOf(where), by: by.name, at: means.clock.now().toISOString() };
  const before = await means.onCall.get();
  await means.log.append(means.ids.request(), 0, [
    { at: place.at, type: 'on-call-set', by: by.id ?? null, where: place.where },
  ]);
  await means.onCall.set(place);
  if (before !== undefined && !means.notices.isSame(before.where, where)) {
    // Whoever reads there learns that approvals have moved, and by whom.
    cards.tell(before.where, { kind: 'on-call', place, here: false });
  }
  means.journal.note('approval cards go to another conversation', { by: by.id });
  cards.later(announceAll(means, cards));
  return { kind: 'on-call', place, here: true };
}

async function mayNot(means: Means, by: Caller): Promise<Refusal | undefined> {
  const known = await recognise(means, by);
  if (!known.ok) return known.refusal;
  const no = barred(known.standing);
  if (no !== undefined) return no;
  const { approverGroups } = means.policy;
  if (approverGroups.length > 0 && !isInAny(known.standing, approverGroups))
    return { kind: 'not-in-approver-groups' };
  if (decidingRoles(known.standing).length > 0) return undefined;
  return {
    kind: 'may-not-set-on-call',
    eligible: eligibleDecidingRoles(known.standing).map((role) => role.name),
  };
}

/** `approvals status`: for members of the home tenant. */
export async function approvalsStatus(means: Means, by: Caller, where: string): Promise<Reply> {
  const no = await orCouldNotCheck<Refusal | undefined>(
    means,
    async () => {
      const known = await recognise(means, by);
      return known.ok ? barred(known.standing) : known.refusal;
    },
    (refusal) => refusal,
  );
  if (no !== undefined) return { kind: 'refused', refusal: no };
  const place = await means.onCall.get();
  const here = await isOnCall(means, where);
  return { kind: 'on-call', here, ...(place === undefined ? {} : { place }) };
}

/** Whether approval cards go to this conversation. */
export async function isOnCall(means: Means, where: string): Promise<boolean> {
  const place = await means.onCall.get();
  return place !== undefined && means.notices.isSame(place.where, where);
}

/** Something came from this conversation: where the on-call one is reached may have changed with it. */
export async function keepCurrent(means: Means, where: string): Promise<void> {
  const place = await means.onCall.get();
  if (place === undefined || !means.notices.isSame(place.where, where)) return;
  const current = means.notices.roomOf(where);
  if (current !== place.where) await means.onCall.set({ ...place, where: current });
}

/** The bot was removed from a conversation: approval cards cannot go there any more. */
export async function leave(means: Means, where: string): Promise<void> {
  if (await isOnCall(means, where)) await goneFrom(means);
}

async function goneFrom(means: Means): Promise<void> {
  await means.onCall.set(undefined);
  means.journal.note('nobody is sent approval cards: the on-call conversation is gone', {});
}

/** Shows a request to the approvers, soon, if it waits for them and they have no card of it yet. */
export function announce(means: Means, cards: Cards, request: Request): void {
  if (request.phase !== 'awaiting-approval') return;
  cards.once(`announce ${request.id}`, async () => {
    const onCall = await means.onCall.get();
    if (onCall === undefined) return;
    // Asked right there: that card is the approvers' card.
    if (means.notices.isSame(request.where, onCall.where)) return;
    const places = await means.places.of(request.id);
    const isThere = places.some((place) => means.notices.isSame(place.where, onCall.where));
    if (isThere) return;
    const mention = await toMention(means, request);
    try {
      await cards.post(onCall.where, { kind: 'request', request, view: 'everybody', mention });
    } catch (cause) {
      if (!(cause instanceof ConversationGone)) throw cause;
      await goneFrom(means);
      // The asker's card says that approvers are asked there: not any more.
      await means.places.doubt(request.id);
      cards.bring(request.id);
    }
  });
}

/** The bot came (back) to the on-call conversation: what still waits for approvers is shown there once more. */
export async function showWaiting(means: Means, cards: Cards, where: string): Promise<void> {
  if (!(await isOnCall(means, where))) return;
  for (const id of await means.log.unfinished()) {
    const request = await load(means, id);
    if (request?.phase === 'awaiting-approval')
      await cards.post(where, { kind: 'request', request, view: 'everybody' });
  }
}

async function announceAll(means: Means, cards: Cards): Promise<void> {
  for (const id of await means.log.unfinished()) {
    const request = await load(means, id);
    if (request?.phase !== 'awaiting-approval') continue;
    announce(means, cards, request);
    // Cards that stand already may say that nobody is shown one.
    await means.places.doubt(id);
    cards.bring(id);
  }
}

/** Ringing phones is worth having and not worth waiting for: a look-up that fails rings nobody and stops nothing. */
export async function toMention(means: Means, request: Request): Promise<readonly Person[]> {
  const { approverGroups, mentionApprovers } = means.policy;
  if (approverGroups.length === 0 || mentionApprovers === 0) return [];
  try {
    const members = await means.directory.members(approverGroups, mentionApprovers);
    const uninvolved = (id: string): boolean =>
      ![request.by.id, ...request.targets.map(({ person }) => person.id)].includes(id as never);
    return members.filter(({ id }) => uninvolved(id));
  } catch (cause) {
    if (!(cause instanceof CouldNotCheck)) throw cause;
    means.journal.note('approvers could not be looked up to mention them', { request: request.id, cause });
    return [];
  }
}
