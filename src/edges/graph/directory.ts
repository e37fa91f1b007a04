import type { Client } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import type { GroupRef, PersonRef } from '../../core/command/command';
import { CouldNotCheck } from '../../core/fault';
import { asGroupId, type GroupId, type PersonId } from '../../core/ids';
import type { HeldRole, Person, Standing } from '../../core/person';
import type { Clock, Directory, Findable, Found, FoundGroup, Group } from '../../core/ports';
import { asPerson, graphPerson, personSelect } from './people';
import { get, getAll } from './read';
import { rolesAssignedTo } from './roles';

/** Microsoft Entra, read through Microsoft Graph v1.0. */
export function graphDirectory(client: Client, clock: Clock): Directory {
  const standingOf: Directory['standing'] = (id) => standing(client, clock, id);
  return {
    find: (ref) => find(client, ref),
    findAll: (refs) => Promise.all(refs.map((ref) => find(client, ref))),
    standing: standingOf,
    standings: (ids) => Promise.all(ids.map(standingOf)),
    group: (ref) => group(client, ref),
    peopleIn: (id, most) => peopleIn(client, id, most),
    members: (groups, most) => members(client, groups, most),
  };
}

function find(client: Client, ref: Findable): Promise<Found> {
  switch (ref.kind) {
    case 'id':
      return findById(client, ref.id);
    case 'address':
      return findByAddress(client, ref);
    case 'name':
      return findByName(client, ref);
  }
}

async function findById(client: Client, id: PersonId): Promise<Found> {
  const person = await personById(client, id);
  if (person !== undefined) return { kind: 'one', person };
  return (await isSomethingElse(client, id)) ? { kind: 'not-a-person' } : { kind: 'none' };
}

async function personById(client: Client, id: PersonId): Promise<Person | undefined> {
  const answer = await get(
    client,
    { what: 'the account', path: `/users/${id}?${personSelect}` },
    graphPerson,
  );
  return answer === undefined ? undefined : asPerson(answer.body);
}

/** Whether the id belongs to an application or the like. Needs more rights than Evict asks for: "cannot tell" is "no". */
async function isSomethingElse(client: Client, id: PersonId): Promise<boolean> {
  const object = z.object({ '@odata.type': z.string() });
  try {
    const found = await get(client, { what: 'the object', path: `/directoryObjects/${id}` }, object);
    return found !== undefined && found.body['@odata.type'] !== '#microsoft.graph.user';
  } catch (cause) {
    if (cause instanceof CouldNotCheck) return false;
    throw cause;
  }
}

/**
 * An address may be a sign-in name, a mail address or an alias, and not of the same person: whoever any of them
 * names is a match, and two people are "several", never a choice made here.
 */
async function findByAddress(
  client: Client,
  { address }: Extract<PersonRef, { kind: 'address' }>,
): Promise<Found> {
  const quoted = address.replaceAll("'", "''");
  const filters = [
    `userPrincipalName eq '${quoted}'`,
    `mail eq '${quoted}'`,
    `proxyAddresses/any(x:x eq 'smtp:${quoted}')`,
  ];
  const pages = await Promise.all(
    filters.map((filter) => {
      const path = `/users?$filter=${encodeURIComponent(filter)}&${personSelect}`;
      return getAll(client, { what: `who ${address} is`, path }, graphPerson);
    }),
  );
  return found(pages.flat());
}

async function findByName(client: Client, { name }: Extract<PersonRef, { kind: 'name' }>): Promise<Found> {
  const filter = `displayName eq '${name.replaceAll("'", "''")}'`;
  const path = `/users?$filter=${encodeURIComponent(filter)}&${personSelect}`;
  return found(await getAll(client, { what: `who ${name} is`, path }, graphPerson));
}

function found(users: readonly z.infer<typeof graphPerson>[]): Found {
  const people = new Map(users.map((user) => [user.id, asPerson(user)]));
  const [one, ...others] = people.values();
  if (one === undefined) return { kind: 'none' };
  return others.length === 0 ? { kind: 'one', person: one } : { kind: 'several', people: [one, ...others] };
}

const namedGroup = z.object({ id: z.string(), displayName: z.string().nullish() });

