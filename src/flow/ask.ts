import type { Command, TargetRef, Why } from '../core/command/command';
import type { RequestId } from '../core/ids';
import type { OpenKind } from '../core/ports';
import type { Standing } from '../core/person';
import { assess, barred, mayAskAboutOthers } from '../core/assess';
import { tooManyOpen } from '../core/bounds';
import type { Refusal } from '../core/refusal';
import type { Reply } from '../core/reply';
import { cut, longestReason } from '../core/text';
import { ask as decideAsk, support } from '../core/request/decide';
import type { Event } from '../core/request/events';
import { fold, isOver, type Request } from '../core/request/state';
import type { Cards } from './cards';
import { expireIfDue } from './expire';
import type { Caller, Means } from './means';
import { isOwn, theTarget } from './target';
import { orCouldNotCheck, recognise } from './people';
import { recentlyRevoked } from './recent';
import { load } from './records';
import { countWaiting } from './waiting';

type AskCommand = Extract<Command, { kind: 'revoke' | 'revoke-own' }>;

interface Asking {
  readonly by: Caller;
  readonly where: string;
  readonly typed: string;
  readonly command: AskCommand;
}

/** Somebody asks for a revoke: look up, check, open a request. Nothing reaches Graph's sessions here. */
export async function ask(means: Means, cards: Cards, asking: Asking): Promise<Reply> {
  const opened = await orCouldNotCheck(means, () => open(means, cards, asking), refuse);
  if ('request' in opened) return opened;
  await recordRefusedAsk(means, asking, opened.refusal);
  return { kind: 'refused', refusal: opened.refusal };
}

const refuse = (refusal: Refusal): Opened => ({ refusal });
type Opened = { readonly refusal: Refusal } | Extract<Reply, { kind: 'request' }>;

async function open(means: Means, cards: Cards, asking: Asking): Promise<Opened> {
  const known = await recognise(means, asking.by);
  if (!known.ok) return known;
  const requester = known.standing;
  // Who may not ask learns nothing about the directory: this comes before any look-up of the target.
  const may =
    asking.command.kind === 'revoke' ? mayBegin(means, asking.command, requester) : barred(requester);
  if (may !== undefined) return { refusal: may };
  const target = await theTarget(means, asking.command, requester);
  if (!target.ok) return target;
  const targets = [target.standing];
  const assessment = assess(means.policy, requester, targets);
  if (!assessment.ok) return assessment;
  const recent = await recentlyRevoked(means, asking.command, target.standing.person);
  if (recent !== undefined) return { refusal: recent };
  return joinOrRecord(means, cards, asking, { requester, targets, verdict: assessment.verdict });
}

/** An id that is the requester's own needs no role; an address must be looked up first, and that needs one. */
function mayBegin(
  means: Means,
  { targets }: { targets: readonly TargetRef[] },
  requester: Standing,
): Refusal | undefined {
  const [only] = targets;
  if (targets.length > 1)
    return mayAskAboutOthers(means.policy, requester) ?? { kind: 'one-at-a-time', count: targets.length };
  const own = only !== undefined && isOwn(only, requester);
  return own ? barred(requester) : mayAskAboutOthers(means.policy, requester);
}

type Assessed = Pick<Parameters<typeof decideAsk>[0], 'requester' | 'targets' | 'verdict'>;

/**
 * A message that Teams sends again, or somebody else's ask for the same person, joins the request that is open. Whether
 * there is one is decided by the append, so two asks at one moment cannot both open one.
 */
async function joinOrRecord(means: Means, cards: Cards, asking: Asking, assessed: Assessed): Promise<Opened> {
  for (;;) {
    for (const kind of kindsToJoin(assessed)) {
      const joined = await join(means, cards, kind, assessed, whyOf(asking.command));
      if (joined !== undefined) return joined;
    }
    const recorded = await means.floods.inTurn(() => record(means, asking, assessed));
    if (recorded !== undefined) return recorded;
  }
}

/** Whoever could confirm joins either; whoever needs an approver is not helped by a request that somebody else confirms. */
function kindsToJoin({ requester, targets: [target], verdict }: Assessed): readonly OpenKind[] {
  if (target?.person.id === requester.person.id) return ['own'];
  return verdict.rule === 'confirm' ? ['approval', 'confirm'] : ['approval'];
}

/** Undefined: there is none to join, or it ended just now. */
async function join(
  means: Means,
  cards: Cards,
  kind: OpenKind,
  { requester, targets: [target], verdict }: Assessed,
  why: Why,
): Promise<Opened | undefined> {
  for (;;) {
    const id = target === undefined ? undefined : await means.log.openFor([target.person.id], kind);
    const found = id === undefined ? undefined : await load(means, id);
    const request = found === undefined ? undefined : await expireIfDue(means, cards, found);
    if (id === undefined || request === undefined || isOver(request)) return undefined;
    const event = support(request, requester, verdict.role, why, means.clock.now());
    if (event === undefined) return joinedBy(requester, request);
    if ((await means.log.append(id, request.version, [event])) !== 'appended') continue;
    cards.bring(id);
    return joinedBy(requester, (await load(means, id)) ?? request);
  }
}

/** Whoever joins somebody else's request may well decide on it: theirs is the card with every button. */
function joinedBy({ person }: Standing, request: Request): Opened {
  return person.id === request.by.id
    ? { kind: 'request', request }
    : { kind: 'request', request, joined: true, view: 'everybody' };
}

/** Undefined: somebody opened one for the same person first, or the code was in use. Counts and records in one turn. */
async function record(
  means: Means,
  { where, command }: Asking,
  assessed: Assessed,
): Promise<Opened | undefined> {
  const { requester, targets } = assessed;
  const isTheirOwn = targets.every(({ person }) => person.id === requester.person.id);
  const tooMany = isTheirOwn
    ? undefined
    : tooManyOpen(means.policy, await countWaiting(means, requester.person.id));
  if (tooMany !== undefined) return { refusal: tooMany };
  const decided = decideAsk({
    ...assessed,
    ...whyOf(command),
    now: means.clock.now(),
    code: means.ids.code(),
    policy: means.policy,
    where,
  });
  if (!decided.ok) return decided;
  const id = means.ids.request();
  return (await means.log.append(id, 0, [decided.event])) === 'appended'
    ? opened(id, decided.event)
    : undefined;
}

function whyOf({ reason, ticket }: Why): Why {
  return { ...(reason === undefined ? {} : { reason }), ...(ticket === undefined ? {} : { ticket }) };
}

function opened(id: RequestId, event: Event): Opened {
  const request = fold(id, [event]);
  if (request === undefined) throw new Error('"asked" opens a request');
  return { kind: 'request', request };
}

/** Refused asks are on record too, as many as tell the story. The refusal stands even when the record cannot be written. */
async function recordRefusedAsk(means: Means, { by, typed }: Asking, refusal: Refusal): Promise<void> {
  const now = means.clock.now();
  const worth = means.floods.refusedAsk(by, refusal, now);
  if (worth === 'no') return;
  const said = { by: by.id ?? null, typed: cut(typed, longestReason), refusal };
  const last = worth === 'last' ? ({ last: true } as const) : {};
  try {
    await means.log.append(means.ids.request(), 0, [
      { at: now.toISOString(), type: 'ask-refused', ...said, ...last },
    ]);
  } catch (cause) {
    means.journal.note('a refused ask could not be recorded', { refusal: refusal.kind, cause });
  }
}
