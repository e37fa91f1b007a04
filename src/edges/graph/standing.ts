import { z } from 'zod';
import { asGroupId, type PersonId } from '../../core/ids';
import type { HeldRole, Standing } from '../../core/person';
import { account } from './find';
import { getAll } from './pages';
import { asPerson, graphPerson } from './people';
import type { Reader } from './reader';
import { rolesAssignedTo } from './roles';

const graphGroup = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  isAssignableToRole: z.boolean().nullish(),
});
type GraphGroup = z.infer<typeof graphGroup>;

/** Everything about one person. Member or owner: both count as being near a group's roles, but only members hold them. */
export async function standing(reader: Reader, id: PersonId, now: Date): Promise<Standing | undefined> {
  const [answer] = await reader.get([account(id)], graphPerson);
  if (answer === undefined) return undefined;
  const person = asPerson(answer.body);
  const groups = (relation: string): Promise<readonly GraphGroup[]> =>
    groupsOf(reader, id, relation, person.name);
  const [own, memberOf, owned] = await Promise.all([
    rolesAssignedTo(reader, id, person.name, now),
    groups('transitiveMemberOf'),
    groups('ownedObjects'),
  ]);
  const throughGroups = await Promise.all(
    memberOf.filter(holdsRoles).map((group) => rolesAssignedTo(reader, group.id, person.name, now)),
  );
  const near = [...memberOf, ...owned].filter(holdsRoles).map((group) => group.displayName ?? group.id);
  return {
    person,
    roles: distinct([...own, ...throughGroups.flat()]),
    roleAssignableGroups: [...new Set(near)],
    groups: memberOf.map((group) => asGroupId(group.id)).filter((group) => group !== undefined),
  };
}

function holdsRoles(group: GraphGroup): boolean {
  return group.isAssignableToRole === true;
}

function groupsOf(
  reader: Reader,
  id: PersonId,
  relation: string,
  who: string,
): Promise<readonly GraphGroup[]> {
  const path = `/users/${id}/${relation}/microsoft.graph.group?$select=id,displayName,isAssignableToRole`;
  return getAll(reader, { what: `the groups of ${who}`, path, advanced: true }, graphGroup);
}

/** A role held in two ways is one role. */
export function distinct(roles: readonly HeldRole[]): readonly HeldRole[] {
  return [...new Map(roles.map((role) => [`${role.templateId} ${role.state} ${role.scope}`, role])).values()];
}
