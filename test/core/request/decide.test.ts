import type { Verdict } from '../../../src/core/assess';
import { defaultPolicy } from '../../../src/core/policy';
import { ask, cancel, confirm, expire, isDue, mayConfirm, type Ask } from '../../../src/core/request/decide';
import { evolve, type Request } from '../../../src/core/request/state';
import { alice, ben, holding, olga, standing } from '../../support/people';
import * as story from './story';
import { after, given, iso } from './story';

const verdict: Verdict = {
  tier: 'standard',
  rule: 'confirm',
  role: 'Helpdesk Administrator',
  coveringRoles: ['Helpdesk Administrator', 'Global Administrator'],
};
const needing = (rule: Verdict['rule'], tier: Verdict['tier']): Verdict => ({
  tier,
  rule,
  coveringRoles: ['Global Administrator'],
});

const waiting = given(story.asked());
const olgaId = olga.person.id;

describe('asking', () => {
  const intent: Ask = {
    now: after(0),
    code: story.code,
    requester: olga,
    targets: [alice],
    verdict,
    policy: defaultPolicy,
    where: 'the incident channel',
  };

  test('opens a request that says who asked, about whom, on what role, and until when', () => {
    expect(ask(intent)).toStrictEqual(story.asked());
  });

  test('keeps the reason and the ticket', () => {
    const why = { reason: 'laptop stolen', ticket: 'INC0012345' };
    expect(ask({ ...intent, ...why })).toStrictEqual(story.asked(why));
  });

  test('freezes the target with every role, eligible ones marked, and role-assignable groups', () => {
    const mia = standing('Mia', {
      roles: [holding('Reports Reader'), holding('Guest Inviter', { state: 'eligible', scope: 'unit' })],
      roleAssignable: ['Tier-0 Operators'],
    });
    const decided = ask({ ...intent, targets: [mia] });
    expect(decided).toMatchObject({
      targets: [
        { person: mia.person, roles: ['Reports Reader', 'Guest Inviter (eligible)', 'Tier-0 Operators'] },
      ],
    });
  });

  test("names no role when it is about one's own sessions", () => {
    const { role: _, ...noRole } = verdict;
    const decided = ask({ ...intent, requester: alice, verdict: { ...noRole, tier: 'own' } });
    const { id, name, address } = alice.person;
    expect(decided.by).toStrictEqual({
      id,
      name,
      address,
    });
  });

  test('waits as long as the policy says', () => {
    const decided = ask({ ...intent, policy: { ...defaultPolicy, expiryMinutes: 5 } });
    expect(decided).toMatchObject({ expiresAt: iso(5 * 60) });
  });

  test.each([
    ['one-approver', 'privileged'],
    ['two-approvers', 'bulk'],
    ['one-approver', 'by-request'],
  ] as const)('opens a request that waits for others when %s must agree (%s)', (rule, tier) => {
    const decided = ask({ ...intent, verdict: needing(rule, tier) });
    expect(decided).toMatchObject({ type: 'asked', rule, tier });
    expect(given(story.asked({ rule, tier })).phase).toBe('awaiting-approval');
  });
});

