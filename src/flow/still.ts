import { asApprover } from '../core/approver';
import { approversNeeded } from '../core/tier';
import { assessUnder } from '../core/assess';
import type { Standing } from '../core/person';
import type { Refusal } from '../core/refusal';
import type { Halt } from '../core/request/events';
import type { Actor } from '../core/request/decision';
import type { Request } from '../core/request/state';
import type { Means } from './means';
import { aboutThem, policiesOf, recognise, targetsNow, type Known } from './people';

/**
 * `gone`: there is no account left to send anything about.
 *
 * The last look before sending, on roles as they are this moment: why it may not be sent any more, if so. Whoever asked
 * must still be allowed to, and every decision that carries it must still count. Throws `CouldNotCheck`.
 */
export async function notAllowedAnyMore(means: Means, request: Request): Promise<Halt | 'gone' | undefined> {
  const asker = request.decision?.kind === 'confirmed' ? (request.decision.by ?? request.by) : request.by;
  // All at once: somebody in danger waits for this.
  const [{ standings }, known, approvers] = await Promise.all([
    targetsNow(means, request),
    recognise(means, asker),
    Promise.all(request.approvals.map((approval) => recognise(means, approval))),
  ]);
  if (standings.length === 0) return 'gone';
  const refusal =
    askerLost(means, request, { actor: asker, known }, standings) ??
    approverLost(means, request, approvers, standings);
  return refusal === undefined ? undefined : { kind: 'not-allowed-any-more', refusal };
}

function askerLost(
  means: Means,
  request: Request,
  { actor, known }: { readonly actor: Actor; readonly known: Known },
  targets: readonly Standing[],
): Refusal | undefined {
  const as = request.decision?.kind === 'confirmed' ? 'decider' : 'asker';
  if (!known.ok) return aboutThem(known.refusal, actor, as);
  const assessment = assessUnder(policiesOf(means, request), known.standing, targets);
  if (!assessment.ok) return aboutThem(assessment.refusal, actor, as);
  const { rule, tier, coveringRoles } = assessment.verdict;
  if (request.approvals.length >= approversNeeded(rule)) return undefined;
  return { kind: 'needs-approver', rule, tier, roles: coveringRoles };
}

/** @param approvers in the order of the approvals */
function approverLost(
  means: Means,
  request: Request,
  approvers: readonly Known[],
  targets: readonly Standing[],
): Refusal | undefined {
  for (const [index, approval] of request.approvals.entries()) {
    const known = approvers[index];
    if (known?.ok !== true)
      return aboutThem(known?.refusal ?? { kind: 'caller-unknown' }, approval, 'decider');
    const approver = asApprover(policiesOf(means, request), known.standing, targets);
    if (!approver.ok) return aboutThem(approver.refusal, approval, 'decider');
  }
  return undefined;
}
