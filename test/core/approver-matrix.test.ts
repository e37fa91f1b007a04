import { asApprover, type Approver } from '../../src/core/approver';
import type { HeldRole } from '../../src/core/person';
import { defaultPolicy } from '../../src/core/policy';
import { customRole, holding, standing, type BuiltIn } from '../support/people';
import { aliceHolding, aliceWith, cells, columns, lines, rolesThatReach } from './published-table';

const ben = (...roles: readonly HeldRole[]) => standing('Ben Berg', { roles });
const rows = lines.map(([row = '']) => row);

/** Ben with these roles, about Alice in that row. */
const decides = (row: string, ...roles: readonly HeldRole[]): Approver =>
  asApprover([defaultPolicy, defaultPolicy], ben(...roles), [aliceWith(row)]);

const no = (row: string, ...eligible: readonly string[]): Approver => ({
  ok: false,
  refusal: { kind: 'role-does-not-cover', roles: rolesThatReach(row), eligible },
});

describe('who may approve about whom, cell by cell', () => {
  test.each(cells)('Ben as $role approves about Alice with $row: $mark', ({ role, row, may }) => {
    expect(decides(row, holding(role))).toEqual(may ? { ok: true, role } : no(row));
  });

  test.each(cells)(
    '$role only eligible, about Alice with $row: told to activate: $mark',
    ({ role, row, may }) => {
      expect(decides(row, holding(role, { state: 'eligible' }))).toEqual(may ? no(row, role) : no(row));
    },
  );

  test.each(cells)('$role for one unit, about Alice with $row: no', ({ role, row }) => {
    for (const scope of ['unit', 'restricted-unit'] as const) {
      expect(decides(row, holding(role, { scope }))).toEqual(no(row));
      expect(decides(row, holding(role, { scope, state: 'eligible' }))).toEqual(no(row));
    }
  });

  test.each(cells)('a role made here and called $role, about Alice with $row: no', ({ role, row }) => {
    // Also with the very template id of the built-in role, which a tenant can give to a role of its own.
    for (const made of [
      customRole(role),
      customRole(role, { custom: true }),
      holding(role, { custom: true }),
    ]) {
      expect(decides(row, made)).toEqual(no(row));
      expect(decides(row, { ...made, state: 'eligible' })).toEqual(no(row));
    }
  });
});

describe('roles that reach only people without any role', () => {
  const limited = [
    holding('Security Administrator'),
    holding('Security Operator'),
    customRole('Entra SOC Identity Responder'),
    { ...customRole('Renamed'), templateId: '58f930cc-fcf4-4152-852c-1d7dbf502139' },
  ];

  test.each(limited.flatMap((role) => rows.map((row) => ({ name: role.name, role, row }))))(
    'Ben as $name about Alice with $row',
    ({ name, role, row }) => {
      expect(decides(row, role)).toEqual(row === 'no role' ? { ok: true, role: name } : no(row));
    },
  );

  test.each(limited)(
    '$name only eligible is to be activated for Alice without a role, and for nobody else',
    (role) => {
      const eligible: HeldRole = { ...role, state: 'eligible' };
      expect(decides('no role', eligible)).toEqual(no('no role', role.name));
      expect(decides('Directory Readers', eligible)).toEqual(no('Directory Readers'));
    },
  );

  test('a role made here with the name of the responder role decides nothing', () => {
    for (const name of ['Entra SOC Identity Responder', 'Microsoft Entra SOC Identity Responder'])
      expect(decides('no role', customRole(name, { custom: true }))).toEqual(no('no role'));
  });
});

describe('roles that decide nothing', () => {
  const nothing: readonly BuiltIn[] = [
    'Directory Writers',
    'Partner Tier1 Support',
    'Partner Tier2 Support',
    'Directory Readers',
    'Privileged Role Administrator',
    'Groups Administrator',
    'Application Administrator',
  ];

  test.each(nothing)('%s approves about nobody, active or not', (role) => {
    for (const row of rows) {
      expect(decides(row, holding(role))).toEqual(no(row));
      expect(decides(row, holding(role, { state: 'eligible' }))).toEqual(no(row));
    }
  });

  test('nobody approves without a role', () => {
    for (const row of rows) expect(decides(row)).toEqual(no(row));
  });
});

describe('several roles and several targets', () => {
  test('the role that alone covers everybody is the one on record', () => {
    const weak = holding('Helpdesk Administrator');
    const strong = holding('Global Administrator');
    expect(decides('Groups Administrator', weak, strong)).toEqual({ ok: true, role: strong.name });
    expect(decides('no role', weak, strong)).toEqual({ ok: true, role: weak.name });
  });

  test('two roles that cover one target each do not add up', () => {
    const targets = [
      aliceWith('Authentication Administrator'),
      standing('Gus', { roles: [holding('Groups Administrator')] }),
    ];
    const both = ben(holding('Authentication Administrator'), holding('User Administrator'));
    expect(asApprover([defaultPolicy], both, targets)).toMatchObject({
      ok: false,
      refusal: { roles: ['Privileged Authentication Administrator', 'Global Administrator'] },
    });
    for (const target of targets) expect(asApprover([defaultPolicy], both, [target]).ok).toBe(true);
  });

  test("one role must cover every one of a target's roles", () => {
    const target = aliceHolding(
      holding('Guest Inviter'),
      holding('Reports Reader', { state: 'eligible', scope: 'unit' }),
    );
    expect(asApprover([defaultPolicy], ben(holding('Password Administrator')), [target]).ok).toBe(false);
    expect(asApprover([defaultPolicy], ben(holding('Helpdesk Administrator')), [target]).ok).toBe(true);
  });

  test('only roles that would be enough are named for activation, not every eligible one', () => {
    const eligible = columns.map((role) => holding(role, { state: 'eligible' }));
    expect(decides('User Administrator', ...eligible)).toEqual(
      no(
        'User Administrator',
        'User Administrator',
        'Privileged Authentication Administrator',
        'Global Administrator',
      ),
    );
  });

  test('an active role that does not reach, and an eligible one that does: told which to activate', () => {
    const roles = [holding('Helpdesk Administrator'), holding('Global Administrator', { state: 'eligible' })];
    expect(decides('a role-assignable group', ...roles)).toEqual(
      no('a role-assignable group', 'Global Administrator'),
    );
  });
});
