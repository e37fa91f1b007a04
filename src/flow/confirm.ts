import type { RequestId } from '../core/ids';
import { cancel as decideCancel, confirm as decideConfirm, mayConfirm } from '../core/request/decide';
import type { Caller, Means } from './means';
import { reassess, recognise, targetsNow } from './people';
import { change, load, type Changed } from './records';

/** The requester presses "Revoke sessions": roles are read again, the decision is put on record. */
export async function confirm(means: Means, id: RequestId, by: Caller): Promise<Changed> {
  if (by.id === undefined) return { ok: false, refusal: { kind: 'caller-unknown' } };
  const request = await load(means, id);
  if (request === undefined) return { ok: false, refusal: { kind: 'request-unknown' } };
  // Cheap "no"s first: nobody else's press causes a look-up.
  const early = mayConfirm(request, by.id, means.clock.now());
  if (early !== undefined) return { ok: false, refusal: early, request };
  const [known, targets] = await Promise.all([recognise(means, by), targetsNow(means, request)]);
  if (!known.ok) return { ...known, request };
  const assessment = reassess(means, request, known.standing, targets);
  if (!assessment.ok) return { ok: false, refusal: assessment.refusal, request };
  return change(means, id, (newest) =>
    decideConfirm(newest, known.standing, assessment.verdict, means.clock.now()),
  );
}

/** The requester withdraws; needs no look-up, so it works when Graph does not. */
export async function cancel(means: Means, id: RequestId, by: Caller): Promise<Changed> {
  const { id: person } = by;
  if (person === undefined) return { ok: false, refusal: { kind: 'caller-unknown' } };
  return change(means, id, (request) => decideCancel(request, person, means.clock.now()));
}
