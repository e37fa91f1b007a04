import type { TargetRef } from '../core/command/command';
import type { Code } from '../core/ids';
import type { Refusal } from '../core/refusal';
import type { Reply } from '../core/reply';
import { runOf, type Request } from '../core/request/state';
import { askAndShow } from './asked';
import type { Cards } from './cards';
import { isStopping, type Caller, type Means } from './means';
import { orCouldNotCheck, orCouldNotRecord } from './people';
import { isMisplaced, viewOf, type Press } from './press';
import { load } from './records';
import { inTime } from './soon';
import { maySeeNow } from './tell';

/** `retry R-7F3K2`: asks anew, for those of a request for whom it failed, and for nobody else. */
export async function retry(
  means: Means,
  cards: Cards,
  asking: { readonly by: Caller; readonly where: string },
  code: Code,
): Promise<Reply> {
  const id = await means.log.idOf(code);
  const request = id === undefined ? undefined : await load(means, id);
  return request === undefined ? unknown : askAgain(means, cards, asking, request);
}

/** The button: the card it stands on stays, and the new request gets one of its own below. */
export async function pressRetry(means: Means, cards: Cards, pressed: Press): Promise<Reply> {
  if (isStopping(means)) return { kind: 'refused', refusal: { kind: 'restarting', begun: false } };
  const request = await load(means, pressed.request);
  if (request === undefined) return unknown;
  if (await isMisplaced(means, request, pressed))
    return { kind: 'refused', refusal: { kind: 'wrong-conversation' } };
  const work = orCouldNotRecord(means, () => askAgain(means, cards, pressed, request));
  const stays: Reply = { kind: 'request', request, view: await viewOf(means, pressed) };
  const reply = await inTime(means, cards, pressed, work, stays);
  means.meters.pressed('retry', reply.kind === 'refused' ? reply.refusal.kind : 'counted');
  if (reply.kind === 'refused' || reply === stays) return reply;
  cards.later(cards.post(pressed.where, reply));
  return stays;
}

const unknown: Reply = { kind: 'refused', refusal: { kind: 'request-unknown' } };

/** Through the same door as any ask: roles, policy and decision are those of now. */
function askAgain(
  means: Means,
  cards: Cards,
  { by, where }: { readonly by: Caller; readonly where: string },
  request: Request,
): Promise<Reply> {
  const step = async (): Promise<Reply> => {
    if (!(await maySeeNow(means, by, request))) return unknown;
    const { code, reason, ticket } = request;
    const failed = failedOf(request);
    if (!failed.ok) return { kind: 'refused', refusal: failed.refusal };
    const why = { ...(reason === undefined ? {} : { reason }), ...(ticket === undefined ? {} : { ticket }) };
    const command = { kind: 'revoke', targets: failed.targets, ...why } as const;
    return askAndShow(means, cards, { by, where, typed: `retry ${code}`, command, retryOf: code });
  };
  return orCouldNotCheck(means, step, (refusal) => ({ kind: 'refused', refusal }));
}

type Failed =
  | { readonly ok: true; readonly targets: readonly [TargetRef, ...TargetRef[]] }
  | { readonly ok: false; readonly refusal: Refusal };

function failedOf(request: Request): Failed {
  if (request.phase !== 'done') return { ok: false, refusal: { kind: 'not-done-yet', phase: request.phase } };
  const [first, ...others] = request.targets
    .filter(({ person }) => runOf(request, person.id)?.outcome?.kind === 'failed')
    .map(({ person }): TargetRef => ({ kind: 'id', id: person.id }));
  return first === undefined
    ? { ok: false, refusal: { kind: 'nobody-failed' } }
    : { ok: true, targets: [first, ...others] };
}
