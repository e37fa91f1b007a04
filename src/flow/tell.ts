import type { Code } from '../core/ids';
import { barred } from '../core/policy';
import type { Reply } from '../core/reply';
import { decidingRoles } from '../core/role-matrix';
import type { Caller, Means } from './means';
import { orCouldNotCheck, recognise } from './people';
import { load } from './records';

/** `who am i`: the caller's roles as Evict sees them. */
export async function tellWhoAmI(means: Means, by: Caller): Promise<Reply> {
  return orCouldNotCheck<Reply>(
    means,
    async () => {
      const known = await recognise(means, by);
      return known.ok
        ? { kind: 'who-am-i', standing: known.standing }
        : { kind: 'refused', refusal: known.refusal };
    },
    (refusal) => ({ kind: 'refused', refusal }),
  );
}

/** `status R-7F3K2`: for its requester, and for people who hold a role that decides. */
export async function tellStatus(means: Means, by: Caller, code: Code): Promise<Reply> {
  return orCouldNotCheck<Reply>(
    means,
    async () => {
      const id = await means.log.idOf(code);
      const request = id === undefined ? undefined : await load(means, id);
      // The same answer for "no such code" and "not yours": codes are short enough to be tried.
      if (request === undefined || !(await maySee(means, by, request.by.id))) {
        return { kind: 'refused', refusal: { kind: 'request-unknown' } };
      }
      return { kind: 'request', request };
    },
    (refusal) => ({ kind: 'refused', refusal }),
  );
}

async function maySee(means: Means, by: Caller, requester: string): Promise<boolean> {
  if (by.id === requester) return true;
  const known = await recognise(means, by);
  return known.ok && barred(known.standing) === undefined && decidingRoles(known.standing).length > 0;
}
