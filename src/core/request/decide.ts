import type { Code, PersonId } from '../ids';
import type { Person, Standing } from '../person';
import type { Policy, Verdict } from '../policy';
import type { Refusal } from '../refusal';
import type { Actor } from './decision';
import type { Event, Target } from './events';
import type { Request } from './state';

/** State and intent in; the event that happens, or the reason it does not, out. */
export type Decided =
  { readonly ok: true; readonly event: Event } | { readonly ok: false; readonly refusal: Refusal };

const yes = (event: Event): Decided => ({ ok: true, event });
const no = (refusal: Refusal): Decided => ({ ok: false, refusal });

export interface Ask {
  readonly now: Date;
  readonly code: Code;
  readonly requester: Standing;
  readonly targets: readonly Standing[];
  readonly verdict: Verdict;
  readonly policy: Policy;
  readonly reason?: string;
  readonly ticket?: string;
  readonly where: string;
}

/** Opens a request that the requester's own confirmation can settle. */
export function ask(intent: Ask): Decided {
  const { now, code, requester, targets, verdict, policy, where } = intent;
  const needed = approverNeeded(verdict);
  if (needed !== undefined) return no(needed);
  return yes({
    at: now.toISOString(),
    type: 'asked',
    code,
    by: actor(requester.person, verdict.role),
    targets: targets.map(asTarget),
    tier: verdict.tier,
    rule: verdict.rule,
    ...(intent.reason === undefined ? {} : { reason: intent.reason }),
    ...(intent.ticket === undefined ? {} : { ticket: intent.ticket }),
    expiresAt: new Date(now.getTime() + policy.expiryMinutes * 60_000).toISOString(),
    where,
  });
}

/** Why the requester's own word is not enough, if it is not. */
function approverNeeded({ rule, tier, coveringRoles }: Verdict): Refusal | undefined {
  return rule === 'confirm' ? undefined : { kind: 'needs-approver', rule, tier, roles: coveringRoles };
}

/** The requester presses "Revoke sessions". `verdict` is what the policy says on roles read for this press. */
export function confirm(request: Request, requester: Standing, verdict: Verdict, now: Date): Decided {
  const stopped = mayDecide(request, requester.person.id, now) ?? approverNeeded(verdict);
  if (stopped !== undefined) return no(stopped);
  return yes({ at: now.toISOString(), type: 'confirmed', by: actor(requester.person, verdict.role) });
}

/** The requester withdraws. Needs no role: nothing is sent. */
export function cancel(request: Request, by: PersonId, now: Date): Decided {
  const stopped = mayDecide(request, by, now);
  return stopped === undefined
    ? yes({ at: now.toISOString(), type: 'cancelled', by: request.by })
    : no(stopped);
}

/** Time is up: only a request that still waits can expire, and not before its time. */
export function expire(request: Request, now: Date): Decided {
  if (!isDue(request, now)) return no(alreadyDecided(request));
  return yes({ at: now.toISOString(), type: 'expired' });
}

/** Whether a waiting request has outlived its time, although nothing may have recorded that yet. */
export function isDue(request: Request, now: Date): boolean {
  return request.phase === 'awaiting-confirmation' && now.getTime() >= Date.parse(request.expiresAt);
}

/** What keeps this person from deciding on this request now, whatever their roles are. */
export function mayDecide(request: Request, by: PersonId, now: Date): Refusal | undefined {
  if (by !== request.by.id) return { kind: 'not-the-requester', requester: request.by.name };
  if (request.phase !== 'awaiting-confirmation') return alreadyDecided(request);
  if (isDue(request, now)) return { kind: 'already-decided', phase: 'expired' };
  return undefined;
}

function alreadyDecided({ phase, decision }: Request): Refusal {
  return { kind: 'already-decided', phase, ...(decision === undefined ? {} : { decision }) };
}

function actor({ id, name, address }: Person, role: string | undefined): Actor {
  return { id, name, address, ...(role === undefined ? {} : { role }) };
}

function asTarget(standing: Standing): Target {
  const roles = standing.roles.map((role) =>
    role.state === 'eligible' ? `${role.name} (eligible)` : role.name,
  );
  return { person: standing.person, roles: [...roles, ...standing.roleAssignableGroups] };
}
