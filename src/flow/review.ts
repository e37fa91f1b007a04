import { asApprover } from '../core/approver';
import { approversNeeded } from '../core/tier';
import { assessUnder, goingOn } from '../core/assess';
import type { RequestId } from '../core/ids';
import type { Standing } from '../core/person';
import type { Refusal } from '../core/refusal';
import { approve as decideApprove, mayReview, reject as decideReject } from '../core/request/decide';
import type { Request } from '../core/request/state';
import type { Caller, Means } from './means';
import { aboutThem, policiesOf, recognise, targetsNow, type Known } from './people';
import { change, load, type Changed } from './records';

/** An on-call responder presses "Approve": their roles and the targets' are read now, the decision is put on record. */
export async function approve(means: Means, id: RequestId, by: Caller): Promise<Changed> {
  const read = await readForReview(means, id, by);
  if (!read.ok) return read;
  const { approver, role, request, requester, targets } = read;
  if (!requester.ok)
    return { ok: false, refusal: aboutThem(requester.refusal, request.by, 'asker'), request };
  const assessment = assessUnder(policiesOf(means, request), requester.standing, targets);
  if (!assessment.ok)
    return { ok: false, refusal: aboutThem(assessment.refusal, request.by, 'asker'), request };
  // A policy tightened since the ask may want more approvers; one loosened to none still wants this one.
  const needed = Math.max(approversNeeded(assessment.verdict.rule), 1);
  return change(means, id, (newest) => decideApprove(newest, approver, role, needed, means.clock.now()));
}

/**
 * "Reject", with the reason if one was given: the first one ends the request. Nothing is sent, so what became of the asker
 * or of the policy does not matter.
 */
export async function reject(
  means: Means,
  id: RequestId,
  by: Caller,
  reason: string | undefined,
): Promise<Changed> {
  const read = await readForReview(means, id, by);
  if (!read.ok) return read;
  const { approver, role } = read;
  return change(means, id, (newest) => decideReject(newest, approver, role, reason, means.clock.now()));
}

type ForReview =
  | {
      readonly ok: true;
      readonly request: Request;
      readonly approver: Standing;
      readonly role: string;
      readonly requester: Known;
      readonly targets: readonly Standing[];
    }
  | { readonly ok: false; readonly refusal: Refusal; readonly request?: Request };

async function readForReview(means: Means, id: RequestId, by: Caller): Promise<ForReview> {
  if (by.id === undefined) return { ok: false, refusal: { kind: 'caller-unknown' } };
  const request = await load(means, id);
  if (request === undefined) return { ok: false, refusal: { kind: 'request-unknown' } };
  // Cheap "no"s first: a press that cannot count causes no look-up.
  const early = mayReview(request, by.id, means.clock.now());
  if (early !== undefined) return { ok: false, refusal: early, request };
  const [known, requester, targets] = await Promise.all([
    recognise(means, by),
    recognise(means, request.by),
    targetsNow(means, request),
  ]);
  if (!known.ok) return { ...known, request };
  if (targets.missing !== undefined) return { ok: false, refusal: targets.missing, request };
  const policies = policiesOf(means, request);
  const standings = requester.ok
    ? goingOn(policies, requester.standing, targets.standings)
    : targets.standings;
  const approver = asApprover(policies, known.standing, standings);
  if (!approver.ok) return { ...approver, request };
  return { ok: true, request, approver: known.standing, role: approver.role, requester, targets: standings };
}
