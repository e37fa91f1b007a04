import type { Command, TargetRef, Why } from '../core/command/command';
import type { PersonId, RequestId } from '../core/ids';
import type { Standing } from '../core/person';
import { assess, barred, mayAskAboutOthers } from '../core/policy';
import type { Refusal } from '../core/refusal';
import type { Reply } from '../core/reply';
import { ask as decideAsk } from '../core/request/decide';
import type { Event } from '../core/request/events';
import { fold } from '../core/request/state';
import type { Caller, Means } from './means';
import { orCouldNotCheck, recognise } from './people';

type AskCommand = Extract<Command, { kind: 'revoke' | 'revoke-own' }>;

interface Asking {
  readonly by: Caller;
  readonly where: string;
  readonly typed: string;
  readonly command: AskCommand;
}

/** Somebody asks for a revoke: look up, check, open a request. Nothing reaches Graph's sessions here. */
export async function ask(means: Means, asking: Asking): Promise<Reply> {
  const opened = await orCouldNotCheck(means, () => open(means, asking), refuse);
  if ('request' in opened) return { kind: 'request', request: opened.request };
  await recordRefusedAsk(means, asking, opened.refusal);
  return { kind: 'refused', refusal: opened.refusal };
}

const refuse = (refusal: Refusal): Opened => ({ refusal });
type Opened = { readonly refusal: Refusal } | Extract<Reply, { kind: 'request' }>;

async function open(means: Means, asking: Asking): Promise<Opened> {
  const known = await recognise(means, asking.by);
  if (!known.ok) return known;
  const requester = known.standing;
  // Who may not ask learns nothing about the directory: this comes before any look-up of the target.
  const may = asking.command.kind === 'revoke' ? mayBegin(asking.command, requester) : barred(requester);
  if (may !== undefined) return { refusal: may };
  const target = await theTarget(means, asking.command, requester);
  if (!target.ok) return target;
  const targets = [target.standing];
  const assessment = assess(means.policy, requester, targets);
  if (!assessment.ok) return assessment;
  return record(means, asking, { requester, targets, verdict: assessment.verdict });
}

/** An id that is the requester's own needs no role; an address must be looked up first, and that needs one. */
function mayBegin({ targets }: { targets: readonly TargetRef[] }, requester: Standing): Refusal | undefined {
  const [only] = targets;
  if (targets.length > 1)
    return mayAskAboutOthers(requester) ?? { kind: 'one-at-a-time', count: targets.length };
  const own = only !== undefined && isOwn(only, requester);
  return own ? barred(requester) : mayAskAboutOthers(requester);
}

function isOwn(ref: TargetRef, requester: Standing): boolean {
  if (ref.kind === 'id') return ref.id === requester.person.id;
  return ref.address.toLowerCase() === requester.person.address.toLowerCase();
}

type Targeted =
  { readonly ok: true; readonly standing: Standing } | { readonly ok: false; readonly refusal: Refusal };

async function theTarget(means: Means, command: AskCommand, requester: Standing): Promise<Targeted> {
  if (command.kind === 'revoke-own') return { ok: true, standing: requester };
  const [ref] = command.targets;
  if (isOwn(ref, requester)) return { ok: true, standing: requester };
  const typed = ref.kind === 'id' ? ref.id : ref.address;
  const found = await means.directory.find(ref);
  switch (found.kind) {
    case 'none':
      return { ok: false, refusal: { kind: 'target-not-found', typed } };
    case 'several':
      return { ok: false, refusal: { kind: 'several-found', typed, matches: found.people } };
    case 'not-a-person':
      return { ok: false, refusal: { kind: 'target-is-not-a-person', typed } };
    case 'one':
      return standingOf(means, found.person.id, typed);
  }
}

async function standingOf(means: Means, id: PersonId, typed: string): Promise<Targeted> {
  const standing = await means.directory.standing(id);
  return standing === undefined
    ? { ok: false, refusal: { kind: 'target-not-found', typed } }
    : { ok: true, standing };
}

async function record(
  means: Means,
  { where, command }: Asking,
  assessed: Pick<Parameters<typeof decideAsk>[0], 'requester' | 'targets' | 'verdict'>,
): Promise<Opened> {
  for (;;) {
    const code = means.ids.code();
    const decided = decideAsk({
      ...assessed,
      ...whyOf(command),
      now: means.clock.now(),
      code,
      policy: means.policy,
      where,
    });
    if (!decided.ok) return decided;
    const id = means.ids.request();
    // A code that is taken is drawn again; a fresh id cannot conflict.
    if ((await means.log.append(id, 0, [decided.event])) === 'appended') return opened(id, decided.event);
  }
}

function whyOf({ reason, ticket }: Why): Why {
  return { ...(reason === undefined ? {} : { reason }), ...(ticket === undefined ? {} : { ticket }) };
}

function opened(id: RequestId, event: Event): Opened {
  const request = fold(id, [event]);
  if (request === undefined) throw new Error('"asked" opens a request');
  return { kind: 'request', request };
}

/** Refused asks are on record too. The refusal stands even when the record cannot be written. */
async function recordRefusedAsk(means: Means, { by, typed }: Asking, refusal: Refusal): Promise<void> {
  const at = means.clock.now().toISOString();
  try {
    await means.log.append(means.ids.request(), 0, [
      { at, type: 'ask-refused', by: by.id ?? null, typed: typed.slice(0, 1_000).toWellFormed(), refusal },
    ]);
  } catch (cause) {
    means.journal.error('a refused ask could not be recorded', { refusal: refusal.kind, cause });
  }
}
