import { couldDecide } from '../core/approver';
import { barred, mayAskAboutOthers } from '../core/assess';
import type { Command } from '../core/command/command';
import type { Code, PersonId, RequestId } from '../core/ids';
import type { Standing } from '../core/person';
import type { Refusal } from '../core/refusal';
import type { Reply } from '../core/reply';
import { fold, isOver, type Request } from '../core/request/state';
import { decidingRoles } from '../core/role-matrix';
import type { Caller, Means } from './means';
import { orCouldNotCheck, recognise } from './people';
import { load } from './records';
import { spelt } from './targets/one';

const mostListed = 10;

/** `who am i`: the caller's roles as Evict sees them. */
export function tellWhoAmI(means: Means, by: Caller): Promise<Reply> {
  return orSay(means, async () => {
    const known = await recognise(means, by);
    if (!known.ok) return { kind: 'refused', refusal: known.refusal };
    const no = mayAskAboutOthers(means.policy, known.standing);
    return { kind: 'who-am-i', standing: known.standing, ...(no === undefined ? {} : { no }) };
  });
}

/** `status R-7F3K2`: the whole story, for people who asked for it and people who could decide about it. */
export function tellStatus(means: Means, by: Caller, code: Code): Promise<Reply> {
  return orSay(means, async () => {
    const id = await means.log.idOf(code);
    // The same answer for "no such code" and "not yours": codes are short enough to be tried.
    if (id === undefined) return { kind: 'refused', refusal: { kind: 'request-unknown' } };
    return tellStory(means, by, id);
  });
}

/** The same for a request that is known by its id. */
export function tellStory(means: Means, by: Caller, id: RequestId): Promise<Reply> {
  return orSay(means, async () => {
    const events = await means.log.read(id);
    const request = fold(id, events);
    if (request === undefined || !(await maySeeNow(means, by, request)))
      return { kind: 'refused', refusal: { kind: 'request-unknown' } };
    return { kind: 'story', request, events };
  });
}

/** `people R-7F3K2 page 2`: everybody in a request and what came of it for each, for the same people. */
export function tellPeople(means: Means, by: Caller, code: Code, page: number): Promise<Reply> {
  return orSay(means, async () => {
    const id = await means.log.idOf(code);
    const request = id === undefined ? undefined : await load(means, id);
    if (request === undefined || !(await maySeeNow(means, by, request)))
      return { kind: 'refused', refusal: { kind: 'request-unknown' } };
    return { kind: 'people', request, page };
  });
}

/** One's own needs no look-up. Throws `CouldNotCheck`. */
export async function maySeeNow(means: Means, by: Caller, request: Request): Promise<boolean> {
  return isTheirs(request, by) || maySee(means, request, by, await standingOf(means, by));
}

const namingPeople: readonly Refusal['kind'][] = ['not-the-requester', 'already-decided', 'may-not-stop'];

/**
 * Codes are short enough to be tried: a "no" to a typed decision that names people of the request is said only to those who
 * may see it.
 */
export function discreetly(means: Means, by: Caller, code: Code, reply: Reply): Promise<Reply> {
  const namesPeople = reply.kind === 'refused' && namingPeople.includes(reply.refusal.kind);
  if (!namesPeople) return Promise.resolve(reply);
  return tellStatus(means, by, code).then((seen) => (seen.kind === 'story' ? reply : seen));
}

/** `pending`: what waits or runs, of all that the caller may see. */
export function tellPending(means: Means, by: Caller): Promise<Reply> {
  return orSay(means, async () => {
    return listed(means, by, 'pending', await means.log.unfinished());
  });
}

/** `history`: newest first, of all that the caller may see. */
export function tellHistory(
  means: Means,
  by: Caller,
  { target, days }: Extract<Command, { kind: 'history' }>,
): Promise<Reply> {
  return orSay(means, async () => {
    const dayMs = 24 * 60 * 60_000;
    const since = days === undefined ? {} : { since: new Date(means.clock.now().getTime() - days * dayMs) };
    if (target === undefined) {
      const ids = await means.log.find({ ...since, most: 200 });
      return listed(means, by, 'history', ids);
    }
    const caller = await standingOf(means, by);
    if (caller === undefined || !holdsDecidingRole(caller))
      return { kind: 'refused', refusal: { kind: 'may-not-see' } };
    const typed = spelt(target);
    if (target.kind === 'mention') return { kind: 'refused', refusal: { kind: 'target-not-found', typed } };
    const found = await means.directory.find(target);
    if (found.kind === 'several') {
      return { kind: 'refused', refusal: { kind: 'several-found', typed, matches: found.people } };
    }
    // By object id also for an account that is gone: its history is still here.
    const person: PersonId | undefined =
      found.kind === 'one' ? found.person.id : target.kind === 'id' ? target.id : undefined;
    if (person === undefined) return { kind: 'refused', refusal: { kind: 'target-not-found', typed } };
    const ids = await means.log.find({ ...since, target: person, most: 200 });
    return listed(means, by, 'history', ids);
  });
}

function orSay(means: Means, step: () => Promise<Reply>): Promise<Reply> {
  return orCouldNotCheck(means, step, (refusal) => ({ kind: 'refused', refusal }));
}

/** The first ten of these that the caller may see, and whether there are more. */
async function listed(
  means: Means,
  by: Caller,
  list: 'pending' | 'history',
  ids: readonly RequestId[],
): Promise<Reply> {
  const caller = await standingOf(means, by);
  const shown: Request[] = [];
  for (const id of ids) {
    const request = await load(means, id);
    if (request === undefined || !maySee(means, request, by, caller)) continue;
    if (list === 'pending' && isOver(request)) continue;
    if (shown.length === mostListed) return { kind: 'list', list, requests: shown, more: true };
    shown.push(request);
  }
  return { kind: 'list', list, requests: shown };
}

function holdsDecidingRole(caller: Standing): boolean {
  return barred(caller) === undefined && decidingRoles(caller).length > 0;
}

/** Whoever asked, and people who could decide about it. */
function maySee(means: Means, request: Request, by: Caller, caller: Standing | undefined): boolean {
  if (isTheirs(request, by)) return true;
  return caller !== undefined && couldDecide(means.policy, caller, request);
}

function isTheirs(request: Request, by: Caller): boolean {
  return by.id !== undefined && [request.by, ...request.supporters].some(({ id }) => id === by.id);
}

async function standingOf(means: Means, by: Caller): Promise<Standing | undefined> {
  const caller = await recognise(means, by);
  return caller.ok ? caller.standing : undefined;
}
