import { customRole, roles } from '../../src/playground/tenant/roles';
import { startTenant } from '../../src/playground/tenant/server';
import type { Tenant } from '../../src/playground/tenant/server';
import { town } from '../../src/playground/tenant/town';

const { aaron, alice, ben, dan, eve, gina, mia, olga, oscar, rita } = town.people;
const helpdesk = roles.helpdeskAdministrator;

type Thing = Record<string, unknown>;

describe('the roles of the simulated tenant', () => {
  let tenant: Tenant;
  const now = new Date('2026-05-01T12:00:00Z');
  beforeEach(async () => {
    tenant = await startTenant({ clock: () => now });
  });
  afterEach(() => tenant.close());

  const list = async (path: string): Promise<Thing[]> => {
    const headers = { authorization: `Bearer ${tenant.signIn.accessToken()}` };
    const response = await fetch(`${tenant.graphUrl}/v1.0${path}`, { headers });
    expect(response.status).toBe(200);
    return ((await response.json()) as { value: Thing[] }).value;
  };
  const activeRoles = async (id: string): Promise<unknown[]> => {
    const select = '$select=id,displayName,roleTemplateId';
    const found = await list(`/users/${id}/transitiveMemberOf/microsoft.graph.directoryRole?${select}`);
    return found.map(({ roleTemplateId }) => roleTemplateId);
  };
  const instances = (kind: 'Assignment' | 'Eligibility', id: string, more = ''): Promise<Thing[]> => {
    const filter = encodeURIComponent(`principalId eq '${id}'`);
    return list(`/roleManagement/directory/role${kind}ScheduleInstances?$filter=${filter}${more}`);
  };

  it('lists a role held directly, under an id that is not its template id', async () => {
    const [role] = await list(`/users/${olga.id}/transitiveMemberOf/microsoft.graph.directoryRole`);
    expect(role).toMatchObject({
      displayName: 'Helpdesk Administrator',
      roleTemplateId: helpdesk.templateId,
    });
    expect(role?.['id']).not.toBe(helpdesk.templateId);
  });

  it('lists a role held through a group, and says so in the schedule', async () => {
    expect(await activeRoles(gina.id)).toEqual([helpdesk.templateId]);
    expect(await instances('Assignment', gina.id)).toEqual([
      expect.objectContaining({
        principalId: gina.id,
        roleDefinitionId: helpdesk.templateId,
        directoryScopeId: '/',
        assignmentType: 'Assigned',
        memberType: 'Group',
        endDateTime: null,
      }),
    ]);
  });

  it('shows an eligible role only among the eligible ones', async () => {
    expect(await activeRoles(dan.id)).toEqual([]);
    expect(await instances('Assignment', dan.id)).toEqual([]);
    const [eligible] = await instances('Eligibility', dan.id, '&$expand=roleDefinition');
    expect(eligible).toMatchObject({
      principalId: dan.id,
      memberType: 'Direct',
      roleDefinition: { id: helpdesk.templateId, displayName: helpdesk.displayName, isBuiltIn: true },
    });
    expect(eligible).not.toHaveProperty('assignmentType');
  });

  it('keeps roles of an administrative unit out of the tenant-wide ones, and shows the unit on request', async () => {
    expect(await activeRoles(aaron.id)).toEqual([]);
    const expand = '&$expand=roleDefinition,directoryScope';
    const [area] = await instances('Assignment', aaron.id, expand);
    expect(area).toMatchObject({
      directoryScopeId: `/administrativeUnits/${town.units.seattle.id}`,
      directoryScope: {
        '@odata.type': '#microsoft.graph.administrativeUnit',
        displayName: 'Seattle Branch',
        isMemberManagementRestricted: false,
      },
    });
    const [restricted] = await instances('Assignment', rita.id, expand);
    expect(restricted).toMatchObject({ directoryScope: { isMemberManagementRestricted: true } });
  });

  it('shows an activation in Privileged Identity Management until it ends', async () => {
    const until = new Date('2026-05-01T16:00:00Z');
    tenant.control.assignRole(dan.id, helpdesk, { state: 'activated', until });
    expect(await activeRoles(dan.id)).toEqual([helpdesk.templateId]);
    expect(await instances('Assignment', dan.id)).toMatchObject([
      { assignmentType: 'Activated', endDateTime: '2026-05-01T16:00:00.000Z' },
    ]);
    now.setUTCHours(17);
    expect(await activeRoles(dan.id)).toEqual([]);
    now.setUTCHours(12);
  });

  it('forgets a role that was removed', async () => {
    tenant.control.removeRole(ben.id, roles.privilegedAuthenticationAdministrator);
    expect(await activeRoles(ben.id)).toEqual([]);
  });

  it('shows a custom role in the schedule only', async () => {
    const badges = customRole('Badges');
    tenant.control.assignRole(alice.id, badges);
    expect(await activeRoles(alice.id)).toEqual([]);
    expect(await instances('Assignment', alice.id, '&$expand=roleDefinition')).toMatchObject([
      { roleDefinition: { displayName: 'Badges', isBuiltIn: false } },
    ]);
  });

  it('gives and takes roles with group membership', async () => {
    tenant.control.addMember(town.groups.helpdeskCrew.id, alice.id);
    expect(await activeRoles(alice.id)).toEqual([helpdesk.templateId]);
    tenant.control.removeMember(town.groups.helpdeskCrew.id, alice.id);
    expect(await activeRoles(alice.id)).toEqual([]);
  });

  it('says which groups can hold roles, to members and to owners', async () => {
    const select = '$select=id,isAssignableToRole';
    const tier0 = { id: town.groups.tier0.id, isAssignableToRole: true };
    expect(await list(`/users/${mia.id}/transitiveMemberOf/microsoft.graph.group?${select}`)).toEqual([
      tier0,
    ]);
    expect(await list(`/users/${oscar.id}/transitiveMemberOf/microsoft.graph.group?${select}`)).toEqual([]);
    expect(await list(`/users/${oscar.id}/ownedObjects/microsoft.graph.group?${select}`)).toEqual([tier0]);
    expect(await list(`/users/${eve.id}/ownedObjects/microsoft.graph.group`)).toEqual([]);
  });

  it('refuses to expand what it does not know', async () => {
    const headers = { authorization: `Bearer ${tenant.signIn.accessToken()}` };
    const path = '/v1.0/roleManagement/directory/roleAssignmentScheduleInstances?$expand=principal';
    expect((await fetch(`${tenant.graphUrl}${path}`, { headers })).status).toBe(400);
  });

  it('throws when a test names someone who does not exist', () => {
    expect(() => {
      tenant.control.assignRole('nobody', helpdesk);
    }).toThrow('nobody');
  });
});
