import { goingOn } from '../../src/core/assess';
import { sortOut, type Named } from '../../src/core/crowd';
import type { Standing } from '../../src/core/person';
import type { Policy } from '../../src/core/policy';
import { choose } from '../../src/core/pick';
import type { Event } from '../../src/core/request/events';
import { estimate } from '../../src/core/request/tally';
import type { Run } from '../../src/core/request/run';
import { alice, ben, holding, olga, standing } from '../support/people';
import { policy, town } from './verdicts';

const guest = standing('Eve Extern', { person: { kind: 'guest' } });
const breakGlass = standing('Break Glass', { roles: [holding('Global Administrator')] });
const carol = standing('Carol Chief', { roles: [holding('Global Administrator')] });
const disabled = standing('Derek Done', { person: { enabled: false } });
const hybrid = standing('Hans Hybrid', { person: { synchronised: true } });
const protecting = { protectedPeople: [breakGlass.person.id] };
const named = (...people: readonly Standing[]): readonly Named[] =>
  people.map((one) => ({ named: one.person.address, standing: one }));
const whys = (under: Policy, people: readonly Standing[]): unknown => {
  const sorted = sortOut(under, olga, named(...people), [], new Set([hybrid.person.id]));
  if (!sorted.ok) return sorted.refusal.kind;
  return [sorted.people.length, ...sorted.leftOut.map(({ person, why }) => `${person?.name}: ${why}`)];
};

describe('of several people', () => {
  test.each<[what: string, under: Policy, people: readonly Standing[], came: unknown]>([
    ['ordinary ones stay, disabled too', policy({}), [alice, disabled], [2]],
    ['a guest is left out', policy({}), [alice, guest], [1, 'Eve Extern: guest']],
    [
      'a protected one is left out',
      policy({}, protecting),
      [alice, breakGlass],
      [1, 'Break Glass: protected'],
    ],
    ['whom no role of the asker covers stays: an approver decides', policy({}), [alice, carol], [2]],
    [
      'whom no role of the asker covers is left out where the policy never asks approvers for that',
      policy({ 'by-request': 'never' }),
      [alice, carol],
      [1, 'Carol Chief: not-allowed'],
    ],
    [
      'one with a role is left out where the policy never allows that',
      policy({ privileged: 'never' }),
      [alice, carol],
      [1, 'Carol Chief: not-allowed'],
    ],
    [
      'who was revoked a moment ago is left out',
      policy({}),
      [alice, hybrid],
      [1, 'Hans Hybrid: recently-revoked'],
    ],
    ['nobody may be left', policy({}), [guest, hybrid], 'nobody-left'],
    [
      'one who may not be revoked refuses it all, where the policy says so',
      policy({}, { notAllowedAmongMany: 'refuse' }),
      [alice, guest],
      'not-allowed-among',
    ],
    [
      'who was revoked a moment ago refuses nothing',
      policy({}, { notAllowedAmongMany: 'refuse' }),
      [alice, hybrid],
      [1, 'Hans Hybrid: recently-revoked'],
    ],
  ])('%s', (_what, under, people, came) => {
    expect(whys(under, people)).toEqual(came);
  });

  test('a refusal names ten of them and counts them all', () => {
    const guests = town(30).map((one): Standing => ({ ...one, person: { ...one.person, kind: 'guest' } }));
    const sorted = sortOut(policy({}), olga, named(...guests), [], new Set());
    expect(sorted).toMatchObject({ ok: false, refusal: { kind: 'nobody-left', count: 30 } });
    expect(!sorted.ok && 'leftOut' in sorted.refusal && sorted.refusal.leftOut).toHaveLength(10);
  });
});

describe('when it is decided', () => {
  const on = (under: Policy, ...people: readonly Standing[]): unknown =>
    goingOn([policy({}), under], olga, people).map(({ person }) => person.name);

  test('who became a guest meanwhile is not decided about, unless the policy refuses it all for one', () => {
    expect(on(policy({}), alice, guest)).toEqual(['Alice Archer']);
    expect(on(policy({}, { notAllowedAmongMany: 'refuse' }), alice, guest)).toEqual([
      'Alice Archer',
      'Eve Extern',
    ]);
  });

  test('the policy of now protects too', () => {
    expect(on(policy({}, protecting), alice, breakGlass)).toEqual(['Alice Archer']);
  });

  test('one alone, or all of them, are looked at as they are', () => {
    expect(on(policy({}), guest)).toEqual(['Eve Extern']);
    expect(on(policy({}, protecting), guest, breakGlass)).toHaveLength(2);
  });
});

describe('who of several people of one name is meant', () => {
  const at = new Date('2026-05-01T12:00:00Z');
  const refused: Extract<Event, { type: 'ask-refused' }> = {
    at: at.toISOString(),
    type: 'ask-refused',
    by: olga.person.id,
    typed: 'revoke "Sam Smith"',
    refusal: { kind: 'several-found', typed: 'Sam Smith', matches: town(12).map(({ person }) => person) },
    command: { kind: 'revoke', targets: [{ kind: 'name', name: 'Sam Smith' }], again: true },
  };
  const [first, ...others] = town(12).map(({ person }) => person.id);
  const pick = (by = olga, choice: string | undefined = first, after = 0, from = refused): unknown => {
    const chosen = choose(from, by.person.id, choice, new Date(at.getTime() + after), 30);
    return chosen.ok ? chosen.command : chosen.refusal.kind;
  };
  const { command: _, ...without } = refused;

  test('goes on as if that id had been typed, with everything else that was', () => {
    expect(pick()).toEqual({ kind: 'revoke', targets: [{ kind: 'id', id: first }], again: true });
  });

  test.each([
    ['somebody else picks', pick(ben), 'pick-not-yours'],
    ['nobody is chosen', pick(olga, ''), 'nobody-picked'],
    ['somebody is chosen who is no match', pick(olga, alice.person.id), 'nobody-picked'],
    ['a match is chosen that was not offered', pick(olga, others.at(-1)), 'nobody-picked'],
    ['it is too late', pick(olga, first, 30 * 60_000), 'pick-too-old'],
    ['there was nothing to pick from', pick(olga, first, 0, without), 'request-unknown'],
  ])('is nobody when %s', (_why, came, refusal) => {
    expect(came).toBe(refusal);
  });
});

describe('how much longer it takes', () => {
  const iso = (ms: number): string => new Date(Date.parse('2026-05-01T12:00:00Z') + ms).toISOString();
  const runs = (sent: number, all: number, everyMs: number): readonly Run[] =>
    Array.from({ length: all }, (_, index) => ({
      attempts:
        index < sent
          ? [{ at: iso(index * everyMs), clientRequestId: 'x', before: null, graphDate: iso(0) }]
          : [],
    }));

  test('follows the pace so far', () => {
    expect(estimate({ runs: runs(101, 201, 1_000) })?.leftMs).toBeCloseTo(5_000 + (100 * 100_000) / 101, -1);
  });

  test('is never less than what the write quota allows', () => {
    const left = estimate({ runs: runs(2_900, 10_000, 10) })?.leftMs ?? 0;
    expect(left).toBeGreaterThan((7_000 / 2_900) * 150_000);
  });

  test('is not known before there is a pace', () => {
    expect(estimate({ runs: runs(0, 10, 1) })).toBeUndefined();
    expect(estimate({ runs: runs(1, 10, 1) })).toBeUndefined();
  });
});
