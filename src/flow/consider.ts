import { assess, barred, mayAskAboutOthers } from '../core/assess';
import type { PersonRef, TargetRef } from '../core/command/command';
import { sortOut } from '../core/crowd';
import type { Code } from '../core/ids';
import type { RowsRead } from '../core/named';
import type { Standing } from '../core/person';
import type { Refusal } from '../core/refusal';
import type { Ask } from '../core/request/decide';
import type { Caller, Means } from './means';
import { recognise } from './people';
import { recentlyRevoked, revokedLately } from './recent';
import { isOwn, theTarget, type AskCommand } from './targets/one';
import { theTargets } from './targets/several';

export interface Asking {
  readonly by: Caller;
  readonly where: string;
  readonly typed: string;
  readonly command: AskCommand;
  /** Reads the file that came with the message; not before its sender may ask about others. */
  readonly people?: () => Promise<RowsRead>;
  readonly retryOf?: Code;
}

/** Everything an ask rests on, looked up and checked. */
export type Assessed = Pick<Ask, 'requester' | 'targets' | 'leftOut' | 'sources' | 'verdict'>;

export type Considered =
  { readonly ok: true; readonly assessed: Assessed } | { readonly ok: false; readonly refusal: Refusal };

/** Looks up who asks and whom it is about, and what the policy says; writes nothing. Throws `CouldNotCheck`. */
export async function consider(means: Means, asking: Asking): Promise<Considered> {
  const known = await recognise(means, asking.by);
  if (!known.ok) return known;
  const requester = known.standing;
  const { command } = asking;
  if (command.kind === 'revoke-own') return considerOne(means, asking, requester, requester);
  // Who may not ask learns nothing about the directory: this comes before any look-up of the targets.
  const may = mayBegin(means, command.targets, requester);
  if (may !== undefined) return { ok: false, refusal: may };
  const alone = onlyPerson(command.targets);
  if (alone === undefined) return considerSeveral(means, asking, command.targets, requester);
  const target = await theTarget(means, alone, asking.where, requester);
  return target.ok ? considerOne(means, asking, requester, target.standing) : target;
}

/** The one person a command names; `undefined` for several, a group or a file. */
function onlyPerson([first, ...others]: readonly TargetRef[]): PersonRef | undefined {
  if (first === undefined || others.length > 0) return undefined;
  return first.kind === 'group' || first.kind === 'file' ? undefined : first;
}

/** An id that is the requester's own needs no role; an address must be looked up first, and that needs one. */
function mayBegin(means: Means, targets: readonly TargetRef[], requester: Standing): Refusal | undefined {
  const [only, ...others] = targets;
  const own = only !== undefined && others.length === 0 && isOwn(only, requester);
  return own ? barred(requester) : mayAskAboutOthers(means.policy, requester);
}

async function considerOne(
  means: Means,
  { command }: Asking,
  requester: Standing,
  target: Standing,
): Promise<Considered> {
  const targets = [target];
  const assessment = assess(means.policy, requester, targets);
  if (!assessment.ok) return assessment;
  const recent = await recentlyRevoked(means, command, target.person);
  if (recent !== undefined) return { ok: false, refusal: recent };
  return { ok: true, assessed: { requester, targets, verdict: assessment.verdict } };
}

/** Whoever of several cannot be revoked is left out and named; the others are one request, under the strictest rule. */
async function considerSeveral(
  means: Means,
  { command, where, people }: Asking,
  targets: readonly TargetRef[],
  requester: Standing,
): Promise<Considered> {
  const naming = { targets, where, ...(people === undefined ? {} : { people }) };
  const found = await theTargets(means, naming);
  if (!found.ok) return found;
  const lately = await revokedLately(means, command);
  const sorted = sortOut(means.policy, requester, found.named, found.leftOut, lately);
  if (!sorted.ok) return sorted;
  const assessment = assess(means.policy, requester, sorted.people);
  if (!assessment.ok) return assessment;
  const { people: kept, leftOut } = sorted;
  const { sources } = found;
  return {
    ok: true,
    assessed: { requester, targets: kept, leftOut, sources, verdict: assessment.verdict },
  };
}
