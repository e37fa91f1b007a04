import type { Standing } from '../../../src/core/person';
import {
  approve,
  cancel,
  confirm,
  expire,
  isAsker,
  mayReview,
  reject,
} from '../../../src/core/request/decide';
import { evolve, type Request } from '../../../src/core/request/state';
import { alice, ben, gina, holding, olga, standing } from '../../support/people';
import * as story from './story';
import { after, given, iso } from './story';

const role = 'Privileged Authentication Administrator';
const one = given(story.askedOthers('one-approver'));
const two = given(story.askedOthers('two-approvers'));
const halfway = given(story.askedOthers('two-approvers'), story.approved(10, ben, 2));

/** One event later, in a request that must still be one. */
const then = (request: Request, ...decided: readonly ReturnType<typeof approve>[]): Request =>
  decided.reduce((state, step) => {
    if (!step.ok) throw new Error(step.refusal.kind);
    return evolve(story.id, state, step.event) ?? state;
  }, request);

describe('one approver is needed', () => {
  test('the first approval makes the request ready, and says who gave it with which role', () => {
    const decided = approve(one, ben, role, 1, after(10));
    expect(decided).toStrictEqual({ ok: true, event: story.approved() });
    expect(then(one, decided)).toMatchObject({
      phase: 'ready',
      approvals: [story.actor(ben)],
      decision: { kind: 'approved', by: story.actor(ben), at: iso(10) },
    });
  });

  test('the role on record is the one read for this press', () => {
    const decided = approve(one, ben, 'User Administrator', 1, after(10));
    expect(decided.ok && decided.event).toMatchObject({ by: { role: 'User Administrator' } });
  });
});

describe('two approvers are needed', () => {
  test('the first approval leaves the request waiting for another', () => {
    const waiting = then(two, approve(two, ben, role, 2, after(10)));
    expect(waiting).toMatchObject({ phase: 'awaiting-approval', approvals: [story.actor(ben)] });
    expect(waiting.decision).toBeUndefined();
  });

  test('the second one, by somebody else, makes it ready; the last of them is named as who decided', () => {
    const ready = then(halfway, approve(halfway, gina, 'Global Administrator', 2, after(20)));
    expect(ready).toMatchObject({
      phase: 'ready',
      approvals: [story.actor(ben), story.actor(gina)],
      decision: { kind: 'approved', by: story.actor(gina), at: iso(20) },
    });
  });

  test('the same person a second time is refused', () => {
    expect(approve(halfway, ben, role, 2, after(20))).toStrictEqual({
      ok: false,
      refusal: { kind: 'already-approved' },
    });
  });

  test('the same person under another name and with another role is still the same person', () => {
    const renamed = standing('Ben Berg', {
      person: { name: 'Benno Berg', address: 'benno@contoso.com' },
      roles: [holding('Global Administrator')],
    });
    expect(approve(halfway, renamed, 'Global Administrator', 2, after(20)).ok).toBe(false);
  });

  test('one person on record twice counts once', () => {
    const twice = given(
      story.askedOthers('two-approvers'),
      story.approved(10, ben, 2),
      story.approved(11, ben, 2),
    );
    expect(twice).toMatchObject({ phase: 'awaiting-approval', approvals: [story.actor(ben)] });
    expect(then(twice, approve(twice, gina, role, 2, after(20))).phase).toBe('ready');
  });

  test('a policy that was tightened between two presses has its way with the second', () => {
    const third = standing('Uma User', { roles: [holding('User Administrator')] });
    const one = given(story.askedOthers('one-approver'), story.approved(10, ben, 2));
    expect(one.phase).toBe('awaiting-approval');
    expect(then(one, approve(one, third, 'User Administrator', 2, after(20))).phase).toBe('ready');
  });
});

describe('rejecting', () => {
  test('the first rejection ends it, with its reason', () => {
    const decided = reject(two, ben, role, 'she is at her desk', after(10));
    expect(decided).toStrictEqual({ ok: true, event: story.rejected(10, ben, 'she is at her desk') });
    expect(then(two, decided)).toMatchObject({
      phase: 'rejected',
      decision: { kind: 'rejected', by: story.actor(ben), at: iso(10), reason: 'she is at her desk' },
    });
  });

  test('no reason is no reason, not an empty one', () => {
    const rejected = then(one, reject(one, ben, role, undefined, after(10)));
    expect(rejected.decision).toStrictEqual({ kind: 'rejected', by: story.actor(ben), at: iso(10) });
  });

  test('it ends a request that somebody else has approved already', () => {
    expect(then(halfway, reject(halfway, gina, role, 'wrong Carol', after(20)))).toMatchObject({
      phase: 'rejected',
      approvals: [story.actor(ben)],
    });
  });

  test('who has approved cannot reject as well', () => {
    expect(reject(halfway, ben, role, 'changed my mind', after(20))).toStrictEqual({
      ok: false,
      refusal: { kind: 'already-approved' },
    });
  });
});

