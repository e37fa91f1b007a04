import type { Verdict } from '../../../src/core/assess';
import { mostSupports } from '../../../src/core/bounds';
import type { Why } from '../../../src/core/command/command';
import { defaultPolicy } from '../../../src/core/policy';
import type { Event } from '../../../src/core/request/events';
import {
  approve,
  cancel,
  confirm,
  isAsker,
  mayConfirm,
  remind,
  support,
} from '../../../src/core/request/decide';
import { evolve } from '../../../src/core/request/state';
import { alice, ben, gina, holding, olga } from '../../support/people';
import * as story from './story';
import { after, given, iso } from './story';

const mine: Verdict = { tier: 'standard', rule: 'confirm', role: 'Global Administrator', coveringRoles: [] };
const waiting = given(story.asked());
const forOthers = given(story.askedOthers('two-approvers'));
const over: readonly (readonly [string, readonly Event[]])[] = [
  ['ready', [story.askedOthers('one-approver'), story.approved()]],
  ['executing', [story.asked(), story.confirmed(), story.attempted(11)]],
  ['rejected', [story.askedOthers('one-approver'), story.rejected()]],
  ['cancelled', [story.asked(), story.cancelled()]],
  ['expired', [story.asked(), story.expired()]],
];

describe('somebody else asks for the same', () => {
  test.each([
    ['while it waits for its requester', waiting],
    ['while it waits for approvers', forOthers],
  ])('%s: noted as support, and nothing else changes', (_when, request) => {
    const event = support(request, gina, 'Global Administrator', {}, after(5));
    expect(event).toStrictEqual(story.supported(gina));
    const supported = evolve(story.id, request, event!);
    expect(supported).toMatchObject({ phase: request.phase, supporters: [story.actor(gina)], approvals: [] });
    expect(supported?.by).toStrictEqual(story.byOlga);
  });

  test('without a role that covers it, none is on record', () => {
    expect(support(waiting, alice, undefined, {}, after(5))).toStrictEqual(story.supported(alice));
  });

  test('the requester, or somebody who supports it already, adds nothing', () => {
    const supported = given(story.asked(), story.supported(gina));
    expect(support(waiting, olga, undefined, {}, after(5))).toBeUndefined();
    expect(support(supported, olga, undefined, {}, after(5))).toBeUndefined();
    expect(support(supported, gina, 'Global Administrator', {}, after(6))).toBeUndefined();
    expect(support(supported, ben, undefined, {}, after(6))).toBeDefined();
  });

  describe('and the requester, or who supports it already, asks once more', () => {
    const said = { reason: 'laptop stolen', ticket: 'INC0012345' };
    const request = given(story.asked(said), { ...story.supported(gina), reason: 'phished' } as Event);

    test.each<[what: string, why: Why, isNoted: boolean]>([
      ['the very same line', said, false],
      ['no reason and no ticket', {}, false],
      ['another reason', { ...said, reason: 'laptop found' }, true],
      ['another ticket', { ...said, ticket: 'INC0099999' }, true],
      ['the reason alone', { reason: 'laptop stolen' }, true],
      ['the ticket alone', { ticket: 'INC0012345' }, true],
      ['what another supporter gave', { reason: 'phished' }, false],
    ])('with %s', (_what, why, isNoted) => {
      for (const who of [olga, gina]) {
        const event = support(request, who, undefined, why, after(6));
        expect(event).toStrictEqual(isNoted ? { ...story.supported(who, 6), ...why } : undefined);
      }
    });

    test('what they add is kept with their name, and nothing that they did not say', () => {
      const { supporters } = given(
        story.asked(),
        { ...story.supported(olga), reason: 'laptop found' } as Event,
        { ...story.supported(gina), ticket: 'INC0099999' } as Event,
      );
      expect(supporters).toStrictEqual([
        { ...story.actor(olga), reason: 'laptop found' },
        { ...story.actor(gina), ticket: 'INC0099999' },
      ]);
    });
  });

  test('nobody is noted more often than that, whoever else asks', () => {
    const again = (times: number): Event[] =>
      Array.from({ length: times }, (_, index) => ({
        ...story.supported(gina),
        reason: `reason ${index}`,
      }));
    const once: Why = { reason: 'one more' };
    const nearly = given(story.asked(), story.supported(ben), ...again(mostSupports - 1));
    expect(support(nearly, gina, undefined, once, after(6))).toBeDefined();
    const full = given(story.asked(), story.supported(ben), ...again(mostSupports));
    expect(support(full, gina, undefined, once, after(6))).toBeUndefined();
    expect(support(full, ben, undefined, once, after(6))).toBeDefined();
    expect(support(full, alice, undefined, once, after(6))).toBeDefined();
  });

  test('with a role that covers it and another that does not, the one that covers is on record', () => {
    const both = { ...gina, roles: [holding('Helpdesk Administrator'), ...gina.roles] };
    expect(support(waiting, both, 'Global Administrator', {}, after(5))).toStrictEqual(story.supported(gina));
  });

  test('a request that has run out of time is not supported any more, although nobody recorded its end', () => {
    expect(support(waiting, gina, 'Global Administrator', {}, after(30 * 60 - 0.001))).toBeDefined();
    expect(support(waiting, gina, 'Global Administrator', {}, after(30 * 60))).toBeUndefined();
  });

  test.each(over)('%s: there is nothing left to support', (_phase, events) => {
    expect(support(given(...events), gina, 'Global Administrator', {}, after(60))).toBeUndefined();
  });
});

