import type { Refusal } from '../refusal';
import type { Decided } from './decide';
import type { Actor } from './decision';
import { isOver, isWaiting, type Request } from './state';

/** Somebody who may stops what runs: nothing more is sent. What was sent is read back, and told. */
export function stop(request: Request, by: Actor, now: Date): Decided {
  const refusal = mayStop(request);
  if (refusal !== undefined) return { ok: false, refusal };
  return { ok: true, event: { at: now.toISOString(), type: 'halted', halt: { kind: 'stopped', by } } };
}

/** What keeps anybody from stopping it now. */
export function mayStop(request: Request): Refusal | undefined {
  const { phase, decision } = request;
  if (isWaiting(request)) return { kind: 'not-running-yet' };
  if (isOver(request))
    return { kind: 'already-decided', phase, ...(decision === undefined ? {} : { decision }) };
  return request.halt === undefined ? undefined : { kind: 'already-stopped' };
}

/** Whose word stops it without another look at their roles: who asked, and who approved. */
export function stopper(request: Request, by: string): Actor | undefined {
  return [request.by, ...request.approvals].find(({ id }) => id === by);
}
