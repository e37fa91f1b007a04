import type { Code, PersonId } from '../ids';
import type { Person, Standing } from '../person';
import type { Verdict } from '../assess';
import { mostSupports } from '../bounds';
import type { Why } from '../command/command';
import type { Policy } from '../policy';
import type { Refusal } from '../refusal';
import type { Actor, Phase } from './decision';
import type { LeftOut, Source } from '../left-out';
import type { Event, Target } from './events';
import { decidingRoles } from '../role-matrix';
import { isWaiting, type Request } from './state';

/** State and intent in; the event that happens, or the reason it does not, out. */
export type Decided =
  { readonly ok: true; readonly event: Event } | { readonly ok: false; readonly refusal: Refusal };

const yes = (event: Event): Decided => ({ ok: true, event });
const no = (refusal: Refusal): Decided => ({ ok: false, refusal });

export type Asked = Extract<Event, { type: 'asked' }>;

export interface Ask {
  readonly now: Date;
  readonly code: Code;
  readonly requester: Standing;
  readonly targets: readonly Standing[];
  readonly leftOut?: readonly LeftOut[];
  readonly sources?: readonly Source[];
  readonly retryOf?: Code;
  readonly verdict: Verdict;
  readonly policy: Policy;
  readonly reason?: string;
  readonly ticket?: string;
  readonly where: string;
}

/** Opens a request: it waits for its requester's confirmation, or for approvers, as the verdict says. */
export function ask(intent: Ask): Asked {
  const { now, code, requester, targets, leftOut = [], sources = [], verdict, policy, where } = intent;
  return {
    at: now.toISOString(),
    type: 'asked',
    code,
    by: actor(requester.person, askingRole(requester, verdict.role)),
    targets: targets.map(asTarget),
    ...(leftOut.length === 0 ? {} : { leftOut }),
    ...(sources.length === 0 ? {} : { sources }),
    tier: verdict.tier,
    rule: verdict.rule,
    coveringRoles: verdict.coveringRoles,
    ...(intent.reason === undefined ? {} : { reason: intent.reason }),
    ...(intent.ticket === undefined ? {} : { ticket: intent.ticket }),
    ...(intent.retryOf === undefined ? {} : { retryOf: intent.retryOf }),
    expiresAt: new Date(now.getTime() + policy.expiryMinutes * 60_000).toISOString(),
    where,
    policy,
  };
}

/** Somebody else asks for the same: noted a few times at most, and only while it is open. Undefined: nothing to note. */
export function support(
  request: Request,
  by: Standing,
  role: string | undefined,
  why: Why,
  now: Date,
): Event | undefined {
  const says = why.reason !== undefined || why.ticket !== undefined;
  if (!isWaiting(request) || isDue(request, now)) return undefined;
  if (request.supporters.filter(({ id }) => id === by.person.id).length >= mostSupports) return undefined;
  if (isAsker(request, by.person.id) && (!says || isSaid(request, why))) return undefined;
  return { at: now.toISOString(), type: 'supported', by: actor(by.person, askingRole(by, role)), ...why };
}

/** The same line sent again adds nothing; the same ask with another reason or ticket does. */
function isSaid(request: Request, { reason, ticket }: Why): boolean {
  return [request, ...request.supporters].some((said) => said.reason === reason && said.ticket === ticket);
}

/** The role somebody asks with: one that covers everybody, else one that lets them ask at all, if it was a role. */
function askingRole(requester: Standing, covering: string | undefined): string | undefined {
  return covering ?? decidingRoles(requester)[0]?.name;
}

/** Who asked for it, first or later while it was open. */
export function isAsker(request: Request, person: PersonId): boolean {
  return request.by.id === person || request.supporters.some(({ id }) => id === person);
}

/** Somebody who asked presses "Revoke sessions". `verdict` is what the policy says on roles read for this press. */
export function confirm(request: Request, asker: Standing, verdict: Verdict, now: Date): Decided {
  const stopped = mayConfirm(request, asker.person.id, now);
  if (stopped !== undefined) return no(stopped);
  const { rule, tier, coveringRoles } = verdict;
  if (rule !== 'confirm') return no({ kind: 'needs-approver', rule, tier, roles: coveringRoles });
  return yes({ at: now.toISOString(), type: 'confirmed', by: actor(asker.person, verdict.role) });
}

/** What keeps this person from confirming now, whatever their roles are. */
export function mayConfirm(request: Request, by: PersonId, now: Date): Refusal | undefined {
  if (!isAsker(request, by)) return { kind: 'not-the-requester', requester: request.by.name };
  return mayDecide(request, 'awaiting-confirmation', now);
}

/** An approver's yes. `role` covers every target on roles read for this press; `needed` is the quorum in force. */
export function approve(request: Request, by: Standing, role: string, needed: number, now: Date): Decided {
  const stopped = mayReview(request, by.person.id, now);
  if (stopped !== undefined) return no(stopped);
  return yes({ at: now.toISOString(), type: 'approved', by: actor(by.person, role), needed });
}

/** An approver's no: the first one ends it. */
export function reject(
  request: Request,
  by: Standing,
  role: string,
  reason: string | undefined,
  now: Date,
): Decided {
  const stopped = mayReview(request, by.person.id, now);
  if (stopped !== undefined) return no(stopped);
  const why = reason === undefined ? {} : { reason };
  return yes({ at: now.toISOString(), type: 'rejected', by: actor(by.person, role), ...why });
}

/** What keeps this person from approving or rejecting now, whatever their roles are. */
export function mayReview(request: Request, by: PersonId, now: Date): Refusal | undefined {
  const closed = mayDecide(request, 'awaiting-approval', now);
  if (closed !== undefined) return closed;
  if (by === request.by.id) return { kind: 'own-request' };
  if (request.targets.some(({ person }) => person.id === by)) return { kind: 'approver-is-target' };
  return request.approvals.some(({ id }) => id === by) ? { kind: 'already-approved' } : undefined;
}

/** The requester withdraws. Needs no role: nothing is sent. */
export function cancel(request: Request, by: PersonId, now: Date): Decided {
  const stopped =
    by === request.by.id
      ? mayDecide(request, request.phase, now)
      : ({ kind: 'not-the-requester', requester: request.by.name } as const);
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
  return isWaiting(request) && now.getTime() >= Date.parse(request.expiresAt);
}

/** Half its time is over and nobody decided: whoever could is reminded, once. */
export function remind(request: Request, now: Date): Event | undefined {
  const at = Date.parse(request.askedAt) + request.policy.reminderMinutes * 60_000;
  if (request.phase !== 'awaiting-approval' || request.remindedAt !== undefined || isDue(request, now))
    return undefined;
  return now.getTime() < at ? undefined : { at: now.toISOString(), type: 'reminded' };
}

function mayDecide(request: Request, phase: Phase, now: Date): Refusal | undefined {
  if (!isWaiting(request)) return alreadyDecided(request);
  if (isDue(request, now)) return { kind: 'already-decided', phase: 'expired' };
  return request.phase === phase ? undefined : { kind: 'waits-for-another', phase: request.phase };
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
