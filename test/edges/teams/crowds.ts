import type { PersonId } from '../../../src/core/ids';
import type { LeftOut } from '../../../src/core/left-out';
import type { Event, Outcome, Target } from '../../../src/core/request/events';
import { fold, type Request } from '../../../src/core/request/state';
import { approved, asked, code, rejected, requestId } from '../../contract/events';
import { leftOutWhys, somebody, type Written } from './refusals';

const idOf = (index: number): PersonId =>
  `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` as PersonId;

/** So many people: every third holds a role, every fifth is disabled, every seventh synchronised. */
function people(size: number, text: Written): readonly Target[] {
  return Array.from({ length: size }, (_, index) => ({
    person: {
      ...somebody(text),
      id: idOf(index),
      enabled: index % 5 !== 0,
      synchronised: index % 7 === 0,
      ...(text === undefined
        ? { name: `Falcon Member ${index}`, address: `falcon.${index}@contoso.com` }
        : {}),
    },
    roles: index % 3 === 0 ? [text ?? 'Reports Reader'] : [],
  }));
}

/** Of each reason as many. */
function leftOut(size: number, text: Written): readonly LeftOut[] {
  const person = somebody(text, 'eve');
  const named = text ?? 'eve@fabrikam.com';
  return Array.from({ length: size }, (_, index) => {
    const why = leftOutWhys[index % leftOutWhys.length]!;
    return index % 2 === 0 ? { named, person, why } : { named, row: index + 1, why };
  });
}

function at(seconds: number): string {
  return new Date(Date.parse('2026-11-21T14:04:00Z') + seconds * 1_000).toISOString();
}

/** The `index`th of them is sent a second after the one before. */
function sent(index: number): readonly Event[] {
  const of = { at: at(index), target: idOf(index), attempt: 1 };
  const before = '2024-03-04T08:00:00Z';
  return [
    {
      ...of,
      type: 'attempted',
      clientRequestId: '11111111-1111-4111-8111-111111111111',
      before,
      graphDate: of.at,
    },
    { ...of, type: 'answered', answer: { kind: 'accepted', status: 204 } },
  ];
}

function settled(index: number, outcome: Outcome): Event {
  return { at: at(index + 2), type: 'settled', target: idOf(index), outcome };
}

const confirmed = (index: number): Outcome => ({
  kind: 'verified',
  evidence: { before: '2024-03-04T08:00:00Z', after: at(index), readAt: at(index + 1) },
  readBack: false,
});
const failed: Outcome = { kind: 'failed', code: 'Authorization_RequestDenied' };
const unverified: Outcome = { kind: 'unverified', accepted: true };

/** Of every ten one fails, and one is not confirmed. */
function mixed(index: number): Outcome {
  if (index % 10 === 3) return failed;
  return index % 10 === 7 ? unverified : confirmed(index);
}

const range = (size: number): readonly number[] => [...Array(size).keys()];

/** What a request for so many people goes through, as its card is asked for. */
export function crowds(size: number, text?: string): Readonly<Record<string, Request>> {
  const by = { ...asked().by, name: text ?? 'Olga Ops', address: text ?? 'olga@contoso.com' };
  const ask = asked({
    by,
    targets: people(size, text),
    leftOut: leftOut(size, text),
    sources: Array.from({ length: 12 }, () => ({ kind: 'group', name: text ?? 'Project Falcon' }) as const),
    retryOf: code('R-0000A'),
    reason: text ?? 'token theft',
    ticket: text ?? 'INC0012345',
    tier: 'bulk',
    rule: 'one-approver',
  });
  const after = (...events: readonly Event[]): Request => fold(requestId(1), [ask, ...events])!;
  const yes: Event = { ...approved, by: { ...approved.by, name: text ?? 'Ben Berg' } };
  const half = range(Math.floor(size / 2));
  const stop: Event = { at: at(size), type: 'halted', halt: { kind: 'stopped', by } };
  const under = half.flatMap(sent);
  const some = range(Math.floor(size / 4)).map((index) => settled(index, mixed(index)));
  const skipped: Outcome = { kind: 'skipped', why: { kind: 'stopped', by } };
  return {
    waiting: after(),
    rejected: after({ ...rejected, reason: text ?? 'ask the owner first' }),
    decided: after(yes),
    'under way': after(yes, ...under, ...some),
    stopping: after(yes, ...under, ...some, stop),
    stopped: after(
      yes,
      ...under,
      stop,
      ...range(size).map((index) => settled(index, index < half.length ? mixed(index) : skipped)),
    ),
    'over: mixed': after(
      yes,
      ...range(size).flatMap(sent),
      ...range(size).map((index) => settled(index, mixed(index))),
    ),
    'over: confirmed': after(
      yes,
      ...range(size).flatMap(sent),
      ...range(size).map((index) => settled(index, confirmed(index))),
    ),
  };
}

/** Everything that happened to a request for so many people. */
export function crowdStory(size: number): readonly Event[] {
  return [
    asked({ targets: people(size, undefined), rule: 'one-approver' }),
    { ...approved, needed: 1 },
    ...range(size).flatMap(sent),
    ...range(size).map((index) => settled(index, mixed(index))),
  ];
}
