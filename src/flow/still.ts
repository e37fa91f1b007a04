import { asApprover } from '../core/approver';
import { approversNeeded } from '../core/tier';
import { assessUnder } from '../core/assess';
import type { Standing } from '../core/person';
import type { Refusal } from '../core/refusal';
import type { Halt } from '../core/request/events';
import type { Actor } from '../core/request/decision';
import type { Request } from '../core/request/state';
import type { Means } from './means';
import { aboutThem, policiesOf, recognise, targetsNow } from './people';

/**
 * `gone`: there is no account left to send anything about.
 *
 * The last look before sending, on roles as they are this moment: why it may not be sent any more, if so. Whoever asked
 * must still be allowed to, and every decision that carries it must still count. Throws `CouldNotCheck`.
 */
export async function notAllowedAnyMore(means: Means, request: Request): Promise<Halt | 'gone' | undefined> {
  const { standings } = await targetsNow(means, request);
  if (standings.length === 0) return 'gone';
  const asker = request.decision?.kind === 'confirmed' ? (request.decision.by ?? request.by) : request.by;
  const refusal =
    (await askerLost(means, request, asker, standings)) ?? (await approverLost(means, request, standings));
  return refusal === undefined ? undefined : { kind: 'not-allowed-any-more', refusal };
}

async function askerLost(
  means: Means,
  request: Request,
  asker: Actor,
  targets: readonly Standing[],
): Promise<Refusal | undefined> {
  const as = request.decision?.kind === 'confirmed' ? 'decider' : 'asker';
  const known = await recognise(means, asker);
  if (!known.ok) return aboutThem(known.refusal, asker, as);
  const assessment = assessUnder(policiesOf(means, request), known.standing, targets);
  if (!assessment.ok) return aboutThem(assessment.refusal, asker, as);
  const { rule, tier, coveringRoles } = assessment.verdict;
  if (request.approvals.length >= approversNeeded(rule)) return undefined;
  return { kind: 'needs-approver', rule, tier, roles: coveringRoles };
}

async function approverLost(
  means: Means,
  request: Request,
  targets: readonly Standing[],
): Promise<Refusal | undefined> {
  for (const approval of request.approvals) {
    const known = await recognise(means, approval);
    if (!known.ok) return aboutThem(known.refusal, approval, 'decider');
    const approver = asApprover(policiesOf(means, request), known.standing, targets);
    if (!approver.ok) return aboutThem(approver.refusal, approval, 'decider');
  }
  return undefined;
}