describe('confirming', () => {
  test('by the requester makes the request ready', () => {
    const decided = confirm(waiting, olga, verdict, after(10));
    expect(decided).toStrictEqual({ ok: true, event: story.confirmed() });
    const ready = evolve(story.id, waiting, story.confirmed());
    expect(ready).toMatchObject({
      phase: 'ready',
      decision: { kind: 'confirmed', by: story.byOlga, at: iso(10) },
    });
  });

  test('records the role read for this press, not the one it was asked with', () => {
    const decided = confirm(waiting, olga, { ...verdict, role: 'User Administrator' }, after(10));
    expect(decided.ok && decided.event).toMatchObject({ by: { role: 'User Administrator' } });
  });

  test('is refused when by now somebody else must agree', () => {
    expect(confirm(waiting, olga, needing('one-approver', 'privileged'), after(10))).toStrictEqual({
      ok: false,
      refusal: {
        kind: 'needs-approver',
        rule: 'one-approver',
        tier: 'privileged',
        roles: ['Global Administrator'],
      },
    });
  });

  test.each([
    ['Ben, who could approve', ben],
    ['Alice, who is the target', alice],
    [
      "somebody with Olga's name and address",
      standing('Olga', { person: { ...olga.person, id: ben.person.id } }),
    ],
  ])('is refused to %s', (_who, person) => {
    expect(confirm(waiting, person, verdict, after(10))).toStrictEqual({
      ok: false,
      refusal: { kind: 'not-the-requester', requester: 'Olga Ops' },
    });
  });

  test('follows the object id when the requester has another name and address by now', () => {
    const renamed = standing('Olga Ops', {
      person: { name: 'Olga Other', address: 'olga.other@contoso.com' },
    });
    const decided = confirm(waiting, renamed, verdict, after(10));
    expect(decided.ok && decided.event).toMatchObject({ by: { id: olgaId, name: 'Olga Other' } });
  });
});

describe('cancelling', () => {
  test('by the requester needs no role and ends the request', () => {
    expect(cancel(waiting, olgaId, after(10))).toStrictEqual({ ok: true, event: story.cancelled() });
    expect(given(story.asked(), story.cancelled())).toMatchObject({
      phase: 'cancelled',
      decision: { kind: 'cancelled', by: story.byOlga },
    });
  });

  test.each([
    ['Ben', ben],
    ['Alice', alice],
  ])('is refused to %s', (_who, { person }) => {
    expect(cancel(waiting, person.id, after(10))).toStrictEqual({
      ok: false,
      refusal: { kind: 'not-the-requester', requester: 'Olga Ops' },
    });
  });
});

describe('a request that is decided stays decided', () => {
  const ready = [story.asked(), story.confirmed()];
  const done = [
    ...ready,
    story.attempted(11),
    story.answered(12, 1, story.accepted),
    story.settled(13, story.verified),
  ];
  test.each<[phase: string, request: Request, decision: unknown]>([
    ['ready', given(...ready), { kind: 'confirmed', by: story.byOlga, at: iso(10) }],
    ['executing', given(...ready, story.attempted(11)), { kind: 'confirmed', by: story.byOlga, at: iso(10) }],
    ['done', given(...done), { kind: 'confirmed', by: story.byOlga, at: iso(10) }],
    [
      'cancelled',
      given(story.asked(), story.cancelled()),
      { kind: 'cancelled', by: story.byOlga, at: iso(10) },
    ],
    ['expired', given(story.asked(), story.expired()), { kind: 'expired', at: iso(1_800) }],
  ])('%s: every later press hears who decided', (phase, request, decision) => {
    const refused = { ok: false, refusal: { kind: 'already-decided', phase, decision } };
    expect(confirm(request, olga, verdict, after(60))).toStrictEqual(refused);
    expect(cancel(request, olgaId, after(60))).toStrictEqual(refused);
    expect(expire(request, after(86_400))).toStrictEqual(refused);
    expect(isDue(request, after(86_400))).toBe(false);
  });
});

describe('expiring', () => {
  const last = after(30 * 60 - 0.001);
  const due = after(30 * 60);

  test('happens at its time and not a moment sooner', () => {
    expect(isDue(waiting, last)).toBe(false);
    expect(expire(waiting, last).ok).toBe(false);
    expect(isDue(waiting, due)).toBe(true);
    expect(expire(waiting, due)).toStrictEqual({ ok: true, event: story.expired() });
  });

  test('a press in the last moment counts, one at the time does not, recorded or not', () => {
    expect(mayConfirm(waiting, olgaId, last)).toBeUndefined();
    expect(confirm(waiting, olga, verdict, last).ok).toBe(true);
    const late = { ok: false, refusal: { kind: 'already-decided', phase: 'expired' } };
    expect(confirm(waiting, olga, verdict, due)).toStrictEqual(late);
    expect(cancel(waiting, olgaId, due)).toStrictEqual(late);
  });
});
