import type { GroupId } from '../../src/core/ids';
import type { Standing } from '../../src/core/person';
import { assess, barred, mayAskAboutOthers } from '../../src/core/assess';
import { defaultPolicy } from '../../src/core/policy';
import { alice, ben, customRole, holding, olga, standing } from '../support/people';
import { policy, says } from './verdicts';

const carol = standing('Carol Chief', { roles: [holding('Global Administrator')] });

describe('protected accounts', () => {
  const breakGlass = standing('Glass Breaker', { roles: [holding('Global Administrator')] });
  const listing = policy({}, { protectedPeople: [breakGlass.person.id] });
  const refused = (target: Standing, why: string): unknown => ({
    kind: 'target-is-protected',
    person: target.person,
    why,
  });

  test('a listed account is refused: to anybody, among others, and to itself', () => {
    for (const [requester, targets] of [
      [ben, [breakGlass]],
      [ben, [alice, breakGlass]],
      [breakGlass, [breakGlass]],
    ] as const) {
      expect(says(requester, targets, listing)).toEqual(refused(breakGlass, 'listed'));
    }
  });

  test('a policy can let two approvers decide about a listed account instead', () => {
    const guarded = { ...listing, tiers: { ...listing.tiers, protected: 'two-approvers' as const } };
    expect(says(ben, [alice, breakGlass], guarded)).toMatchObject({
      tier: 'protected',
      rule: 'two-approvers',
    });
    expect(says(breakGlass, [breakGlass], guarded)).toMatchObject({
      tier: 'protected',
      rule: 'two-approvers',
    });
  });

  test('a member of a protected group is as protected as if listed, and a member of another is not', () => {
    const vault = '00000000-0000-4000-8000-00000000cccc' as GroupId;
    const other = '00000000-0000-4000-8000-00000000dddd' as GroupId;
    const grouped = policy({}, { protectedGroups: [vault] });
    const inside = { ...carol, groups: [other, vault] };
    expect(says(ben, [alice, inside], grouped)).toEqual(refused(inside, 'listed'));
    expect(says(ben, [{ ...carol, groups: [other] }], grouped)).toMatchObject({ tier: 'privileged' });
  });

  test('an account that is not listed is not protected', () => {
    expect(says(ben, [carol], listing)).toMatchObject({ tier: 'privileged' });
  });

  test.each([
    ['Directory Synchronization Accounts', holding('Directory Synchronization Accounts')],
    ['On Premises Directory Sync Account', holding('On Premises Directory Sync Account')],
    ['the role only eligible', holding('Directory Synchronization Accounts', { state: 'eligible' })],
  ])('the directory synchronisation account is refused, unlisted: %s', (_how, role) => {
    const sync = standing('Sync_DC01', { roles: [role] });
    expect(says(ben, [sync])).toEqual(refused(sync, 'directory-synchronisation'));
    expect(says(ben, [alice, sync])).toEqual(refused(sync, 'directory-synchronisation'));
  });

  test('an account mastered on premises is an ordinary target', () => {
    const hybrid = standing('Alice Archer', { person: { synchronised: true } });
    expect(says(olga, [hybrid])).toMatchObject({ tier: 'standard', rule: 'confirm' });
  });

  test('a disabled target is an ordinary target', () => {
    const disabled = standing('Alice Archer', { person: { enabled: false } });
    expect(says(olga, [disabled])).toMatchObject({ tier: 'standard', rule: 'confirm' });
  });
});

describe('people who may not ask', () => {
  const guest = standing('Eve Extern', {
    person: { kind: 'guest' },
    roles: [holding('Global Administrator')],
  });
  const disabled = standing('Olga Ops', { person: { enabled: false }, roles: olga.roles });

  test('a guest may not, not even about themselves, whatever role they hold', () => {
    for (const targets of [[alice], [guest]])
      expect(says(guest, targets)).toEqual({ kind: 'caller-is-guest' });
    expect(barred(guest)).toEqual({ kind: 'caller-is-guest' });
    expect(mayAskAboutOthers(defaultPolicy, guest)).toEqual({ kind: 'caller-is-guest' });
  });

  test('a disabled account may not, not even about itself', () => {
    for (const targets of [[alice], [disabled]])
      expect(says(disabled, targets)).toEqual({ kind: 'caller-is-disabled' });
  });

  test('a guest is not a target: it has no sessions to end here', () => {
    expect(says(ben, [guest])).toEqual({ kind: 'target-is-guest', person: guest.person });
    expect(says(ben, [alice, guest])).toEqual({ kind: 'target-is-guest', person: guest.person });
  });

  test('somebody without a role may not ask about others', () => {
    expect(says(alice, [olga])).toEqual({ kind: 'not-entitled', eligible: [] });
    expect(says(alice, [alice, olga])).toEqual({ kind: 'not-entitled', eligible: [] });
  });

  test('somebody with a role that is only eligible hears which one to activate', () => {
    const dan = standing('Dan Dev', {
      roles: [
        holding('Helpdesk Administrator', { state: 'eligible' }),
        holding('User Administrator', { state: 'eligible', scope: 'unit' }),
        holding('Reports Reader', { state: 'eligible' }),
      ],
    });
    expect(says(dan, [alice])).toEqual({ kind: 'not-entitled', eligible: ['Helpdesk Administrator'] });
  });

  test('a role for one unit, or one that decides nothing, does not let anybody ask', () => {
    const aaron = standing('Aaron', { roles: [holding('User Administrator', { scope: 'unit' })] });
    const rita = standing('Rita', {
      roles: [holding('Directory Writers'), customRole('Global Administrator')],
    });
    for (const person of [aaron, rita])
      expect(says(person, [alice])).toEqual({ kind: 'not-entitled', eligible: [] });
  });

  test('what was decided without a role names none', () => {
    const own = assess(defaultPolicy, alice, [alice]);
    expect(own.ok && Object.keys(own.verdict)).not.toContain('role');
  });

  test('any deciding role lets one ask, also about people it does not cover', () => {
    const sven = standing('Sven', { roles: [holding('Security Operator')] });
    expect(mayAskAboutOthers(defaultPolicy, sven)).toBeUndefined();
    expect(says(sven, [alice])).toEqual({ tier: 'standard', rule: 'confirm', role: 'Security Operator' });
    expect(says(sven, [carol])).toEqual({ tier: 'privileged', rule: 'one-approver' });
  });
});
