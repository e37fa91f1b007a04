import type { Event } from '../../../src/core/request/events';
import { evolve, fold, isOver, isOwn, isRunning, runOf } from '../../../src/core/request/state';
import type { Standing } from '../../../src/core/person';
import { alice, ben, olga } from '../../support/people';
import * as story from './story';
import { given, iso } from './story';

const ready = [story.asked(), story.confirmed()];
const executing = [...ready, story.attempted(11)];
const answered = [...executing, story.answered(12, 1, story.accepted)];
const done = [...answered, story.settled(13, story.verified)];
const two = story.asked({
  targets: [alice, ben].map(({ person }) => ({ person, roles: [] })),
});

describe('a request is what its record adds up to', () => {
  test.each<[phase: string, over: boolean, running: boolean, events: readonly Event[]]>([
    ['awaiting-confirmation', false, false, [story.asked()]],
    ['ready', false, true, ready],
    ['ready', false, true, [...ready, story.halted(11)]],
    ['executing', false, true, executing],
    ['executing', false, true, answered],
    ['done', true, false, done],
    ['cancelled', true, false, [story.asked(), story.cancelled()]],
    ['expired', true, false, [story.asked(), story.expired()]],
  ])('%s (over: %s, running: %s)', (phase, over, running, events) => {
    const request = given(...events);
    expect(request).toMatchObject({ phase, version: events.length, shows: events.length });
    expect(isOver(request)).toBe(over);
    expect(isRunning(request)).toBe(running);
  });

  test('what was asked stays as it was asked', () => {
    const request = given(story.asked({ reason: 'laptop stolen', ticket: 'INC0012345' }));
    expect(request).toMatchObject({
      id: story.id,
      code: story.code,
      by: story.byOlga,
      targets: [{ person: alice.person, roles: [] }],
      reason: 'laptop stolen',
      ticket: 'INC0012345',
      askedAt: iso(0),
      expiresAt: iso(1_800),
      where: 'the incident channel',
      runs: [{ attempts: [] }],
    });
  });

  test('attempts are kept in order, each with its answer', () => {
    const request = given(
      ...executing,
      story.answered(21, 1, story.noAnswer),
      story.attempted(51, 2),
      story.answered(52, 2, story.accepted),
    );
    expect(runOf(request, alice.person.id)?.attempts).toMatchObject([
      { at: iso(11), clientRequestId: 'client-request-1', answer: { ...story.noAnswer, at: iso(21) } },
      { at: iso(51), clientRequestId: 'client-request-2', answer: { ...story.accepted, at: iso(52) } },
    ]);
  });

  test('it is done only when every target is settled', () => {
    const skipped = { kind: 'skipped', why: { kind: 'deadline' } } as const;
    const half = given(two, story.confirmed(), story.settled(11, skipped));
    expect(half.phase).toBe('ready');
    const whole = evolve(story.id, half, story.settled(12, story.verified, ben.person.id));
    expect(whole).toMatchObject({
      phase: 'done',
      runs: [{ outcome: skipped }, { outcome: story.verified }],
    });
  });

  test('a refused ask opens nothing', () => {
    expect(fold(story.id, [refusedAsk])).toBeUndefined();
    expect(fold(story.id, [])).toBeUndefined();
  });

  test('naming the on-call conversation opens nothing, and has no place inside a request', () => {
    expect(fold(story.id, [onCallSet])).toBeUndefined();
    expect(() => evolve(story.id, given(story.asked()), onCallSet)).toThrow('begins twice');
  });

  test.each<[what: string, own: boolean, targets: readonly Standing[]]>([
    ['about who asked', true, [olga]],
    ['about somebody else', false, [alice]],
    ['about who asked and somebody else', false, [olga, alice]],
    ['about somebody else and who asked', false, [alice, olga]],
    ['about nobody', false, []],
  ])('%s: somebody\u2019s own: %s', (_what, own, targets) => {
    const asked = story.asked({ targets: targets.map(({ person }) => ({ person, roles: [] })) });
    expect(isOwn(given(asked))).toBe(own);
  });

  test.each([
    ['while it waits', [story.asked()]],
    ['while it is carried out', executing],
    ['after its end', done],
    ['after it was cancelled', [story.asked(), story.cancelled()]],
  ])('a refused press changes nothing a card shows: %s', (_when, events) => {
    const before = given(...events);
    expect(evolve(story.id, before, story.pressRefused())).toStrictEqual({
      ...before,
      version: before.version + 1,
      refusedPresses: [story.pressRefused()],
    });
  });

  test('a card is brought up to the newest event it shows, past refused presses', () => {
    expect(given(story.asked(), story.pressRefused(1), story.pressRefused(2))).toMatchObject({
      version: 3,
      shows: 1,
    });
    expect(given(story.asked(), story.pressRefused(1), story.cancelled())).toMatchObject({
      version: 3,
      shows: 3,
    });
  });

  test('folding never changes what was folded before', () => {
    const before = given(...executing);
    const copy = structuredClone(before);
    evolve(story.id, before, story.answered(12, 1, story.accepted));
    expect(before).toStrictEqual(copy);
  });
});

