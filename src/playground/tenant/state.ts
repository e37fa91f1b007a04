import type { RevokeBehaviour } from './behaviour';
import { Table } from './table';
import { town } from './town';
import type { Application, Group, RoleAssignment, Unit } from './town';
import type { Person } from './people';

/** One server's own copy of the town, changed by its controls and by what callers do. */
export interface TenantState {
  readonly people: Table<Person>;
  readonly groups: Table<Group>;
  readonly units: Map<string, Unit>;
  readonly applications: Map<string, Application>;
  assignments: RoleAssignment[];
  /** Every revocation of each person, with the moment from which readers can see it. */
  readonly revocations: Map<string, Revocation[]>;
  /** How the next revokes behave: for everyone, or for one person. */
  readonly behaviours: Map<string, RevokeBehaviour>;
}

export interface Revocation {
  readonly at: Date;
  readonly visibleFrom: Date;
  /** From then on it is seen and not seen in turn, each for so long. */
  readonly flapMs?: number;
}

/** An assignment as one person has it: by name, or through a group. */
export interface HeldRole {
  readonly assignment: RoleAssignment;
  readonly memberType: 'Direct' | 'Group';
}

export function townState(): TenantState {
  const { graph, channel } = town.identities;
  return {
    people: Table.of<Person>([...Object.values(town.people), ...town.crowd]),
    groups: Table.of<Group>(Object.values(town.groups)),
    units: byId(Object.values(town.units)),
    applications: byId([...Object.values(town.applications), graph, channel]),
    assignments: [...town.assignments],
    revocations: new Map(),
    behaviours: new Map(),
  };
}

/** Graph takes an object id or a user principal name in the same place, in any letter case. */
export function findPerson(state: TenantState, idOrName: string): Person | undefined {
  const wanted = idOrName.toLowerCase();
  const byObjectId = state.people.get(wanted);
  if (byObjectId) return byObjectId;
  return state.people.by('userprincipalname', ({ userPrincipalName }) => userPrincipalName, wanted)[0];
}

/** Every group a person or group belongs to, through nested groups too. */
export function groupsOf(state: TenantState, memberId: string): Group[] {
  const found = new Map<string, Group>();
  const open = [memberId];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const group of state.groups.by('members', ({ members }) => members, next)) {
      if (found.has(group.id)) continue;
      found.set(group.id, group);
      open.push(group.id);
    }
  }
  return [...found.values()];
}

/** Ids of everyone and every group inside a group, nested ones included, each once, in a stable order. */
export function membersOf(state: TenantState, groupId: string): string[] {
  const found = new Set<string>();
  const open = [groupId];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    for (const member of state.groups.get(next)?.members ?? []) {
      if (found.has(member)) continue;
      found.add(member);
      if (state.groups.has(member)) open.push(member);
    }
  }
  return [...found];
}

/** The role assignments a person or group has at a moment, its groups' included. */
export function rolesOf(state: TenantState, principalId: string, now: Date): HeldRole[] {
  const groupIds = new Set(groupsOf(state, principalId).map(({ id }) => id));
  return state.assignments
    .filter(({ until }) => until === null || until > now)
    .flatMap((assignment): HeldRole[] => {
      if (assignment.principalId === principalId) return [{ assignment, memberType: 'Direct' }];
      return groupIds.has(assignment.principalId) ? [{ assignment, memberType: 'Group' }] : [];
    });
}

/** Whether tenant-wide rights do not reach this person: their unit, or the unit of a role they hold, is restricted. */
export function isManagementRestricted(state: TenantState, personId: string, now: Date): boolean {
  const restricted = [...state.units.values()].filter((unit) => unit.restricted);
  if (restricted.some((unit) => unit.members.includes(personId))) return true;
  const scopes = rolesOf(state, personId, now).map(({ assignment }) => assignment.scope);
  return restricted.some((unit) => scopes.includes(unit.id));
}

function byId<Thing extends { readonly id: string }>(things: readonly Thing[]): Map<string, Thing> {
  return new Map(things.map((thing) => [thing.id, thing]));
}
