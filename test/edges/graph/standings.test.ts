import { CouldNotCheck } from '../../../src/core/fault';
import { asGroupId, asPersonId, type GroupId, type PersonId } from '../../../src/core/ids';
import type { Standing } from '../../../src/core/person';
import type { Clock, Directory } from '../../../src/core/ports';
import { graphDirectory } from '../../../src/edges/graph/directory';
import { roles } from '../../../src/playground/tenant/roles';
import { town } from '../../../src/playground/tenant/town';
import { openContoso, type Contoso } from './contoso';

const { carol, dan, derek, eve, gina, mia, sven } = town.people;
const everybody = [...Object.values(town.people), ...town.crowd.slice(0, 5), ...town.crowd.slice(-5)];
const idOf = ({ id }: { id: string }): PersonId => asPersonId(id)!;
const groupId = ({ id }: { id: string }): GroupId => asGroupId(id)!;
const nobody = asPersonId('00000000-0000-4000-8000-000000000000')!;
const noGroup = asGroupId('00000000-0000-4000-8000-000000000001')!;
const { tier0, onCall, projectFalcon, helpdeskCrew } = town.groups;
const watched = [onCall, projectFalcon].map(groupId);
const aLongTimeOff = new Date('2099-01-01T00:00:00Z');

describe('what decisions about many people are made on', () => {
  let contoso: Contoso;
  let directory: Directory;
  let nowMs: number;
  const clock: Clock = { now: () => new Date(nowMs), sleep: async () => undefined };
  beforeAll(async () => {
    contoso = await openContoso();
  });
  beforeEach(() => {
    nowMs = Date.parse('2026-11-21T14:00:00Z');
    directory = graphDirectory(contoso.client(), clock);
    contoso.tenant.control.clearFaults();
    contoso.tenant.control.settings.pageSize = 100;
    contoso.tenant.ledger.clear();
  });
  afterAll(() => contoso.close());

  /** What Graph was asked, without what was inside the batches. */
  const calls = (): readonly string[] =>
    contoso.tenant.ledger.entries
      .filter(({ batched, path }) => !batched && path.startsWith('/v1.0'))
      .map(({ method, path }) => `${method} ${path.split('?')[0]!.replace('/v1.0', '')}`);

  const plain = (standing: Standing | undefined): unknown =>
    standing && {
      ...standing,
      roles: standing.roles.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
      roleAssignableGroups: standing.roleAssignableGroups.toSorted(),
    };

  it('tells of everybody in the town what it tells of one, however they hold it', async () => {
    const { control } = contoso.tenant;
    control.addMember(tier0.id, onCall.id);
    control.addMember(onCall.id, sven.id);
    control.addOwner(helpdeskCrew.id, gina.id);
    control.assignRole(tier0.id, roles.exchangeAdministrator, { state: 'eligible' });
    control.assignRole(helpdeskCrew.id, roles.reportsReader, { scope: town.units.seattle.id });
    control.assignRole(derek.id, roles.badgeOfficeCustom);
    control.assignRole(gina.id, roles.helpdeskAdministrator);
    control.assignRole(eve.id, roles.guestInviter, { state: 'activated', until: aLongTimeOff });
    control.assignRole(mia.id, roles.globalReader, { until: new Date('2020-01-01T00:00:00Z') });
    control.settings.pageSize = 3;
    const ids = [...everybody.map(idOf), nobody];
    const many = await directory.standings(ids, [noGroup, ...watched]);
    for (const [index, id] of ids.entries()) {
      const one = await directory.standing(id);
      const groups = watched.filter((group) => one?.groups.includes(group));
      expect(plain(many[index])).toEqual(plain(one && { ...one, groups }));
    }
    const near = many.filter((one) => one !== undefined && one.roles.length > 0).length;
    expect(near).toBeGreaterThanOrEqual(12);
  });

  it('tells it of a few people in the same way', async () => {
    const ids = [idOf(gina), nobody, idOf(town.crowd[0]!)];
    const found = await directory.standings(ids, watched);
    expect(found.map((one) => one?.groups)).toEqual([[], undefined, [projectFalcon.id]]);
    expect(calls()).not.toContain('POST /$batch');
  });

  it('reads the roles of a crowd of a thousand in a few calls', async () => {
    const found = await directory.standings(town.crowd.map(idOf), watched);
    expect(found.every((one) => one?.groups.join() === projectFalcon.id)).toBe(true);
    expect(calls().length).toBeLessThan(1_200 / 20 + 15);
    expect(contoso.tenant.ledger.entries.filter(({ path }) => path.includes('$filter')).length).toBeLessThan(
      10,
    );
  });

  const someIds = everybody.slice(0, 8).map(idOf);
  const readings = (): number =>
    contoso.tenant.ledger.entries.filter(({ path }) => path.includes('roleAssignmentScheduleInstances'))
      .length;

  it('reads the roles once for whoever asks within five seconds, and the accounts every time', async () => {
    await Promise.all([directory.standings(someIds, watched), directory.standings(someIds, watched)]);
    nowMs += 5_000;
    contoso.tenant.control.disable(carol.id);
    const found = await directory.standings(someIds, watched);
    contoso.tenant.control.enable(carol.id);
    expect(readings()).toBe(1);
    expect(found[someIds.indexOf(idOf(carol))]?.person.enabled).toBe(false);
    nowMs += 1;
    await directory.standings(someIds, watched);
    expect(readings()).toBe(2);
  });

  it.each([
    ['the clock was put back', () => (nowMs -= 3_600_000)],
    ['the clock was put forward', () => (nowMs += 3_600_000)],
  ])('reads them again after %s', async (_, put) => {
    await directory.standings(someIds, watched);
    put();
    await directory.standings(someIds, watched);
    expect(readings()).toBe(2);
  });

  it('knows of a group to watch that was not watched a moment ago', async () => {
    const ids = town.crowd.slice(0, 6).map(idOf);
    expect((await directory.standings(ids, []))[0]?.groups).toEqual([]);
    expect((await directory.standings(ids, watched))[0]?.groups).toEqual([projectFalcon.id]);
  });

  it.each([
    ['the active roles', 'roleAssignmentScheduleInstances'],
    ['the eligible roles', 'roleEligibilityScheduleInstances'],
    ['the groups that hold roles', 'isAssignableToRole'],
    ['their members', `${tier0.id}/transitiveMembers`],
    ['their owners', `${tier0.id}/owners`],
    ['a watched group', `${onCall.id}/transitiveMembers`],
    ['one of the accounts', dan.id],
  ])('could not check anybody when only %s cannot be read, and asks anew afterwards', async (_, path) => {
    contoso.tenant.control.addFault(`GET ${path} 403`);
    await expect(directory.standings(someIds, watched)).rejects.toThrow(CouldNotCheck);
    contoso.tenant.control.clearFaults();
    expect(await directory.standings(someIds, watched)).toHaveLength(8);
  });

  it('takes half a list for no list, and "not found" for no empty group', async () => {
    const { control } = contoso.tenant;
    control.settings.pageSize = 1;
    control.addFault('GET roleAssignmentScheduleInstances*skiptoken 404');
    await expect(directory.standings(someIds, watched)).rejects.toThrow(CouldNotCheck);
    control.clearFaults();
    nowMs += 6_000;
    control.addFault(`GET ${onCall.id}/transitiveMembers 404`);
    await expect(directory.standings(someIds, watched)).rejects.toThrow(CouldNotCheck);
  });
});
