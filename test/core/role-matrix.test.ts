import type { Standing } from '../../src/core/person';
import { assess } from '../../src/core/assess';
import { defaultPolicy, type Policy } from '../../src/core/policy';
import { covers, decidingRoles, isPrivileged, rowsOf, sufficientRole } from '../../src/core/role-matrix';
import { alice, customRole, holding, standing } from '../support/people';
import { aliceHolding, aliceWith, cells, columns, lines, rolesThatReach } from './published-table';

const olgaHolding = (...roles: Standing['roles']): Standing => standing('Olga Ops', { roles });

/** A policy that leaves it to the role alone: whoever has it confirms, whoever has not needs an approver. */
const byRoleAlone: Policy = {
  ...defaultPolicy,
  tiers: { ...defaultPolicy.tiers, privileged: 'confirm' },
};

describe('the published table', () => {
  test('has 18 rows of 6 marks', () => {
    expect(lines.map((line) => line.length)).toEqual(Array(18).fill(7));
    expect(cells.every(({ mark }) => mark === '✓' || mark === '–')).toBe(true);
    expect(cells).toHaveLength(108);
  });

  test.each(cells)('$role about $row: $mark', ({ role, row, may }) => {
    expect(covers(holding(role), rowsOf(aliceWith(row)))).toBe(may);
  });

  test.each(cells)('Olga as $role asks about Alice with $row: $mark', ({ role, row, may }) => {
    const assessment = assess(byRoleAlone, olgaHolding(holding(role)), [aliceWith(row)]);
    expect(assessment).toMatchObject({
      ok: true,
      verdict: {
        rule: may ? 'confirm' : 'one-approver',
        coveringRoles: rolesThatReach(row),
      },
    });
    expect(assessment.ok && assessment.verdict.role).toBe(may ? role : undefined);
  });
});

describe('roles that reach only people without any role', () => {
  const limited = [
    holding('Security Administrator'),
    holding('Security Operator'),
    customRole('Entra SOC Identity Responder'),
    customRole('Microsoft Entra SOC Identity Responder'),
  ];
  const withSomething = lines.map(([row = '']) => row).filter((row) => row !== 'no role');

  test.each(limited)('$name covers Alice without a role', (role) => {
    expect(sufficientRole(olgaHolding(role), rowsOf(alice))).toEqual(role);
  });

  test.each(limited.flatMap((role) => withSomething.map((row) => ({ name: role.name, role, row }))))(
    '$name does not cover Alice with $row',
    ({ role, row }) => {
      expect(sufficientRole(olgaHolding(role), rowsOf(aliceWith(row)))).toBeUndefined();
    },
  );

  test('the responder role counts by its template id, whatever it is called', () => {
    const renamed = { ...customRole('Identitätshelfer'), templateId: '58f930cc-fcf4-4152-852c-1d7dbf502139' };
    expect(sufficientRole(olgaHolding(renamed), rowsOf(alice))).toEqual(renamed);
  });
});

describe('roles that decide nothing', () => {
  const nothing = [
    holding('Directory Writers'),
    holding('Partner Tier1 Support'),
    holding('Partner Tier2 Support'),
    holding('Directory Readers'),
    holding('Privileged Role Administrator'),
    holding('Groups Administrator'),
    holding('Directory Synchronization Accounts'),
    ...columns.map((name) => customRole(name)),
    customRole('Entra SOC Microsoft Identity Responder'),
    customRole('Entra SOC Identity Responder', { custom: true }),
    customRole('Security Administrator'),
    customRole('SecurityOperator'),
    customRole('Entra SOC Identity Responders'),
    customRole('GlobalAdministrator'),
    customRole(''),
  ];

  test.each(nothing.map((role) => ({ role, name: `${role.name} (${role.templateId.slice(0, 8)})` })))(
    '$name',
    ({ role }) => {
      expect(covers(role, rowsOf(alice))).toBe(false);
      expect(decidingRoles(olgaHolding(role))).toEqual([]);
    },
  );
});

describe('which of the roles somebody holds count', () => {
  const helpdesk = 'Helpdesk Administrator';

  test.each([
    ['is only eligible', holding(helpdesk, { state: 'eligible' })],
    ['is for one unit', holding(helpdesk, { scope: 'unit' })],
    ['is for one restricted unit', holding(helpdesk, { scope: 'restricted-unit' })],
    ['is eligible and for one unit', holding(helpdesk, { state: 'eligible', scope: 'unit' })],
  ])('for deciding, a role does not count that %s', (_how, role) => {
    expect(decidingRoles(olgaHolding(role))).toEqual([]);
    expect(sufficientRole(olgaHolding(role), rowsOf(alice))).toBeUndefined();
  });

  test.each([
    ['is only eligible', holding('Global Administrator', { state: 'eligible' })],
    ['is for one unit', holding('Global Administrator', { scope: 'unit' })],
    [
      'is eligible and for one restricted unit',
      holding('Global Administrator', { state: 'eligible', scope: 'restricted-unit' }),
    ],
  ])('for the target, a role counts that %s', (_how, role) => {
    expect(isPrivileged(aliceHolding(role))).toBe(true);
    expect(covers(holding(helpdesk), rowsOf(aliceHolding(role)))).toBe(false);
  });

  test('several weak roles do not add up to a strong one', () => {
    // Authentication covers the first of Alice's roles, User the second; neither covers both.
    const both = aliceHolding(holding('Authentication Administrator'), holding('Groups Administrator'));
    const weak = olgaHolding(holding('Authentication Administrator'), holding('User Administrator'));
    expect(sufficientRole(weak, rowsOf(both))).toBeUndefined();
    const strong = holding('Privileged Authentication Administrator');
    expect(sufficientRole(olgaHolding(...weak.roles, strong), rowsOf(both))).toEqual(strong);
  });

  test("one role must cover every one of Alice's roles, not just the weakest", () => {
    const two = aliceHolding(holding('Directory Readers'), holding('Global Administrator'));
    expect(covers(holding(helpdesk), rowsOf(two))).toBe(false);
    expect(covers(holding('Global Administrator'), rowsOf(two))).toBe(true);
  });

  test.each([
    ['a custom role', customRole('Badge Office')],
    ['a custom role named like a harmless one', customRole('Directory Readers')],
    [
      'a custom role that was given the template id of a harmless one',
      holding('Directory Readers', { custom: true }),
    ],
    ['a built-in role that the table does not list', holding('Application Administrator')],
    ['a role that only decides about others', holding('Security Operator')],
  ])('%s of the target falls in "all other roles"', (_what, role) => {
    const able = columns.filter((name) => covers(holding(name), rowsOf(aliceHolding(role))));
    expect(able).toEqual(['Privileged Authentication Administrator', 'Global Administrator']);
  });

  test('a role-assignable group makes a harmless role no less near to a powerful one', () => {
    const near = standing('Alice Archer', {
      roles: [holding('Directory Readers')],
      roleAssignable: ['Tier-0'],
    });
    expect(covers(holding('User Administrator'), rowsOf(near))).toBe(false);
    expect(covers(holding('Global Administrator'), rowsOf(near))).toBe(true);
  });
});
