import { asApprover } from '../../src/core/approver';
import { assess, assessUnder } from '../../src/core/assess';
import type { GroupId } from '../../src/core/ids';
import type { Standing } from '../../src/core/person';
import { defaultPolicy, type Policy } from '../../src/core/policy';
import { rules, type Rule, type Tier } from '../../src/core/tier';
import { alice, ben, gina, holding, olga, standing } from '../support/people';
import { policy, town } from './verdicts';

const desk = '00000000-0000-4000-8000-00000000cccc' as GroupId;
const vault = '00000000-0000-4000-8000-00000000dddd' as GroupId;
const carol = standing('Carol Chief', { roles: [holding('Global Administrator')] });
const reader = standing('Dan Dev', { roles: [holding('Directory Readers')] });

/** What a request that was asked under the first policy hears under both. */
function saysBoth(then: Policy, now: Policy, requester: Standing, targets: readonly Standing[]): unknown {
  const assessment = assessUnder([then, now], requester, targets);
  if (!assessment.ok) return assessment.refusal.kind;
  return assessment.verdict.rule;
}

/** Who asks about whom, so that this tier decides when it is the strictest that applies. */
const situations: Readonly<Record<Exclude<Tier, 'protected'>, readonly [Standing, readonly Standing[]]>> = {
  own: [alice, [alice]],
  standard: [olga, [alice]],
  privileged: [olga, [reader]],
  bulk: [olga, town(6)],
  'by-request': [standing('Rita', { groups: [desk] }), [alice]],
};
const mild = policy(
  { own: 'confirm', standard: 'confirm', privileged: 'confirm', bulk: 'confirm', 'by-request': 'confirm' },
  { requesterGroups: [desk] },
);
const said = (tier: Tier, rule: Rule): string => {
  if (rule === 'never') return 'policy-says-never';
  return tier === 'by-request' && rule === 'confirm' ? 'one-approver' : rule;
};
const tiers = Object.keys(situations) as (keyof typeof situations)[];
const changes = tiers.flatMap((tier) =>
  rules.flatMap((then, a) => rules.map((now, b) => ({ tier, then, now, stands: rules[Math.max(a, b)]! }))),
);

describe('a tier that changes while a request waits', () => {
  test.each(changes)('$tier from $then to $now: $stands', ({ tier, then, now, stands }) => {
    const [requester, targets] = situations[tier];
    const [before, after] = [then, now].map((rule) => ({ ...mild, tiers: { ...mild.tiers, [tier]: rule } }));
    expect(saysBoth(before!, after!, requester, targets)).toBe(said(tier, stands));
  });

  const listed = { protectedPeople: [alice.person.id] };
  test.each(
    rules.flatMap((then, a) => rules.map((now, b) => ({ then, now, stands: rules[Math.max(a, b)]! }))),
  )('protected from $then to $now: $stands', ({ then, now, stands }) => {
    const expected = stands === 'never' ? 'target-is-protected' : stands;
    expect(
      saysBoth(policy({ protected: then }, listed), policy({ protected: now }, listed), olga, [alice]),
    ).toBe(expected);
  });

  test('one tier tightened while another is loosened: the strictest of both policies', () => {
    const then = policy({ privileged: 'two-approvers', standard: 'confirm' });
    const now = policy({ privileged: 'confirm', standard: 'one-approver' });
    expect(saysBoth(then, now, olga, [reader])).toBe('two-approvers');
    expect(saysBoth(now, then, olga, [reader])).toBe('two-approvers');
    expect(saysBoth(then, now, olga, [alice])).toBe('one-approver');
  });

  test('the tier that is named is the one that made it so strict', () => {
    const now = policy({ standard: 'two-approvers' });
    expect(assessUnder([defaultPolicy, now], olga, [alice])).toMatchObject({ verdict: { tier: 'standard' } });
    expect(assessUnder([now, defaultPolicy], olga, [reader])).toMatchObject({
      verdict: { tier: 'standard', rule: 'two-approvers' },
    });
  });

  test('one policy twice says what it says once', () => {
    for (const targets of [[alice], [reader], [carol], town(6)])
      expect(assessUnder([defaultPolicy, defaultPolicy], olga, targets)).toEqual(
        assess(defaultPolicy, olga, targets),
      );
  });
});

