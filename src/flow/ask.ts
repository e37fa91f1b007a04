import type { Why } from '../core/command/command';
import { tooManyOpen } from '../core/bounds';
import type { RequestId } from '../core/ids';
import { choicesOf } from '../core/pick';
import type { Refusal } from '../core/refusal';
import type { Reply } from '../core/reply';
import { cut, longestReason } from '../core/text';
import { ask as decideAsk, type Asked } from '../core/request/decide';
import { fold } from '../core/request/state';
import type { Cards } from './cards';
import { consider, type Asking, type Assessed, type Considered } from './consider';
import { joinOpen, openAlready, type Joined } from './join';
import type { Means } from './means';
import { orCouldNotCheck } from './people';
import { countWaiting } from './waiting';

/**
 * Somebody asks for a revoke: look up, check, open a request. Nothing reaches Graph's sessions here; a preview is the same
 * without a write.
 */
export async function ask(means: Means, cards: Cards, asking: Asking): Promise<Reply> {
  const considered = await orCouldNotCheck<Considered>(
    means,
    () => consider(means, asking),
    (refusal) => ({ ok: false, refusal }),
  );
  if (asking.command.preview === true) return preview(means, asking, considered);
  const opened = considered.ok ? await joinOrRecord(means, cards, asking, considered.assessed) : considered;
  if ('request' in opened) return opened;
  const { refusal } = opened;
  const id = await recordRefusedAsk(means, asking, refusal);
  if (id === undefined || refusal.kind !== 'several-found' || asking.command.kind !== 'revoke')
    return { kind: 'refused', refusal };
  const { typed, matches } = refusal;
  const choices = choicesOf(matches);
  return { kind: 'pick', id, typed, choices, ...(choices.length < matches.length ? { more: true } : {}) };
}

type Opened = { readonly refusal: Refusal } | Joined;

/** Whether there is a request to join is decided by the append, so two asks at one moment cannot both open one. */
async function joinOrRecord(means: Means, cards: Cards, asking: Asking, assessed: Assessed): Promise<Opened> {
  for (;;) {
    const joined = await joinOpen(means, cards, assessed, whyOf(asking.command));
    if (joined !== undefined) return joined;
    const recorded = await means.floods.inTurn(() => record(means, asking, assessed));
    if (recorded !== undefined) return recorded;
  }
}

/** Undefined: somebody opened one for the same people first, or the code was in use. Counts and records in one turn. */
async function record(means: Means, asking: Asking, assessed: Assessed): Promise<Opened | undefined> {
  const refusal = await mayNotOpen(means, assessed);
  if (refusal !== undefined) return { refusal };
  const asked = wouldBe(means, asking, assessed);
  const id = means.ids.request();
  return (await means.log.append(id, 0, [asked])) === 'appended' ? opened(id, asked) : undefined;
}

async function mayNotOpen(means: Means, { requester, targets }: Assessed): Promise<Refusal | undefined> {
  const isTheirOwn = targets.every(({ person }) => person.id === requester.person.id);
  if (isTheirOwn) return undefined;
  return tooManyOpen(means.policy, await countWaiting(means, requester.person.id));
}

function wouldBe(means: Means, { where, command, retryOf }: Asking, assessed: Assessed): Asked {
  return decideAsk({
    ...assessed,
    ...whyOf(command),
    ...(retryOf === undefined ? {} : { retryOf }),
    now: means.clock.now(),
    code: means.ids.code(),
    policy: means.policy,
    where,
  });
}

function whyOf({ reason, ticket }: Why): Why {
  return { ...(reason === undefined ? {} : { reason }), ...(ticket === undefined ? {} : { ticket }) };
}

function opened(id: RequestId, asked: Asked): Joined {
  const request = fold(id, [asked]);
  if (request === undefined) throw new Error('"asked" opens a request');
  return { kind: 'request', request };
}

/** What the ask would come to: looked up and checked like one, and not a trace of it on record. */
async function preview(means: Means, asking: Asking, considered: Considered): Promise<Reply> {
  if (!considered.ok) return { kind: 'refused', refusal: considered.refusal, preview: true };
  const { assessed } = considered;
  const joins = await openAlready(means, assessed);
  const refusal = joins === undefined ? await mayNotOpen(means, assessed) : undefined;
  if (refusal !== undefined) return { kind: 'refused', refusal, preview: true };
  const { code, ...would } = wouldBe(means, asking, assessed);
  return { kind: 'preview', would, ...(joins === undefined ? {} : { joins: joins.code }) };
}

/**
 * Refused asks are on record too, as many as tell the story. The refusal stands even when the record cannot be written; with
 * the id it can be picked from.
 */
async function recordRefusedAsk(
  means: Means,
  { by, typed, command, where }: Asking,
  refusal: Refusal,
): Promise<RequestId | undefined> {
  const now = means.clock.now();
  const worth = means.floods.refusedAsk(by, refusal, now);
  if (worth === 'no') return undefined;
  const id = means.ids.request();
  const toPick = refusal.kind === 'several-found' && command.kind === 'revoke' ? { command, where } : {};
  const said = { by: by.id ?? null, typed: cut(typed, longestReason), refusal, ...toPick };
  const last = worth === 'last' ? ({ last: true } as const) : {};
  try {
    const event = { at: now.toISOString(), type: 'ask-refused', ...said, ...last } as const;
    return (await means.log.append(id, 0, [event])) === 'appended' ? id : undefined;
  } catch (cause) {
    means.journal.note('a refused ask could not be recorded', { refusal: refusal.kind, cause });
    return undefined;
  }
}
