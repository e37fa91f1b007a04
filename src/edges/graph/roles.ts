import type { Client } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import type { HeldRole } from '../../core/person';
import { getAll } from './read';

const instance = z.object({
  roleDefinitionId: z.string(),
  directoryScopeId: z.string().nullish(),
  startDateTime: z.string().nullish(),
  endDateTime: z.string().nullish(),
  roleDefinition: z
    .object({
      displayName: z.string().nullish(),
      templateId: z.string().nullish(),
      isBuiltIn: z.boolean().nullish(),
    })
    .nullish(),
  directoryScope: z.object({ isMemberManagementRestricted: z.boolean().nullish() }).nullish(),
});
type Instance = z.infer<typeof instance>;

/**
 * Roles assigned to one principal, active and eligible, at every scope, from the schedule instances of Privileged
 * Identity Management. A group's roles are those of its members: ask for each role-assignable group as well.
 * (Microsoft Learn: unifiedRoleAssignmentScheduleInstance, unifiedRoleEligibilityScheduleInstance.)
 */
export async function rolesAssignedTo(
  client: Client,
  principal: string,
  who: string,
  now: Date,
): Promise<HeldRole[]> {
  const query = `$filter=${encodeURIComponent(`principalId eq '${principal}'`)}&$expand=roleDefinition,directoryScope`;
  const read = (kind: 'Assignment' | 'Eligibility'): Promise<readonly Instance[]> =>
    getAll(
      client,
      {
        what: `the roles of ${who}`,
        path: `/roleManagement/directory/role${kind}ScheduleInstances?${query}`,
      },
      instance,
    );
  const [active, eligible] = await Promise.all([read('Assignment'), read('Eligibility')]);
  return [
    ...active.filter((role) => isInForce(role, now)).map((role) => asHeld(role, 'active')),
    ...eligible.filter((role) => isInForce(role, now)).map((role) => asHeld(role, 'eligible')),
  ];
}

function isInForce({ startDateTime, endDateTime }: Instance, now: Date): boolean {
  const begun = startDateTime == null || Date.parse(startDateTime) <= now.getTime();
  return begun && (endDateTime == null || Date.parse(endDateTime) > now.getTime());
}

function asHeld(role: Instance, state: HeldRole['state']): HeldRole {
  const templateId = (role.roleDefinition?.templateId ?? role.roleDefinitionId).toLowerCase();
  return {
    templateId,
    name: role.roleDefinition?.displayName ?? 'a role without a name',
    state,
    scope: scopeOf(role),
    ...(role.roleDefinition?.isBuiltIn === false ? { custom: true } : {}),
  };
}

/** A unit that does not say it is unrestricted is taken as restricted: fewer people may decide then. */
function scopeOf({ directoryScopeId, directoryScope }: Instance): HeldRole['scope'] {
  if (directoryScopeId === '/') return 'tenant';
  return directoryScope?.isMemberManagementRestricted === false ? 'unit' : 'restricted-unit';
}
