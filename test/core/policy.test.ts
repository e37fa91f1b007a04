import type { Standing } from '../../src/core/person';
import { assess } from '../../src/core/assess';
import { defaultPolicy, type Policy } from '../../src/core/policy';
import { alice, customRole, holding, olga, standing } from '../support/people';
import { policy, says, town } from './verdicts';

const helpdesk = 'Helpdesk Administrator';
const aliceReader = standing('Alice Archer', { roles: [holding('Directory Readers')] });
const carol = standing('Carol Chief', { roles: [holding('Global Administrator')] });

describe('by default', () => {
  test.each<[what: string, requester: Standing, targets: Standing[], verdict: unknown]>([
    ["one's own sessions: confirm", alice, [alice], { tier: 'own', rule: 'confirm' }],
    [
      "one's own sessions, even with a role that would suffice",
      olga,
      [olga],
      { tier: 'own', rule: 'confirm' },
    ],
    ["a Global Administrator's own sessions: confirm", carol, [carol], { tier: 'own', rule: 'confirm' }],
    ['an ordinary person: confirm', olga, [alice], { tier: 'standard', rule: 'confirm', role: helpdesk }],
    ['five ordinary people: confirm', olga, town(5), { tier: 'standard', rule: 'confirm', role: helpdesk }],
    [
      'more than five people: one approver',
      olga,
      town(6),
      { tier: 'bulk', rule: 'one-approver', role: helpdesk },
    ],
    [
      'somebody with any role at all: one approver',
      olga,
      [aliceReader],
      { tier: 'privileged', rule: 'one-approver', role: helpdesk },
    ],
    [
      'somebody the role does not cover: one approver',
      olga,
      [carol],
      { tier: 'privileged', rule: 'one-approver' },
    ],
    [
      'oneself and somebody else: as for others',
      olga,
      [olga, alice],
      { tier: 'privileged', rule: 'one-approver', role: helpdesk },
    ],
  ])('%s', (_what, requester, targets, verdict) => {
    expect(says(requester, targets)).toEqual(verdict);
  });

  test.each<[what: string, target: Standing]>([
    [
      'a role for one unit',
      standing('Alice Archer', { roles: [holding('Reports Reader', { scope: 'unit' })] }),
    ],
    [
      'a role that is only eligible',
      standing('Alice Archer', { roles: [holding('Reports Reader', { state: 'eligible' })] }),
    ],
    ['a custom role', standing('Alice Archer', { roles: [customRole('Badge Office')] })],
    ['a role-assignable group', standing('Alice Archer', { roleAssignable: ['Tier-0 Operators'] })],
  ])('%s makes a target privileged', (_what, target) => {
    expect(says(carol, [target])).toMatchObject({ tier: 'privileged', rule: 'one-approver' });
    expect(says(carol, [alice, target])).toMatchObject({ tier: 'privileged', rule: 'one-approver' });
  });

  test('one person the role does not cover takes the whole request out of its reach', () => {
    expect(says(olga, [alice, carol])).toEqual({ tier: 'privileged', rule: 'one-approver' });
  });

  test('the roles that could approve are named, weakest first', () => {
    const assessment = assess(defaultPolicy, olga, [
      alice,
      standing('Dan', { roles: [holding('Reports Reader')] }),
    ]);
    expect(assessment.ok && assessment.verdict.coveringRoles).toEqual([
      'Helpdesk Administrator',
      'Authentication Administrator',
      'User Administrator',
      'Privileged Authentication Administrator',
      'Global Administrator',
    ]);
  });
});

describe('the strictest of all tiers that apply decides', () => {
  const six = town(6);
  const sixAndCarol = [...town(5), carol];
  test.each<[what: string, tiers: Partial<Policy['tiers']>, targets: Standing[], verdict: unknown]>([
    [
      'bulk over standard',
      { standard: 'one-approver', bulk: 'two-approvers' },
      six,
      { tier: 'bulk', rule: 'two-approvers' },
    ],
    [
      'standard over bulk',
      { standard: 'two-approvers', bulk: 'confirm' },
      six,
      { tier: 'standard', rule: 'two-approvers' },
    ],
    [
      'privileged over bulk',
      { privileged: 'two-approvers' },
      sixAndCarol,
      { tier: 'privileged', rule: 'two-approvers' },
    ],
    ['bulk over privileged', { bulk: 'two-approvers' }, sixAndCarol, { tier: 'bulk', rule: 'two-approvers' }],
    [
      'by request over all',
      { 'by-request': 'two-approvers' },
      sixAndCarol,
      { tier: 'by-request', rule: 'two-approvers' },
    ],
    [
      'never over all',
      { bulk: 'never', privileged: 'two-approvers' },
      sixAndCarol,
      { kind: 'policy-says-never', tier: 'bulk' },
    ],
    [
      'never for ordinary people',
      { standard: 'never' },
      [alice],
      { kind: 'policy-says-never', tier: 'standard' },
    ],
    [
      'never for people beyond the role',
      { 'by-request': 'never' },
      [carol],
      { kind: 'policy-says-never', tier: 'by-request' },
    ],
  ])('%s', (_what, tiers, targets, verdict) => {
    expect(says(olga, targets, policy(tiers))).toMatchObject(verdict as object);
  });

  test('never for others leaves people their own sessions', () => {
    const never = policy({ standard: 'never', privileged: 'never', bulk: 'never', 'by-request': 'never' });
    expect(says(olga, [olga], never)).toEqual({ tier: 'own', rule: 'confirm' });
  });

  test("one's own sessions can be made to need an approver, or forbidden", () => {
    expect(says(alice, [alice], policy({ own: 'one-approver' }))).toEqual({
      tier: 'own',
      rule: 'one-approver',
    });
    expect(says(alice, [alice], policy({ own: 'never' }))).toEqual({
      kind: 'policy-says-never',
      tier: 'own',
    });
  });

  test('a bulk threshold of one makes two people bulk, and one person not', () => {
    const strict = policy({}, { bulkThreshold: 1 });
    expect(says(olga, town(2), strict)).toMatchObject({ tier: 'bulk' });
    expect(says(olga, town(1), strict)).toMatchObject({ tier: 'standard' });
  });
});

describe('who asks beyond their role needs an approver, whatever a policy says', () => {
  test('"by-request: confirm" still means one approver', () => {
    const loose = policy({ 'by-request': 'confirm', privileged: 'confirm', bulk: 'confirm' });
    expect(says(olga, [carol], loose)).toEqual({ tier: 'by-request', rule: 'one-approver' });
    expect(says(olga, [...town(6), carol], loose)).toEqual({ tier: 'by-request', rule: 'one-approver' });
  });

  test('a policy that asks for more than one approver is kept', () => {
    expect(says(olga, [carol], policy({ 'by-request': 'two-approvers' }))).toEqual({
      tier: 'by-request',
      rule: 'two-approvers',
    });
  });
});
