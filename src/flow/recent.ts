import type { PersonId } from '../core/ids';
import type { Person } from '../core/person';
import type { Refusal } from '../core/refusal';
import { runOf, type Request } from '../core/request/state';
import type { Means } from './means';
import { load } from './records';

/** A request lives a day at the most and runs for minutes after that: nothing asked earlier can be recent. */
const longestLifeMs = 25 * 60 * 60_000;
const mostLookedAt = 20;
const mostLookedThrough = 500;

/** A revoke repeated by mistake signs somebody out again: soon after one, the word "again" is wanted. */
export async function recentlyRevoked(
  means: Means,
  { again }: { readonly again?: true },
  person: Person,
): Promise<Refusal | undefined> {
  const { repeatMinutes } = means.policy;
  if (again === true || repeatMinutes === 0) return undefined;
  const now = means.clock.now().getTime();
  const query = { target: person.id, since: new Date(now - longestLifeMs), most: mostLookedAt };
  for (const id of await means.log.find(query)) {
    const request = await load(means, id);
    const at = request === undefined ? undefined : lastSent(request, person);
    if (request !== undefined && at !== undefined && now - Date.parse(at) < repeatMinutes * 60_000) {
      return { kind: 'recently-revoked', person, at, code: request.code };
    }
  }
  return undefined;
}

/** Everybody who was revoked a moment ago, in one look over what was asked lately; nobody, when it is asked for again. */
export async function revokedLately(
  means: Means,
  { again }: { readonly again?: true },
): Promise<ReadonlySet<PersonId>> {
  const lately = new Set<PersonId>();
  const { repeatMinutes } = means.policy;
  if (again === true || repeatMinutes === 0) return lately;
  const now = means.clock.now().getTime();
  const since = new Date(now - longestLifeMs);
  for (const id of await means.log.find({ since, most: mostLookedThrough })) {
    const request = await load(means, id);
    for (const { person } of request?.targets ?? []) {
      const at = request === undefined ? undefined : lastSent(request, person);
      if (at !== undefined && now - Date.parse(at) < repeatMinutes * 60_000) lately.add(person.id);
    }
  }
  return lately;
}

/** When something was last sent that took effect, or may have. */
function lastSent(request: Request, { id }: Person): string | undefined {
  const run = runOf(request, id);
  const worked = run?.outcome?.kind === 'verified' || run?.outcome?.kind === 'unverified';
  return worked ? run.attempts.at(-1)?.at : undefined;
}
