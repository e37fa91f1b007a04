import { asPersonId } from '../../../src/core/ids';
import type { Standing } from '../../../src/core/person';
import type { Directory } from '../../../src/core/ports';
import { graphDirectory } from '../../../src/edges/graph/directory';
import { roles } from '../../../src/playground/tenant/roles';
import { town } from '../../../src/playground/tenant/town';
import { openContoso, stoppedClock, type Contoso } from './contoso';

const { aaron, alice, carol, dan, derek, gina, hans, mia, olga, oscar, rita, sven } = town.people;
const helpdesk = { templateId: roles.helpdeskAdministrator.templateId, name: 'Helpdesk Administrator' };
const userAdmin = { templateId: roles.userAdministrator.templateId, name: 'User Administrator' };
const now = '2026-11-21T14:00:00Z';
const aLongTimeOff = new Date('2099-01-01T00:00:00Z');

describe('what decisions are made on: a standing', () => {
  let contoso: Contoso;
  let directory: Directory;
  beforeAll(async () => {
    contoso = await openContoso();
    directory = graphDirectory(contoso.client(), stoppedClock(now));
  });
  afterEach(() => {
    contoso.tenant.control.settings.pageSize = 100;
  });
  afterAll(() => contoso.close());

  const standing = (person: { id: string }): Promise<Standing | undefined> =>
    directory.standing(asPersonId(person.id)!);

  it.each([
    ['an active role', olga, [{ ...helpdesk, state: 'active', scope: 'tenant' }], []],
    [
      'a role through a role-assignable group, and the group',
      gina,
      [{ ...helpdesk, state: 'active', scope: 'tenant' }],
      ['Helpdesk Crew'],
    ],
    ['a role that is only eligible', dan, [{ ...helpdesk, state: 'eligible', scope: 'tenant' }], []],
    ['a role of one administrative unit', aaron, [{ ...userAdmin, state: 'active', scope: 'unit' }], []],
    [
      'a role of a restricted-management administrative unit',
      rita,
      [{ ...userAdmin, state: 'active', scope: 'restricted-unit' }],
      [],
    ],
    ['membership of a role-assignable group without a role', mia, [], ['Tier-0 Operators']],
    ['ownership of a role-assignable group', oscar, [], ['Tier-0 Operators']],
    ['nothing, for somebody who owns an ordinary group', alice, [], []],
  ])('knows %s', async (_, person, held, groups) => {
    expect(await standing(person)).toMatchObject({
      person: { id: person.id },
      roles: held,
      roleAssignableGroups: groups,
    });
  });

  it('knows nobody for an account that is gone', async () => {
    contoso.tenant.control.deletePerson(hans.id);
    expect(await standing(hans)).toBeUndefined();
  });

  it('is read fresh: a role removed a moment ago is not there', async () => {
    contoso.tenant.control.assignRole(derek.id, roles.passwordAdministrator);
    expect((await standing(derek))?.roles).toHaveLength(1);
    contoso.tenant.control.removeRole(derek.id, roles.passwordAdministrator);
    expect((await standing(derek))?.roles).toEqual([]);
  });

  it('counts a role activated in Privileged Identity Management as active until it ends', async () => {
    const { control } = contoso.tenant;
    control.assignRole(dan.id, roles.helpdeskAdministrator, { state: 'activated', until: aLongTimeOff });
    const held = (await standing(dan))?.roles ?? [];
    control.removeRole(dan.id, roles.helpdeskAdministrator, { state: 'activated' });
    expect(held.map(({ state }) => state).toSorted()).toEqual(['active', 'eligible']);
  });

  it('does not count an assignment that has ended by now, even where Graph still lists it', async () => {
    const { control } = contoso.tenant;
    control.assignRole(sven.id, roles.helpdeskAdministrator, { until: aLongTimeOff });
    const inAHundredYears = graphDirectory(contoso.client(), stoppedClock('2100-01-01T00:00:00Z'));
    const held = (await inAHundredYears.standing(asPersonId(sven.id)!))?.roles ?? [];
    control.removeRole(sven.id, roles.helpdeskAdministrator);
    expect(held.map(({ name }) => name)).toEqual(['Security Operator']);
  });

  it('names a custom role, which is no directory role object', async () => {
    contoso.tenant.control.assignRole(derek.id, roles.badgeOfficeCustom);
    const held = (await standing(derek))?.roles;
    contoso.tenant.control.removeRole(derek.id, roles.badgeOfficeCustom);
    expect(held).toMatchObject([{ name: 'Badge Office (custom)', state: 'active', scope: 'tenant' }]);
  });

  it('lists a role held twice once', async () => {
    contoso.tenant.control.assignRole(gina.id, roles.helpdeskAdministrator);
    const held = (await standing(gina))?.roles;
    contoso.tenant.control.removeRole(gina.id, roles.helpdeskAdministrator);
    expect(held).toEqual([{ ...helpdesk, state: 'active', scope: 'tenant' }]);
  });

  it('knows a role that waits in a group the person belongs to through another group', async () => {
    const { control } = contoso.tenant;
    control.addMember(town.groups.tier0.id, town.groups.onCall.id);
    control.addMember(town.groups.onCall.id, sven.id);
    const found = await standing(sven);
    control.removeMember(town.groups.onCall.id, sven.id);
    control.removeMember(town.groups.tier0.id, town.groups.onCall.id);
    expect(found?.roleAssignableGroups).toEqual(['Tier-0 Operators']);
  });

  it('follows every page', async () => {
    const { control, ledger } = contoso.tenant;
    const many = [roles.reportsReader, roles.guestInviter, roles.globalReader, roles.directoryReaders];
    for (const role of many) control.assignRole(carol.id, role);
    control.addOwner(town.groups.tier0.id, carol.id);
    control.addOwner(town.groups.onCall.id, carol.id);
    control.addOwner(town.groups.helpdeskCrew.id, carol.id);
    control.settings.pageSize = 1;
    ledger.clear();
    const found = await standing(carol);
    for (const role of many) control.removeRole(carol.id, role);
    expect(found?.roles.map(({ name }) => name).toSorted()).toEqual(
      ['Global Administrator', ...many.map(({ displayName }) => displayName)].toSorted(),
    );
    expect(found?.roleAssignableGroups).toEqual(['Tier-0 Operators', 'Helpdesk Crew']);
    const active = ledger.entries.filter(({ path }) => path.includes('/roleAssignmentScheduleInstances'));
    expect(active).toHaveLength(5);
  });
});
