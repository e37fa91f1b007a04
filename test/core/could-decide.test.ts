import { couldDecide } from '../../src/core/approver';
import type { GroupId } from '../../src/core/ids';
import type { Standing } from '../../src/core/person';
import { defaultPolicy, type Policy } from '../../src/core/policy';
import type { Event } from '../../src/core/request/events';
import { alice, ben, customRole, gina, holding, standing } from '../support/people';
import { asked, given } from './request/story';
import { policy } from './verdicts';

const rota = '00000000-0000-4000-8000-00000000aaaa' as GroupId;
const managers = '00000000-0000-4000-8000-00000000bbbb' as GroupId;
const request = given(asked());
/** Asked while this policy was in force. */
const askedUnder = (then: Policy): ReturnType<typeof given> => given(asked({ policy: then }));
const narrowed = (...approverGroups: readonly GroupId[]): Policy => policy({}, { approverGroups });

describe('who could decide about a request, and so may see it', () => {
  const withRole = (role: Standing['roles'][number]): Standing => standing('Ben Berg', { roles: [role] });

  test.each<[who: string, person: Standing, may: boolean]>([
    ['who holds one of the roles that covered its targets', gina, true],
    [
      'who holds one of them among others',
      { ...gina, roles: [holding('Reports Reader'), ...gina.roles] },
      true,
    ],
    ['who holds a deciding role that did not cover them', ben, false],
    ['who holds a role that decides nothing', withRole(holding('Reports Reader')), false],
    [
      'who could only activate one of them',
      withRole(holding('Global Administrator', { state: 'eligible' })),
      false,
    ],
    [
      'who holds one of them for a part of the tenant',
      withRole(holding('Global Administrator', { scope: 'unit' })),
      false,
    ],
    [
      'who holds a role of the tenant\u2019s own by that name',
      withRole(customRole('Global Administrator', { custom: true })),
      false,
    ],
    ['who holds none', standing('Rita'), false],
    ['a guest with the role', { ...gina, person: { ...gina.person, kind: 'guest' } }, false],
    ['a disabled account with the role', { ...gina, person: { ...gina.person, enabled: false } }, false],
  ])('%s', (_who, person, may) => {
    expect(couldDecide(defaultPolicy, person, request)).toBe(may);
  });

  test('nobody about themselves, alone or among others, whatever their role', () => {
    const carol = standing('Carol Chief', { roles: gina.roles });
    const about = (...people: readonly Standing[]): Event =>
      asked({ targets: people.map(({ person }) => ({ person, roles: [] })) });
    for (const targets of [[carol], [alice, carol], [carol, alice]])
      expect(couldDecide(defaultPolicy, carol, given(about(...targets)))).toBe(false);
    expect(couldDecide(defaultPolicy, gina, given(about(alice, carol)))).toBe(true);
  });

  test.each<[what: string, then: Policy, now: Policy, groups: readonly GroupId[], may: boolean]>([
    ['in the group', narrowed(rota), narrowed(rota), [rota], true],
    ['in no group', narrowed(rota), narrowed(rota), [], false],
    ['narrowed only when it was asked', narrowed(rota), narrowed(), [], false],
    ['narrowed only since then', narrowed(), narrowed(rota), [], false],
    ['in the first of two in turn', narrowed(rota), narrowed(managers), [rota], false],
    ['in both of two in turn', narrowed(rota), narrowed(managers), [rota, managers], true],
  ])('approvers narrowed to groups: %s', (_what, then, now, groups, may) => {
    expect(couldDecide(now, { ...gina, groups }, askedUnder(then))).toBe(may);
  });
});
