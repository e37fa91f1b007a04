import { asApprover } from '../../core/approver';
import { assessUnder, barred, isInAny, mayAskAboutOthers } from '../../core/assess';
import { decidingRoles, eligibleDecidingRoles } from '../../core/role-matrix';
import type { Standing } from '../../core/person';
import type { Refusal } from '../../core/refusal';
import type { Actor } from '../../core/request/decision';
import type { Request } from '../../core/request/state';
import { approversNeeded } from '../../core/tier';
import type { Means } from '../means';
import { aboutThem, policiesOf, recognise } from '../people';

/** Whose word carries the request, as the directory has them now; or why it does not carry it any more. */
export type Carriers =
  | { readonly ok: true; readonly asker: Known; readonly approvers: readonly Known[] }
  | { readonly ok: false; readonly refusal: Refusal };

interface Known {
  readonly actor: Actor;
  readonly standing: Standing;
}

/** So long what was read of them counts for everybody who is about to be sent: the roles of a few people, asked for thousands. */
const keptMs = 5_000;

/** Reads whose word carries the request, once for all who ask within five seconds. Throws `CouldNotCheck`. */
export function carriersOf(means: Means, request: Request): () => Promise<Carriers> {
  let read: { readonly at: number; readonly carriers: Promise<Carriers> } | undefined;
  return () => {
    const now = means.clock.now().getTime();
    if (read === undefined || Math.abs(now - read.at) >= keptMs) {
      const carriers = readCarriers(means, request);
      read = { at: now, carriers };
      carriers.catch(() => {
        if (read?.carriers === carriers) read = undefined;
      });
    }
    return read.carriers;
  };
}

async function readCarriers(means: Means, request: Request): Promise<Carriers> {
  const policies = policiesOf(means, request);
  const by = confirmer(request) ?? request.by;
  const as = confirmer(request) === undefined ? 'asker' : 'decider';
  const asker = await recognise(means, by);
  if (!asker.ok) return no(aboutThem(asker.refusal, by, as));
  for (const policy of policies) {
    const refusal = mayAskAboutOthers(policy, asker.standing);
    if (refusal !== undefined) return no(aboutThem(refusal, by, as));
    if (request.targets.length > policy.bulkThreshold) {
      const rule = policy.tiers.bulk;
      if (rule === 'never') return no({ kind: 'policy-says-never', tier: 'bulk' });
      if (request.approvals.length < approversNeeded(rule))
        return no({ kind: 'needs-approver', rule, tier: 'bulk', roles: request.coveringRoles });
    }
  }
  const approvers: Known[] = [];
  for (const actor of request.approvals) {
    const known = await recognise(means, actor);
    const refusal = known.ok ? lost(policies, request, known.standing) : known.refusal;
    if (!known.ok || refusal !== undefined)
      return no(aboutThem(refusal ?? { kind: 'caller-unknown' }, actor, 'decider'));
    approvers.push({ actor, standing: known.standing });
  }
  return { ok: true, asker: { actor: by, standing: asker.standing }, approvers };
}

function no(refusal: Refusal): Carriers {
  return { ok: false, refusal };
}

function confirmer({ decision }: Request): Actor | undefined {
  return decision?.kind === 'confirmed' ? decision.by : undefined;
}

/** Why somebody's approval counts for nobody any more. */
function lost(
  policies: ReturnType<typeof policiesOf>,
  request: Request,
  approver: Standing,
): Refusal | undefined {
  const outside = policies.some(
    ({ approverGroups }) => approverGroups.length > 0 && !isInAny(approver, approverGroups),
  );
  if (outside) return barred(approver) ?? { kind: 'not-in-approver-groups' };
  if (decidingRoles(approver).length > 0) return barred(approver);
  const eligible = eligibleDecidingRoles(approver).map(({ name }) => name);
  return barred(approver) ?? { kind: 'role-does-not-cover', roles: request.coveringRoles, eligible };
}

/** Why nothing may be sent for this one of many any more, on what was read right now. */
export function notAllowedAlone(
  means: Means,
  request: Request,
  { asker, approvers }: Carriers & { readonly ok: true },
  target: Standing,
): Refusal | undefined {
  const policies = policiesOf(means, request);
  const as = confirmer(request) === undefined ? 'asker' : 'decider';
  const assessment = assessUnder(policies, asker.standing, [target]);
  if (!assessment.ok) return aboutThem(assessment.refusal, asker.actor, as);
  const { rule, tier, coveringRoles } = assessment.verdict;
  if (request.approvals.length < approversNeeded(rule))
    return { kind: 'needs-approver', rule, tier, roles: coveringRoles };
  for (const { actor, standing } of approvers) {
    const approver = asApprover(policies, standing, [target]);
    if (!approver.ok) return aboutThem(approver.refusal, actor, 'decider');
  }
  return undefined;
}