async function group(client: Client, ref: GroupRef): Promise<FoundGroup> {
  const select = '$select=id,displayName';
  if (ref.by === 'id') {
    const answer = await get(client, { what: 'the group', path: `/groups/${ref.id}?${select}` }, namedGroup);
    return answer === undefined ? { kind: 'none' } : { kind: 'one', group: asGroup(answer.body) };
  }
  const filter = `displayName eq '${ref.name.replaceAll("'", "''")}'`;
  const path = `/groups?$filter=${encodeURIComponent(filter)}&${select}`;
  const groups = await getAll(client, { what: `which group ${ref.name} is`, path }, namedGroup);
  const [one, ...others] = groups.map(asGroup);
  if (one === undefined) return { kind: 'none' };
  return others.length === 0 ? { kind: 'one', group: one } : { kind: 'several', groups: [one, ...others] };
}

function asGroup({ id, displayName }: z.infer<typeof namedGroup>): Group {
  const groupId = asGroupId(id);
  if (groupId === undefined)
    throw new CouldNotCheck('a group', { cause: new Error('an id that is not a GUID') });
  return { id: groupId, name: displayName ?? id };
}

async function peopleIn(
  client: Client,
  id: GroupId,
  most: number,
): Promise<{ people: readonly Person[]; more: boolean }> {
  const path = `/groups/${id}/transitiveMembers/microsoft.graph.user?${personSelect}&$top=999`;
  const all = await getAll(client, { what: 'the members of the group', path, advanced: true }, graphPerson);
  return { people: all.slice(0, most).map(asPerson), more: all.length > most };
}

const graphGroup = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  isAssignableToRole: z.boolean().nullish(),
});
type GraphGroup = z.infer<typeof graphGroup>;

/** Member or owner: both count as being near the group's roles, but only members hold them. */
async function standing(client: Client, clock: Clock, id: PersonId): Promise<Standing | undefined> {
  const person = await personById(client, id);
  if (person === undefined) return undefined;
  const groups = (relation: string): Promise<readonly GraphGroup[]> =>
    groupsOf(client, id, relation, person.name);
  const [own, memberOf, owned] = await Promise.all([
    rolesAssignedTo(client, id, person.name, clock.now()),
    groups('transitiveMemberOf'),
    groups('ownedObjects'),
  ]);
  const throughGroups = await Promise.all(
    memberOf.filter(holdsRoles).map((group) => rolesAssignedTo(client, group.id, person.name, clock.now())),
  );
  const near = [...memberOf, ...owned].filter(holdsRoles).map((group) => group.displayName ?? group.id);
  return {
    person,
    roles: distinct([...own, ...throughGroups.flat()]),
    roleAssignableGroups: [...new Set(near)],
    groups: memberOf.map((group) => asGroupId(group.id)).filter((group) => group !== undefined),
  };
}

/** Only the first page of each group is read: a few people to mention are wanted, not a list of everybody. */
async function members(client: Client, groups: readonly GroupId[], most: number): Promise<readonly Person[]> {
  const page = z.object({ value: z.array(graphPerson) });
  const pages = await Promise.all(
    groups.map((group) => {
      const path = `/groups/${group}/transitiveMembers/microsoft.graph.user?${personSelect}&$top=${most}`;
      return get(client, { what: 'the groups of approvers', path, advanced: true }, page);
    }),
  );
  const people = pages.flatMap((answer) => answer?.body.value ?? []).map(asPerson);
  return [...new Map(people.map((person) => [person.id, person])).values()].slice(0, most);
}

function holdsRoles(group: GraphGroup): boolean {
  return group.isAssignableToRole === true;
}

function groupsOf(
  client: Client,
  id: PersonId,
  relation: string,
  who: string,
): Promise<readonly GraphGroup[]> {
  const path = `/users/${id}/${relation}/microsoft.graph.group?$select=id,displayName,isAssignableToRole`;
  return getAll(client, { what: `the groups of ${who}`, path, advanced: true }, graphGroup);
}

function distinct(roles: readonly HeldRole[]): readonly HeldRole[] {
  return [...new Map(roles.map((role) => [`${role.templateId} ${role.state} ${role.scope}`, role])).values()];
}
