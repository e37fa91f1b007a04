import type { RevokeBehaviour } from './behaviour';
import type { Person } from './people';
import type { Revocation, TenantState } from './state';

const ordinaryRevoke: RevokeBehaviour = { effect: 'at-once', answer: { status: 200 } };

/** The key of the behaviour that holds for everybody without one of their own. */
export const everyone = '*';

/** Which behaviour the next revoke of this person has; a limited one is used up by asking. */
export function takeBehaviour(state: TenantState, personId: string): RevokeBehaviour {
  const key = state.behaviours.has(personId) ? personId : everyone;
  const behaviour = state.behaviours.get(key);
  if (!behaviour) return ordinaryRevoke;
  if (behaviour.times === undefined) return behaviour;
  if (behaviour.times <= 1) state.behaviours.delete(key);
  else state.behaviours.set(key, { ...behaviour, times: behaviour.times - 1 });
  return behaviour;
}

/**
 * Marks the person's sessions as ended, now or when the behaviour says. No timer runs, so a test that moves the clock sees
 * it without waiting.
 */
export function applyRevoke(
  state: TenantState,
  personId: string,
  effect: RevokeBehaviour['effect'],
  now: Date,
): 'revoked' | 'revoked-later' | 'nothing' {
  if (effect === 'never') return 'nothing';
  const revocation = { at: now, visibleFrom: now };
  if (effect === 'at-once') {
    recordRevocation(state, personId, revocation);
    return 'revoked';
  }
  if ('flapMs' in effect) {
    recordRevocation(state, personId, { ...revocation, flapMs: effect.flapMs });
    return 'revoked';
  }
  const visibleFrom = new Date(now.getTime() + ('afterMs' in effect ? effect.afterMs : effect.lateMs));
  const at = 'lateMs' in effect ? visibleFrom : now;
  recordRevocation(state, personId, { at, visibleFrom });
  return 'revoked-later';
}

export function recordRevocation(state: TenantState, personId: string, revocation: Revocation): void {
  state.revocations.set(personId, [...(state.revocations.get(personId) ?? []), revocation]);
}

/** The property as readers see it at a moment: whole seconds, and never before the account existed. */
export function signInSessionsValidFrom(state: TenantState, person: Person, now: Date): string {
  const seen = (state.revocations.get(person.id) ?? []).filter((one) => isVisible(one, now));
  const latest = Math.max(Date.parse(person.createdDateTime), ...seen.map((one) => one.at.getTime()));
  return wholeSeconds(new Date(latest));
}

function isVisible({ visibleFrom, flapMs }: Revocation, now: Date): boolean {
  const since = now.getTime() - visibleFrom.getTime();
  return since >= 0 && (flapMs === undefined || Math.floor(since / flapMs) % 2 === 0);
}

function wholeSeconds(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`;
}