const refusedAsk: Event = {
  at: iso(0),
  type: 'ask-refused',
  by: alice.person.id,
  typed: 'revoke olga@contoso.com',
  refusal: { kind: 'not-entitled', eligible: [] },
};

const onCallSet: Event = {
  at: iso(0),
  type: 'on-call-set',
  by: olga.person.id,
  where: 'the on-call channel',
};

describe('an event that cannot follow is a corrupt record', () => {
  const { accepted, verified } = story;
  const later = [
    story.confirmed(),
    story.cancelled(),
    story.expired(),
    story.pressRefused(),
    story.attempted(11),
    story.answered(12, 1, accepted),
    story.halted(13),
    story.settled(14, verified),
  ];

  test.each(later.map((event) => ({ type: event.type, event })))('$type first', ({ event }) => {
    expect(() => fold(story.id, [event])).toThrow('does not begin');
  });

  const impossible: readonly (readonly [
    what: string,
    before: readonly Event[],
    event: Event,
    said: string,
  ])[] = [
    ['asked twice', [story.asked()], story.asked(), 'begins twice'],
    ['asked again after it was done', done, story.asked(), 'begins twice'],
    ['a refused ask in the middle', ready, refusedAsk, 'begins twice'],
    ['confirmed twice', ready, story.confirmed(11), 'when it was'],
    [
      'confirmed after it was cancelled',
      [story.asked(), story.cancelled()],
      story.confirmed(11),
      'when it was',
    ],
    ['confirmed after it expired', [story.asked(), story.expired()], story.confirmed(1_801), 'when it was'],
    ['confirmed after it was done', done, story.confirmed(20), 'when it was'],
    ['cancelled after it was confirmed', ready, story.cancelled(11), 'when it was'],
    ['cancelled twice', [story.asked(), story.cancelled()], story.cancelled(11), 'when it was'],
    ['expired after it was confirmed', ready, story.expired(), 'when it was'],
    ['expired while it is carried out', executing, story.expired(), 'when it was'],
    ['attempted before it was confirmed', [story.asked()], story.attempted(11), 'when it was'],
    [
      'attempted after it was cancelled',
      [story.asked(), story.cancelled()],
      story.attempted(11),
      'when it was',
    ],
    ['attempted after it was done', done, story.attempted(20, 2), 'when it was'],
    ['the same attempt twice', executing, story.attempted(12), 'is out of turn'],
    ['an attempt left out', executing, story.attempted(12, 3), 'is out of turn'],
    [
      'an attempt for somebody it is not about',
      ready,
      story.attempted(11, 1, { target: ben.person.id }),
      'names a target it does not have',
    ],
    [
      'answered before it was attempted',
      ready,
      story.answered(12, 1, accepted),
      'was answered and had not been made, or twice',
    ],
    [
      'answered twice',
      answered,
      story.answered(13, 1, accepted),
      'was answered and had not been made, or twice',
    ],
    [
      'an answer to an attempt that was not made',
      answered,
      story.answered(13, 2, accepted),
      'was answered and had not been made, or twice',
    ],
    [
      'an answer for somebody it is not about',
      executing,
      story.answered(12, 1, accepted, ben.person.id),
      'names a target it does not have',
    ],
    ['halted before it was confirmed', [story.asked()], story.halted(5), 'when it was'],
    ['halted after it was done', done, story.halted(20), 'when it was'],
    ['settled before it was confirmed', [story.asked()], story.settled(5, verified), 'when it was'],
    ['settled after it was done', done, story.settled(20, verified), 'when it was'],
    [
      'settled for somebody it is not about',
      ready,
      story.settled(11, verified, ben.person.id),
      'names a target it does not have',
    ],
    [
      'settled twice for one of two',
      [two, story.confirmed(), story.settled(11, verified)],
      story.settled(12, verified),
      'goes on after a target was settled',
    ],
    [
      'attempted after it was settled, for one of two',
      [two, story.confirmed(), story.settled(11, verified)],
      story.attempted(12),
      'goes on after a target was settled',
    ],
  ];

  test.each(impossible)('%s', (_what, before, event, said) => {
    const request = given(...before);
    expect(() => evolve(story.id, request, event)).toThrow(said);
  });
});
