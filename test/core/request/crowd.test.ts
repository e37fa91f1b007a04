import fc from 'fast-check';
import type { PersonId } from '../../../src/core/ids';
import { dueFor, notBegun, turnOf, type Seen } from '../../../src/core/request/crowd';
import type { Answer, Event } from '../../../src/core/request/events';
import { defaultLimits, next } from '../../../src/core/request/next';
import { mayStop, stop, stopper } from '../../../src/core/request/stop';
import type { Request } from '../../../src/core/request/state';
import { alice, ben, gina, olga } from '../../support/people';
import { times } from '../../support/property';
import * as story from './story';
import { after, given, iso } from './story';

const people = Array.from({ length: 12 }, (_, index) => ({
  ...alice.person,
  id: `person ${index}` as PersonId,
}));
const ids = people.map(({ id }) => id);
const [first = alice.person.id] = ids;
const asked = story.askedOthers('one-approver', {
  tier: 'bulk',
  targets: people.map((person) => ({ person, roles: [] })),
});
const ready = [asked, story.approved()];

/** What may have happened for somebody by second 30. */
const lives: Readonly<Record<string, (target: PersonId) => readonly Event[]>> = {
  nothing: () => [],
  'sent, no answer yet': (target) => [story.attempted(25, 1, { target })],
  'sent, no answer ever': (target) => [story.attempted(11, 1, { target })],
  accepted: (target) => [story.attempted(11, 1, { target }), story.answered(12, 1, story.accepted, target)],
  'no clear answer': (target) => answered(target, story.noAnswer),
  'too busy till 20': (target) => answered(target, story.throttled(20)),
  'too busy till 300': (target) => answered(target, story.throttled(300)),
  refused: (target) => answered(target, story.notFound),
  settled: (target) => [...answered(target, story.accepted), story.settled(14, story.verified, target)],
};

function answered(target: PersonId, answer: Answer): Event[] {
  return [story.attempted(11, 1, { target }), story.answered(12, 1, answer, target)];
}

const most = { record: 500, send: 320, readBack: 160 };
const limits = defaultLimits;

describe('what is to be done for many', () => {
  const life = fc.array(fc.constantFrom(...Object.keys(lives)), {
    minLength: people.length,
    maxLength: people.length,
  });
  const moments = fc.constantFrom(30, 45, 200, 305, 920, 5_000);
  const taken = fc.subarray(ids);
  const few = fc.record({ record: fc.nat(4), send: fc.nat(4), readBack: fc.nat(4) });

  test('is what is to be done for each, once for each, for nobody who is busy, and no more than wanted', () => {
    const property = fc.property(life, moments, taken, few, fc.boolean(), (all, now, busy, some, halted) => {
      const events = [
        ...ready,
        ...ids.flatMap((id, index) => lives[all[index]!]!(id)),
        ...(halted ? [story.halted(29)] : []),
      ];
      const request = given(...events);
      const turn = (wanted: typeof most): ReturnType<typeof turnOf> =>
        turnOf(request, { seen: new Map(), busy: new Set(busy) }, wanted, after(now), limits);
      const { record, send, readBack, wake } = turn(most);
      const listed = [...record, ...send, ...readBack];
      expect(new Set(listed).size).toBe(listed.length);
      for (const id of ids) {
        const step = next(request, id, after(now), limits).do;
        const isFree = !busy.includes(id);
        expect(send.includes(id)).toBe(isFree && step === 'send');
        expect(record.includes(id)).toBe(isFree && (step === 'settle' || step === 'call-unknown'));
        if (readBack.includes(id)) expect([isFree, step]).toEqual([true, 'read-back']);
      }
      const untouched = ids.filter((id, index) => all[index] === 'nothing' && !busy.includes(id));
      expect(notBegun(request, new Set(busy))).toBe(untouched.length);
      if (wake !== undefined) expect(wake.getTime()).toBeGreaterThan(after(now).getTime());
      const less = turn({ record: some.record + 1, send: some.send, readBack: some.readBack });
      expect(less.record.length).toBeLessThanOrEqual(some.record + 1);
      expect(less.send.length).toBeLessThanOrEqual(some.send);
      expect(less.readBack.length).toBeLessThanOrEqual(some.readBack);
    });
    fc.assert(property, times(300));
  });

  test('nobody is forgotten: whoever has no outcome is busy, has something to do, or is waited for', () => {
    fc.assert(
      fc.property(life, moments, (all, now) => {
        const request = given(...ready, ...ids.flatMap((id, index) => lives[all[index]!]!(id)));
        const none = { seen: new Map<PersonId, Seen>(), busy: new Set<PersonId>() };
        const { record, send, readBack, wake } = turnOf(request, none, most, after(now), limits);
        const open = ids.filter((_, index) => request.runs[index]?.outcome === undefined).length;
        const waiting = open - record.length - send.length - readBack.length;
        expect(waiting).toBeGreaterThanOrEqual(0);
        expect(waiting > 0).toBe(wake !== undefined);
      }),
      times(300),
    );
  });
});

