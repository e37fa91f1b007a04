import { z } from 'zod';
import type { GroupId, PersonId } from '../../core/ids';
import type { Person, Standing } from '../../core/person';
import type { Clock, Directory } from '../../core/ports';
import type { GraphClient } from './client';
import { account } from './find';
import { idsIn } from './groups';
import { kept } from './kept';
import { getAll } from './pages';
import { asPerson, graphPerson } from './people';
import { inBatches, type Reader } from './reader';
import { inForce, rolesOfEverybody, type Assignments } from './roles';
import { distinct } from './standing';

/** Up to so many people, the roles of everybody are more work than theirs alone. */
const few = 5;

/** How old the roles of a crowd may be. Whoever decides is read fresh every time, and each account as well. */
const keptMs = 5_000;

/**
 * What decisions about many targets depend on. Asked one by one, each costs half a dozen look-ups. Of the thousands in a crowd
 * hardly anybody holds a role, so it is read the other way round: who in the tenant holds one, directly or through a
 * role-assignable group, who owns such a group, and who is in the groups that matter.
 */
export function standingsOf(
  client: GraphClient,
  clock: Clock,
  standing: Directory['standing'],
): Directory['standings'] {
  const reader = inBatches(client);
  const holders = kept(clock, keptMs, () => readHolders(reader));
  let last = { key: '', of: kept(clock, keptMs, () => idsIn(reader, [], 'transitiveMembers')) };
  const membersOf = (watched: readonly GroupId[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
    const groups = [...new Set(watched)].sort();
    const key = groups.join();
    if (last.key !== key)
      last = { key, of: kept(clock, keptMs, () => idsIn(reader, groups, 'transitiveMembers')) };
    return last.of();
  };
  return async (ids, watched) => {
    if (ids.length <= few) {
      const found = await Promise.all(ids.map((id) => standing(id)));
      return found.map((one) => one && { ...one, groups: watched.filter((id) => one.groups.includes(id)) });
    }
    const [people, everybody, members] = await Promise.all([
      reader.get(ids.map(account), graphPerson),
      holders(),
      membersOf(watched),
    ]);
    const isIn = (id: PersonId, group: GroupId): boolean => members.get(group)?.has(id) === true;
    const now = clock.now();
    return people.map((answer): Standing | undefined => {
      if (answer === undefined) return undefined;
      const person = asPerson(answer.body);
      return { person, ...held(everybody, person, now), groups: watched.filter((id) => isIn(person.id, id)) };
    });
  };
}

/** Who holds roles in this tenant, and through what. */
interface Holders {
  readonly assigned: ReadonlyMap<string, Assignments>;
  readonly groups: readonly AssignableGroup[];
}

interface AssignableGroup {
  readonly id: string;
  readonly name: string;
  /** Ids of people, in nested groups too. */
  readonly members: ReadonlySet<string>;
  readonly owners: ReadonlySet<string>;
}

async function readHolders(reader: Reader): Promise<Holders> {
  const [assigned, groups] = await Promise.all([rolesOfEverybody(reader), assignableGroups(reader)]);
  return { assigned, groups };
}

const graphGroup = z.object({ id: z.string(), displayName: z.string().nullish() });

async function assignableGroups(reader: Reader): Promise<readonly AssignableGroup[]> {
  const filter = encodeURIComponent('isAssignableToRole eq true');
  const path = `/groups?$filter=${filter}&$select=id,displayName&$top=999`;
  const groups = await getAll(reader, { what: 'the groups that can hold roles', path }, graphGroup);
  const ids = groups.map(({ id }) => id.toLowerCase());
  const [members, owners] = await Promise.all([
    idsIn(reader, ids, 'transitiveMembers'),
    idsIn(reader, ids, 'owners'),
  ]);
  return groups.map(({ displayName }, index) => {
    const id = ids[index] ?? '';
    const nobody = new Set<string>();
    const [inside, owning] = [members.get(id) ?? nobody, owners.get(id) ?? nobody];
    return { id, name: displayName ?? id, members: inside, owners: owning };
  });
}

function held(
  { assigned, groups }: Holders,
  { id }: Person,
  now: Date,
): Pick<Standing, 'roles' | 'roleAssignableGroups'> {
  const rolesOf = (principal: string): Standing['roles'] => {
    const roles = assigned.get(principal);
    return roles === undefined ? [] : inForce(roles, now);
  };
  const memberOf = groups.filter(({ members }) => members.has(id));
  const owned = groups.filter(({ owners }) => owners.has(id));
  return {
    roles: distinct([id, ...memberOf.map((group) => group.id)].flatMap(rolesOf)),
    roleAssignableGroups: [...new Set([...memberOf, ...owned].map(({ name }) => name))],
  };
}