describe('who supports a request', () => {
  const supported = given(story.asked(), story.supported(gina));

  test('may confirm it, on their own roles, and is named as who did', () => {
    expect(isAsker(supported, gina.person.id)).toBe(true);
    expect(confirm(supported, gina, mine, after(10))).toStrictEqual({
      ok: true,
      event: { at: iso(10), type: 'confirmed', by: story.actor(gina) },
    });
  });

  test('may not confirm it when for them an approver is needed', () => {
    const theirs: Verdict = { ...mine, tier: 'by-request', rule: 'one-approver' };
    expect(confirm(supported, gina, theirs, after(10))).toMatchObject({
      ok: false,
      refusal: { kind: 'needs-approver', tier: 'by-request' },
    });
  });

  test('leaves the requester able to confirm', () => {
    expect(confirm(supported, olga, mine, after(10)).ok).toBe(true);
  });

  test('may not cancel it: it is not theirs', () => {
    expect(cancel(supported, gina.person.id, after(10))).toStrictEqual({
      ok: false,
      refusal: { kind: 'not-the-requester', requester: 'Olga Ops' },
    });
  });

  test('does not count as an approver by having asked', () => {
    const two = given(story.askedOthers('two-approvers'), story.supported(gina), story.approved(10, ben, 2));
    expect(two).toMatchObject({ phase: 'awaiting-approval', approvals: [story.actor(ben)] });
    const decided = approve(two, gina, 'Global Administrator', 2, after(20));
    expect(decided.ok && evolve(story.id, two, decided.event)?.phase).toBe('ready');
  });

  test('nobody else may confirm', () => {
    expect(mayConfirm(supported, ben.person.id, after(10))).toMatchObject({ kind: 'not-the-requester' });
    expect(mayConfirm(supported, alice.person.id, after(10))).toMatchObject({ kind: 'not-the-requester' });
  });
});

describe('cancelling a request that waits for approvers', () => {
  const halfway = given(story.askedOthers('two-approvers'), story.approved(10, ben, 2));

  test('its requester can, also after the first of two approvals', () => {
    for (const request of [forOthers, halfway])
      expect(cancel(request, olga.person.id, after(10))).toStrictEqual({
        ok: true,
        event: story.cancelled(),
      });
  });

  test.each([
    ['an approver', gina],
    ['who has approved', ben],
    ['the target', alice],
  ])('%s cannot', (_who, { person }) => {
    expect(cancel(halfway, person.id, after(10))).toStrictEqual({
      ok: false,
      refusal: { kind: 'not-the-requester', requester: 'Olga Ops' },
    });
  });
});

describe('the reminder', () => {
  const half = 15 * 60;

  test('is due at its time and not a moment sooner', () => {
    expect(remind(forOthers, after(half - 0.001))).toBeUndefined();
    expect(remind(forOthers, after(half))).toStrictEqual(story.reminded());
  });

  test('comes once', () => {
    const reminded = given(story.askedOthers('two-approvers'), story.reminded());
    expect(reminded.remindedAt).toBe(iso(half));
    expect(remind(reminded, after(half + 60))).toBeUndefined();
  });

  test('still comes after the first of two approvals', () => {
    const halfway = given(story.askedOthers('two-approvers'), story.approved(10, ben, 2));
    expect(remind(halfway, after(half))).toStrictEqual(story.reminded());
  });

  test('does not come for a request that waits for its requester, or has run out of time', () => {
    expect(remind(waiting, after(half))).toBeUndefined();
    expect(remind(forOthers, after(30 * 60))).toBeUndefined();
  });

  test.each(over)('%s: nobody is reminded', (_phase, events) => {
    expect(remind(given(...events), after(half))).toBeUndefined();
  });

  test('keeps the time of the policy it was asked with', () => {
    const early = given(
      story.askedOthers('one-approver', { policy: { ...defaultPolicy, reminderMinutes: 1 } }),
    );
    expect(remind(early, after(60))).toStrictEqual(story.reminded(60));
  });
});