describe('for one of many, with what was seen beside the record', () => {
  const due = (events: readonly Event[], seen: Seen, now: number): ReturnType<typeof dueFor> =>
    dueFor(given(...ready, ...events), first, seen, after(now), limits);
  const halt = story.noRoleAnyMore;
  const settled = (now: number, outcome: object): object => ({
    do: 'record',
    event: { at: iso(now), type: 'settled', target: first, outcome },
  });
  const unclear = answered(first, story.noAnswer);

  test.each<[what: string, events: readonly Event[], seen: Seen, now: number, expected: object]>([
    [
      'look-ups failed: not before they are tried again',
      [],
      { notBefore: after(40) },
      30,
      { do: 'send', at: after(40), attempt: 1 },
    ],
    ['and then it is', [], { notBefore: after(29) }, 30, { do: 'send', at: after(30), attempt: 1 }],
    ['stopped alone, never sent', [], { halt }, 30, settled(30, { kind: 'skipped', why: halt })],
    [
      'stopped alone, and Graph was too busy before',
      answered(first, story.throttled(20)),
      { halt },
      30,
      settled(30, { kind: 'skipped', why: halt, notTaken: 'TooManyRequests' }),
    ],
    [
      'stopped alone after no clear answer: read back',
      unclear,
      { halt },
      60,
      { do: 'read-back', at: after(60) },
    ],
    [
      'and never called skipped, as it may have worked',
      unclear,
      { halt, readAt: after(192) },
      193,
      settled(193, { kind: 'unverified', accepted: false }),
    ],
    [
      'accepted: read a second later',
      answered(first, story.accepted),
      {},
      12,
      { do: 'read-back', at: after(13) },
    ],
    [
      'read at its second, and proven by nothing: again at the next',
      answered(first, story.accepted),
      { readAt: after(13) },
      13.5,
      { do: 'read-back', at: after(14) },
    ],
    [
      'read to the end: what was read last is the evidence',
      answered(first, story.accepted),
      { readAt: after(192), reading: { validFrom: null, graphDate: iso(191) } },
      192,
      settled(192, {
        kind: 'unverified',
        accepted: true,
        evidence: { before: '2026-04-01T08:00:00Z', after: null, readAt: iso(191) },
      }),
    ],
  ])('%s', (_what, events, seen, now, expected) => {
    expect(due(events, seen, now)).toEqual(expected);
  });
});

describe('stopping what runs', () => {
  const running = given(...ready, ...answered(first, story.accepted));
  const by = story.byOlga;

  test('halts it in the name of who stopped it; nobody is sent about any more, and who was is read back', () => {
    const decided = stop(running, by, after(30));
    const event = { at: iso(30), type: 'halted', halt: { kind: 'stopped', by } } as const;
    expect(decided).toEqual({ ok: true, event });
    const stopped = given(...ready, ...answered(first, story.accepted), event);
    const turn = turnOf(stopped, { seen: new Map(), busy: new Set() }, most, after(31), limits);
    expect(turn).toMatchObject({ send: [], record: ids.slice(1), readBack: [first] });
  });

  test.each<[what: string, request: Request, refusal: object]>([
    ['while it waits for its requester', given(story.asked()), { kind: 'not-running-yet' }],
    ['while it waits for approvers', given(asked), { kind: 'not-running-yet' }],
    [
      'when it was cancelled',
      given(asked, story.cancelled()),
      { kind: 'already-decided', phase: 'cancelled' },
    ],
    ['when it is stopped already', given(...ready, story.halted(20)), { kind: 'already-stopped' }],
  ])('is refused %s', (_what, request, refusal) => {
    expect(mayStop(request)).toMatchObject(refusal);
    expect(stop(request, by, after(30))).toMatchObject({ ok: false, refusal });
  });

  test('needs no look-up for who asked and who approved, and one for anybody else', () => {
    expect(stopper(running, olga.person.id)).toEqual(by);
    expect(stopper(running, ben.person.id)).toMatchObject({ id: ben.person.id });
    expect(stopper(running, gina.person.id)).toBeUndefined();
    expect(
      stopper(given(story.asked(), story.supported(gina), story.confirmed()), gina.person.id),
    ).toBeUndefined();
  });
});