describe('other lines of the policy that change while a request waits', () => {
  const glass = standing('Glass Breaker', { groups: [vault] });
  const threshold = (bulkThreshold: number) => policy({ bulk: 'two-approvers' }, { bulkThreshold });
  const asking = policy({}, { requesterGroups: [desk] });
  const rita = standing('Rita', { groups: [desk] });
  const protectedPerson = policy({}, { protectedPeople: [glass.person.id] });
  const protectedGroup = policy({}, { protectedGroups: [vault] });

  test.each<
    [what: string, then: Policy, now: Policy, by: Standing, targets: readonly Standing[], says: string]
  >([
    ['a lower bulk threshold applies', threshold(5), threshold(2), olga, town(3), 'two-approvers'],
    ['a higher one does not', threshold(2), threshold(5), olga, town(3), 'two-approvers'],
    ['within both thresholds', threshold(4), threshold(3), olga, town(3), 'confirm'],
    ['somebody put under protection', defaultPolicy, protectedPerson, olga, [glass], 'target-is-protected'],
    ['somebody let out of protection', protectedPerson, defaultPolicy, olga, [glass], 'target-is-protected'],
    [
      'a group put under protection',
      defaultPolicy,
      protectedGroup,
      olga,
      [alice, glass],
      'target-is-protected',
    ],
    ['a group let out of protection', protectedGroup, defaultPolicy, olga, [glass], 'target-is-protected'],
    ['a group that may not ask any more', asking, defaultPolicy, rita, [alice], 'not-entitled'],
    ['a group that may ask only since then', defaultPolicy, asking, rita, [alice], 'not-entitled'],
    ['a group that may ask under both', asking, asking, rita, [alice], 'one-approver'],
  ])('%s', (_what, then, now, by, targets, says) => {
    expect(saysBoth(then, now, by, targets)).toBe(says);
  });

  test('a refusal of either policy stands, whichever it is', () => {
    const never = policy({ standard: 'never' });
    expect(assessUnder([protectedPerson, never], olga, [glass])).toMatchObject({
      refusal: { kind: 'target-is-protected' },
    });
    expect(assessUnder([never, protectedPerson], olga, [glass])).toMatchObject({
      refusal: { kind: 'policy-says-never', tier: 'standard' },
    });
  });
});

describe('groups of requesters', () => {
  const rita = standing('Rita', { groups: [desk] });
  const asking = policy({}, { requesterGroups: [desk] });

  test.each(['confirm', 'one-approver', 'two-approvers'] as const)(
    'let somebody ask without a role, and never settle it alone: by-request %s',
    (rule) => {
      const under = { ...asking, tiers: { ...mild.tiers, 'by-request': rule } };
      for (const targets of [[alice], [carol], town(6), [rita, alice]]) {
        const assessment = assess(under, rita, targets);
        expect(assessment).toMatchObject({ ok: true, verdict: { rule: said('by-request', rule) } });
        expect(assessment.ok && assessment.verdict.role).toBeUndefined();
      }
    },
  );

  test('never make anybody an approver', () => {
    const roles = ['Security Administrator', 'Security Operator', 'Entra SOC Identity Responder'];
    expect(asApprover([asking, asking], rita, [alice])).toMatchObject({
      ok: false,
      refusal: {
        kind: 'role-does-not-cover',
        roles: expect.arrayContaining(roles) as string[],
        eligible: [],
      },
    });
  });

  test('let nobody in who is a guest, disabled, or in another group', () => {
    const guest = standing('Rita', { groups: [desk], person: { kind: 'guest' } });
    const gone = standing('Rita', { groups: [desk], person: { enabled: false } });
    expect(assess(asking, guest, [alice])).toMatchObject({ refusal: { kind: 'caller-is-guest' } });
    expect(assess(asking, gone, [alice])).toMatchObject({ refusal: { kind: 'caller-is-disabled' } });
    expect(assess(asking, standing('Rita', { groups: [vault] }), [alice])).toMatchObject({
      refusal: { kind: 'not-entitled' },
    });
  });

  test('take nothing from somebody who holds a role as well', () => {
    expect(assess(asking, { ...olga, groups: [desk] }, [alice])).toMatchObject({
      verdict: { tier: 'standard', rule: 'confirm', role: 'Helpdesk Administrator' },
    });
  });
});

describe('a protected tier that asks for two approvers', () => {
  const glass = standing('Glass Breaker', { roles: [holding('Global Administrator')] });
  const guarded = policy({ protected: 'two-approvers' }, { protectedPeople: [glass.person.id] });

  test('asks for them, for others and for the account itself', () => {
    const verdict = { tier: 'protected', rule: 'two-approvers' };
    for (const [by, targets] of [
      [ben, [glass]],
      [ben, [alice, glass]],
      [glass, [glass]],
    ] as const)
      expect(assess(guarded, by, targets)).toMatchObject({ verdict });
  });

  test('names the roles that could approve, and they can', () => {
    const assessment = assess(guarded, olga, [glass]);
    expect(assessment.ok && assessment.verdict.coveringRoles).toEqual([
      'Privileged Authentication Administrator',
      'Global Administrator',
    ]);
    for (const approver of [ben, gina]) expect(asApprover([guarded], approver, [glass]).ok).toBe(true);
    expect(asApprover([guarded], olga, [glass]).ok).toBe(false);
  });

  test('holds for the directory synchronisation account too', () => {
    const sync = standing('Sync_DC01', { roles: [holding('Directory Synchronization Accounts')] });
    expect(assess(guarded, ben, [sync])).toMatchObject({
      verdict: { tier: 'protected', rule: 'two-approvers' },
    });
  });

  test('is not made milder by the other tiers', () => {
    const mildElsewhere = { ...guarded, tiers: { ...mild.tiers, protected: 'two-approvers' as const } };
    expect(assess(mildElsewhere, ben, [glass])).toMatchObject({ verdict: { rule: 'two-approvers' } });
  });
});
