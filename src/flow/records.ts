import type { RequestId } from '../core/ids';
import type { Decided } from '../core/request/decide';
import type { Refusal } from '../core/refusal';
import { notePress } from '../core/request/refused';
import { evolve, type Request } from '../core/request/state';
import type { Caller, Means } from './means';

/** The request as the record has it now; `undefined` when there is none. */
export async function load(means: Means, id: RequestId): Promise<Request | undefined> {
  return means.log.load(id);
}

export type Changed =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly refusal: Refusal; readonly request?: Request };

/**
 * Decides on the newest state and appends at the version decided on. When somebody else was faster, decides
 * again on what they left; so of any number of racing decisions one wins and the others hear who won.
 */
export async function change(
  means: Means,
  id: RequestId,
  decide: (request: Request) => Decided,
): Promise<Changed> {
  for (;;) {
    const request = await load(means, id);
    if (request === undefined) return { ok: false, refusal: { kind: 'request-unknown' } };
    const decided = decide(request);
    if (!decided.ok) return { ok: false, refusal: decided.refusal, request };
    const appended = await means.log.append(id, request.version, [decided.event]);
    if (appended === 'appended') return { ok: true, request: evolve(id, request, decided.event) ?? request };
  }
}

/** Puts a refused press on record, or no more than enough of its kind. A refusal stands whether or not it could be recorded, so this never throws. */
export async function recordRefusal(
  means: Means,
  id: RequestId,
  press: string,
  by: Caller,
  refusal: Refusal,
): Promise<void> {
  try {
    await change(means, id, (request) => {
      const at = means.clock.now().toISOString();
      return notePress(request, { at, type: 'press-refused', by: by.id ?? null, press, refusal });
    });
  } catch (cause) {
    means.journal.note('a refusal could not be recorded', {
      request: id,
      press,
      refusal: refusal.kind,
      cause,
    });
  }
}
