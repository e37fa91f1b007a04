import { asApprover } from '../../src/core/approver';
import { approversNeeded } from '../../src/core/tier';
import type { GroupId } from '../../src/core/ids';
import type { Standing } from '../../src/core/person';
import { defaultPolicy, type Policy } from '../../src/core/policy';
import { alice, ben, holding, olga, standing } from '../support/people';
import { policy } from './verdicts';

const global = [holding('Global Administrator')];
const rota = '00000000-0000-4000-8000-00000000aaaa' as GroupId;
const managers = '00000000-0000-4000-8000-00000000bbbb' as GroupId;
const inGroups = (...groups: readonly GroupId[]): Standing => ({ ...ben, groups });
const narrowed = (...approverGroups: readonly GroupId[]): Policy => policy({}, { approverGroups });

const refusal = (
  approver: Standing,
  targets: readonly Standing[],
  policies: readonly Policy[] = [defaultPolicy],
) => {
  const read = asApprover(policies, approver, targets);
  return read.ok ? undefined : read.refusal;
};

describe('people whose word never counts', () => {
  test('a guest, whatever role they hold', () => {
    const eve = standing('Eve Extern', { person: { kind: 'guest' }, roles: global });
    expect(refusal(eve, [alice])).toEqual({ kind: 'caller-is-guest' });
  });

  test('a disabled account, whatever role it holds', () => {
    const gone = standing('Ben Berg', { person: { enabled: false }, roles: global });
    expect(refusal(gone, [alice])).toEqual({ kind: 'caller-is-disabled' });
  });

  test('a target, alone or among others', () => {
    const carol = standing('Carol Chief', { roles: global });
    for (const targets of [[carol], [alice, carol], [carol, alice]])
      expect(refusal(carol, targets)).toEqual({ kind: 'approver-is-target' });
  });

  test('a target who has another name and address by now: the object id decides', () => {
    const renamed = standing('Carol Chief', {
      roles: global,
      person: { name: 'Carol Other', address: 'other@contoso.com' },
    });
    expect(refusal(renamed, [standing('Carol Chief')])).toEqual({ kind: 'approver-is-target' });
  });

  test('a namesake of a target is somebody else', () => {
    const namesake = standing('Alice Archer', { roles: global, person: { id: ben.person.id } });
    expect(refusal(namesake, [alice])).toBeUndefined();
  });
});

describe('approvers narrowed to groups', () => {
  const outside = { kind: 'not-in-approver-groups' };

  test.each<[what: string, policies: Policy[], groups: GroupId[], expected: unknown]>([
    ['no group named: the role is enough', [narrowed(), narrowed()], [], undefined],
    ['in the group', [narrowed(rota)], [rota], undefined],
    ['in one of two groups', [narrowed(rota, managers)], [managers], undefined],
    ['in no group', [narrowed(rota)], [], outside],
    ['in another group', [narrowed(rota)], [managers], outside],
    ['named only when it was asked', [narrowed(rota), narrowed()], [], outside],
    ['named only since then', [narrowed(), narrowed(rota)], [], outside],
    [
      'another group since then: in the first one only',
      [narrowed(rota), narrowed(managers)],
      [rota],
      outside,
    ],
    [
      'another group since then: in the second one only',
      [narrowed(rota), narrowed(managers)],
      [managers],
      outside,
    ],
    ['another group since then: in both', [narrowed(rota), narrowed(managers)], [rota, managers], undefined],
    ['more groups since then: in the first', [narrowed(rota), narrowed(rota, managers)], [rota], undefined],
    ['more groups since then: in a new one', [narrowed(rota), narrowed(rota, managers)], [managers], outside],
  ])('%s', (_what, policies, groups, expected) => {
    expect(refusal(inGroups(...groups), [alice], policies)).toEqual(expected);
  });

  test('being in the group is not enough without the role', () => {
    const rita = standing('Rita', { groups: [rota] });
    expect(refusal(rita, [alice], [narrowed(rota)])).toMatchObject({ kind: 'role-does-not-cover' });
    expect(
      refusal({ ...olga, groups: [rota] }, [standing('Carol Chief', { roles: global })], [narrowed(rota)]),
    ).toEqual({
      kind: 'role-does-not-cover',
      roles: ['Privileged Authentication Administrator', 'Global Administrator'],
      eligible: [],
    });
  });

  test('an empty list names nobody, and so narrows nothing: without the role nobody approves', () => {
    expect(refusal(standing('Rita'), [alice], [narrowed(), narrowed()])).toMatchObject({
      kind: 'role-does-not-cover',
    });
  });

  test('the groups of those who ask, and protected groups, make nobody an approver', () => {
    const open = policy({}, { requesterGroups: [rota], protectedGroups: [rota] });
    expect(refusal(standing('Rita', { groups: [rota] }), [alice], [open])).toMatchObject({
      kind: 'role-does-not-cover',
    });
    expect(refusal(inGroups(rota), [alice], [{ ...open, approverGroups: [managers] }])).toEqual(outside);
  });
});

test.each([
  ['confirm', 0],
  ['one-approver', 1],
  ['two-approvers', 2],
] as const)('%s asks for %d approvers', (rule, needed) => {
  expect(approversNeeded(rule)).toBe(needed);
});