describe('whose word does not count', () => {
  const carol = standing('Carol Chief', { roles: [holding('Global Administrator')] });
  const about = given(
    story.askedOthers('one-approver', {
      targets: [alice, carol].map(({ person }) => ({ person, roles: [] })),
    }),
  );
  const renamed = standing('Olga Ops', { person: { name: 'Olga Other', address: 'other@contoso.com' } });

  test.each<[who: string, person: Standing, refusal: string]>([
    ['the requester', olga, 'own-request'],
    ['the requester under another name and address', renamed, 'own-request'],
    ['a target', alice, 'approver-is-target'],
    ['another target', carol, 'approver-is-target'],
  ])('%s neither approves nor rejects', (_who, person, kind) => {
    const refused = { ok: false, refusal: { kind } };
    expect(mayReview(about, person.person.id, after(10))).toStrictEqual({ kind });
    expect(approve(about, person, role, 1, after(10))).toStrictEqual(refused);
    expect(reject(about, person, role, 'no', after(10))).toStrictEqual(refused);
  });

  test('who asked about themselves hears that they asked', () => {
    const own = given(story.askedOthers('one-approver', { tier: 'own', by: story.actor(alice) }));
    expect(mayReview(own, alice.person.id, after(10))).toStrictEqual({ kind: 'own-request' });
  });

  test('somebody who only supports it may approve: they are a second person', () => {
    const supported = given(story.askedOthers('one-approver'), story.supported(ben));
    expect(isAsker(supported, ben.person.id)).toBe(true);
    expect(mayReview(supported, ben.person.id, after(10))).toBeUndefined();
    expect(then(supported, approve(supported, ben, role, 1, after(10))).phase).toBe('ready');
  });
});

describe('a request that waits for another', () => {
  const waitsForRequester = given(story.asked());

  test('one that waits for its requester is not approved or rejected', () => {
    const refused = { ok: false, refusal: { kind: 'waits-for-another', phase: 'awaiting-confirmation' } };
    for (const person of [ben, olga, alice]) {
      expect(approve(waitsForRequester, person, role, 1, after(10))).toStrictEqual(refused);
      expect(reject(waitsForRequester, person, role, 'no', after(10))).toStrictEqual(refused);
    }
  });

  test('one that waits for approvers is not confirmed, whatever the policy says by now', () => {
    const loose = { tier: 'standard', rule: 'confirm', coveringRoles: [] } as const;
    for (const request of [one, two, halfway]) {
      expect(confirm(request, olga, loose, after(20))).toStrictEqual({
        ok: false,
        refusal: { kind: 'waits-for-another', phase: 'awaiting-approval' },
      });
    }
  });
});

describe('a request that is over, or decided', () => {
  const ready = [story.askedOthers('one-approver'), story.approved()];
  test.each<[phase: string, request: Request]>([
    ['ready', given(...ready)],
    ['executing', given(...ready, story.attempted(11))],
    [
      'done',
      given(
        ...ready,
        story.attempted(11),
        story.answered(12, 1, story.accepted),
        story.settled(13, story.verified),
      ),
    ],
    ['rejected', given(story.askedOthers('one-approver'), story.rejected(10, ben, 'no'))],
    ['cancelled', given(story.askedOthers('one-approver'), story.cancelled())],
    ['expired', given(story.askedOthers('one-approver'), story.expired())],
  ])('%s: every later press hears how it was decided, and nothing changes', (phase, request) => {
    const { decision } = request;
    const refused = { ok: false, refusal: { kind: 'already-decided', phase, decision } };
    for (const person of [ben, gina]) {
      expect(approve(request, person, role, 1, after(60))).toStrictEqual(refused);
      expect(reject(request, person, role, 'no', after(60))).toStrictEqual(refused);
    }
    expect(cancel(request, olga.person.id, after(60))).toStrictEqual(refused);
    expect(expire(request, after(86_400))).toStrictEqual(refused);
  });

  test('a press in the last moment counts, one at the time does not, although nobody recorded the end', () => {
    const due = after(30 * 60);
    const late = { ok: false, refusal: { kind: 'already-decided', phase: 'expired' } };
    expect(approve(one, ben, role, 1, after(30 * 60 - 0.001)).ok).toBe(true);
    expect(approve(one, ben, role, 1, due)).toStrictEqual(late);
    expect(reject(halfway, gina, role, 'no', due)).toStrictEqual(late);
  });
});
