import { z } from 'zod';
import type { GroupRef } from '../../core/command/command';
import { CouldNotCheck } from '../../core/fault';
import { asGroupId, type GroupId } from '../../core/ids';
import type { Person } from '../../core/person';
import type { FoundGroup, Group } from '../../core/ports';
import { quoted } from './find';
import { getAll, getAllOfEach } from './pages';
import { asPerson, graphPerson, personSelect } from './people';
import type { Lookup } from './read';
import type { Reader } from './reader';

const namedGroup = z.object({ id: z.string(), displayName: z.string().nullish() });
type NamedGroup = z.infer<typeof namedGroup>;

const select = '$select=id,displayName';

export async function findGroup(reader: Reader, ref: GroupRef): Promise<FoundGroup> {
  const groups = ref.by === 'id' ? await groupById(reader, ref.id) : await groupsByName(reader, ref.name);
  const [one, ...others] = groups.map(asGroup);
  if (one === undefined) return { kind: 'none' };
  return others.length === 0 ? { kind: 'one', group: one } : { kind: 'several', groups: [one, ...others] };
}

async function groupById(reader: Reader, id: GroupId): Promise<readonly NamedGroup[]> {
  const [answer] = await reader.get([{ what: 'the group', path: `/groups/${id}?${select}` }], namedGroup);
  return answer === undefined ? [] : [answer.body];
}

function groupsByName(reader: Reader, name: string): Promise<readonly NamedGroup[]> {
  const filter = encodeURIComponent(`displayName eq '${quoted(name)}'`);
  const path = `/groups?$filter=${filter}&${select}`;
  return getAll(reader, { what: `which group ${name} is`, path }, namedGroup);
}

function asGroup({ id, displayName }: NamedGroup): Group {
  const groupId = asGroupId(id);
  if (groupId === undefined)
    throw new CouldNotCheck('a group', { cause: new Error('an id that is not a GUID') });
  return { id: groupId, name: displayName ?? id };
}

/** Pages of as many as Graph gives, read no further than it takes to know that they are more than `most`. */
export async function peopleIn(
  reader: Reader,
  group: GroupId,
  most: number,
): Promise<{ readonly people: readonly Person[]; readonly more: boolean }> {
  const path = `/groups/${group}/transitiveMembers/microsoft.graph.user?${personSelect}&$top=999`;
  const lookup = { what: 'the members of the group', path, advanced: true };
  const all = await getAll(reader, lookup, graphPerson, most);
  return { people: all.slice(0, most).map(asPerson), more: all.length > most };
}

/** Only the first page of each group is read: a few people to mention are wanted, not a list of everybody. */
export async function members(
  reader: Reader,
  groups: readonly GroupId[],
  most: number,
): Promise<readonly Person[]> {
  const page = z.object({ value: z.array(graphPerson) });
  const lookups = groups.map((group) => {
    const path = `/groups/${group}/transitiveMembers/microsoft.graph.user?${personSelect}&$top=${most}`;
    return { what: 'the groups of approvers', path, advanced: true };
  });
  const pages = await reader.get(lookups, page);
  const people = pages.flatMap((answer) => answer?.body.value ?? []).map(asPerson);
  return [...new Map(people.map((person) => [person.id, person])).values()].slice(0, most);
}

const object = z.object({ id: z.string() });

/**
 * The ids of everything in each of these groups, nested ones too, or of what owns it. A group that is gone has nobody in
 * it: it says so by its own address as well, as one answer "not found" must never read as "nobody".
 */
export async function idsIn(
  reader: Reader,
  groups: readonly string[],
  relation: 'transitiveMembers' | 'owners',
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const lookups = groups.map((group): Lookup => {
    const path = `/groups/${group}/${relation}?$select=id&$top=999`;
    return { what: 'who is in a group', path };
  });
  const lists = await getAllOfEach(reader, lookups, object);
  const absent = groups.filter((_, index) => lists[index] === undefined);
  const there = await reader.get(
    absent.map((group) => ({ what: 'the group', path: `/groups/${group}?${select}` })),
    namedGroup,
  );
  if (there.some((group) => group !== undefined))
    throw new CouldNotCheck('who is in a group', { cause: new Error('Graph answered 404') });
  return new Map(
    groups.map((group, index) => [group, new Set(lists[index]?.map(({ id }) => id.toLowerCase()))]),
  );
}
