import { z } from 'zod';
import { CouldNotCheck } from '../../core/fault';
import type { HeldRole } from '../../core/person';
import { getAll } from './pages';
import type { Reader } from './reader';

const instance = z.object({
  principalId: z.string().nullish(),
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

/** Roles as they were read, each with its beginning and its end. */
export interface Assignments {
  readonly active: readonly Instance[];
  readonly eligible: readonly Instance[];
}

/**
 * Roles assigned to one principal, active and eligible, at every scope, from the schedule instances of Privileged
 * Identity Management. A group's roles are those of its members: ask for each role-assignable group as well.
 * (Microsoft Learn: unifiedRoleAssignmentScheduleInstance, unifiedRoleEligibilityScheduleInstance.)
 */
export async function rolesAssignedTo(
  reader: Reader,
  principal: string,
  who: string,
  now: Date,
): Promise<readonly HeldRole[]> {
  const filter = `$filter=${encodeURIComponent(`principalId eq '${principal}'`)}`;
  return inForce(await assignments(reader, `the roles of ${who}`, filter), now);
}

/** Every role assignment of the tenant, by the id of its principal. */
export async function rolesOfEverybody(reader: Reader): Promise<ReadonlyMap<string, Assignments>> {
  const { active, eligible } = await assignments(reader, 'the roles of everybody');
  const all = new Map<string, { active: Instance[]; eligible: Instance[] }>();
  const of = ({ principalId }: Instance): { active: Instance[]; eligible: Instance[] } => {
    if (principalId == null)
      throw new CouldNotCheck('the roles of everybody', { cause: new Error('a role that nobody has') });
    const id = principalId.toLowerCase();
    const known = all.get(id) ?? { active: [], eligible: [] };
    all.set(id, known);
    return known;
  };
  for (const one of active) of(one).active.push(one);
  for (const one of eligible) of(one).eligible.push(one);
  return all;
}

async function assignments(reader: Reader, what: string, filter?: string): Promise<Assignments> {
  const query = [filter, '$expand=roleDefinition,directoryScope']
    .filter((part) => part !== undefined)
    .join('&');
  const read = (kind: 'Assignment' | 'Eligibility'): Promise<readonly Instance[]> =>
    getAll(
      reader,
      { what, path: `/roleManagement/directory/role${kind}ScheduleInstances?${query}` },
      instance,
    );
  const [active, eligible] = await Promise.all([read('Assignment'), read('Eligibility')]);
  return { active, eligible };
}

/** Those of them that somebody has at this moment. */
export function inForce({ active, eligible }: Assignments, now: Date): readonly HeldRole[] {
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
