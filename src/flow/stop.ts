import { couldDecide } from '../core/approver';
import { mayStop, stop as decideStop, stopper } from '../core/request/stop';
import type { RequestId } from '../core/ids';
import type { Actor } from '../core/request/decision';
import type { Refusal } from '../core/refusal';
import type { Request } from '../core/request/state';
import type { Caller, Means } from './means';
import { recognise } from './people';
import { change, load, type Changed } from './records';

/**
 * Nothing more is sent. For who asked and who approved it needs no look-up, so it works when Graph does not; for anybody else
 * roles are read now.
 */
export async function stop(means: Means, id: RequestId, by: Caller): Promise<Changed> {
  const request = await load(means, id);
  if (request === undefined) return { ok: false, refusal: { kind: 'request-unknown' } };
  const early = mayStop(request);
  if (early !== undefined) return { ok: false, refusal: early, request };
  const allowed = await stopperNow(means, request, by);
  if (!allowed.ok) return { ...allowed, request };
  return change(means, id, (newest) => decideStop(newest, allowed.actor, means.clock.now()));
}

type Allowed =
  { readonly ok: true; readonly actor: Actor } | { readonly ok: false; readonly refusal: Refusal };

async function stopperNow(means: Means, request: Request, by: Caller): Promise<Allowed> {
  if (by.id === undefined) return { ok: false, refusal: { kind: 'caller-unknown' } };
  const actor = stopper(request, by.id);
  if (actor !== undefined) return { ok: true, actor };
  const known = await recognise(means, by);
  if (!known.ok) return known;
  const { person } = known.standing;
  if (couldDecide(means.policy, known.standing, request))
    return { ok: true, actor: { id: person.id, name: person.name, address: person.address } };
  return { ok: false, refusal: { kind: 'may-not-stop', requester: request.by.name } };
}
