import { notFound } from '../answer';
import type { Answer } from '../answer';
import { stableGuid } from '../ids';
import type { Role } from '../roles';
import { findPerson, groupsOf, membersOf, rolesOf } from '../state';
import type { TenantState } from '../state';
import type { Application, Group } from '../town';
import type { World } from '../world';
import { collection, entity, filtered, isAnswer, written } from './odata';
import type { Kind, Written } from './odata';
import type { GraphCall, Route } from './route';
import { writtenUser } from './users';

const readMembership = ['User.Read.All', 'GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'];
const readRoles = ['RoleManagement.Read.Directory', 'Directory.Read.All'];
const readGroups = ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'];
const readOwned = ['User.Read.All', 'Directory.Read.All'];
const readApplications = ['Application.Read.All', 'Directory.Read.All'];

const aUser = 'microsoft.graph.user';
const aGroup = 'microsoft.graph.group';
const aRole = 'microsoft.graph.directoryRole';

export const groupRoutes: readonly Route[] = [
  get('users/{id}/transitiveMemberOf', readMembership, (call) => belongings(call)),
  get(`users/{id}/transitiveMemberOf/${aGroup}`, readMembership, (call) => belongings(call, aGroup)),
  get(`users/{id}/transitiveMemberOf/${aRole}`, readRoles, (call) => belongings(call, aRole)),
  get('users/{id}/ownedObjects', readOwned, (call) => owned(call, true)),
  get(`users/{id}/ownedObjects/${aGroup}`, readOwned, (call) => owned(call, false)),
  get('groups', readGroups, listGroups),
  get('groups/{id}', readGroups, getGroup),
  get('groups/{id}/members', readGroups, (call) => members(call, directMembers)),
  get(`groups/{id}/members/${aUser}`, readGroups, (call) => members(call, directMembers, aUser)),
  get('groups/{id}/transitiveMembers', readGroups, (call) => members(call, membersOf)),
  get(`groups/{id}/transitiveMembers/${aUser}`, readGroups, (call) => members(call, membersOf, aUser)),
  get('groups/{id}/owners', readGroups, (call) => members(call, directOwners)),
  get('servicePrincipals/{id}', readApplications, getApplication),
  get('directoryObjects/{id}', ['Directory.Read.All'], getDirectoryObject),
];

function get(path: string, needs: readonly string[], answer: Route['answer']): Route {
  return { method: 'GET', path, needs, answer };
}

/** The groups and the active tenant-wide roles a person has; roles of an administrative unit are not listed here. */
function belongings(call: GraphCall, cast?: string): Answer {
  const { state, clock } = call.world;
  const person = findPerson(state, call.id);
  if (!person) return notFound(call.id);
  const held = rolesOf(state, person.id, clock()).map(({ assignment }) => assignment);
  const active = held.filter(
    ({ state: one, scope, role }) => one !== 'eligible' && scope === '/' && role.isBuiltIn,
  );
  const roles = new Map(active.map(({ role }) => [role.templateId, role]));
  const things = [
    ...groupsOf(state, person.id).map((group) => written(groupKind, group)),
    ...[...roles.values()].map((role) => written(directoryRoleKind, role)),
  ];
  return ofType(call, things, cast);
}

function owned(call: GraphCall, typed: boolean): Answer {
  const { state } = call.world;
  const person = findPerson(state, call.id);
  if (!person) return notFound(call.id);
  const groups = state.groups.by('owners', ({ owners }) => owners, person.id);
  const things = groups.map((group) => written(groupKind, group));
  return collection(call, typed ? 'directoryObjects' : 'groups', things, typed);
}

function listGroups(call: GraphCall): Answer {
  const found = filtered(call, call.world.state.groups, {
    id: ({ id }) => id,
    displayName: ({ displayName }) => displayName,
    isAssignableToRole: ({ isAssignableToRole }) => (isAssignableToRole ? 'true' : null),
  });
  if (isAnswer(found)) return found;
  const things = found.map((group) => written(groupKind, group));
  return collection(call, 'groups', things);
}

function getGroup(call: GraphCall): Answer {
  const group = call.world.state.groups.get(call.id.toLowerCase());
  return group ? entity(call, 'groups', written(groupKind, group)) : notFound(call.id);
}

function members(
  call: GraphCall,
  of: (state: TenantState, id: string) => readonly string[],
  cast?: string,
): Answer {
  const id = call.id.toLowerCase();
  if (!call.world.state.groups.has(id)) return notFound(call.id);
  const things = of(call.world.state, id).flatMap((member) => directoryObject(call.world, member) ?? []);
  return ofType(call, things, cast);
}

function directMembers(state: TenantState, id: string): readonly string[] {
  return state.groups.get(id)?.members ?? [];
}

function directOwners(state: TenantState, id: string): readonly string[] {
  return state.groups.get(id)?.owners ?? [];
}

function getApplication(call: GraphCall): Answer {
  const application = call.world.state.applications.get(call.id.toLowerCase());
  if (!application) return notFound(call.id);
  return entity(call, 'servicePrincipals', written(applicationKind, application));
}

function getDirectoryObject(call: GraphCall): Answer {
  const thing = directoryObject(call.world, call.id.toLowerCase());
  return thing ? entity(call, 'directoryObjects', thing, true) : notFound(call.id);
}

/** Anything in the directory by its object id. */
function directoryObject(world: World, id: string): Written | undefined {
  const { people, groups, applications } = world.state;
  const person = people.get(id);
  if (person) return writtenUser(world, person);
  const group = groups.get(id);
  if (group) return written(groupKind, group);
  const application = applications.get(id);
  return application && written(applicationKind, application);
}

function ofType(call: GraphCall, things: readonly Written[], cast: string | undefined): Answer {
  if (cast === undefined) return collection(call, 'directoryObjects', things, true);
  const set = { [aUser]: 'users', [aGroup]: 'groups', [aRole]: 'directoryRoles' }[cast] ?? 'directoryObjects';
  const wanted = things.filter(({ type }) => type === cast);
  return collection(call, set, wanted);
}

const groupProperties = {
  id: ({ id }: Group) => id,
  deletedDateTime: () => null,
  displayName: ({ displayName }: Group) => displayName,
  description: () => null,
  groupTypes: () => [],
  isAssignableToRole: ({ isAssignableToRole }: Group) => (isAssignableToRole ? true : null),
  mail: () => null,
  mailEnabled: () => false,
  mailNickname: ({ displayName }: Group) => displayName.replaceAll(/\W/g, ''),
  onPremisesSyncEnabled: () => null,
  securityEnabled: () => true,
};
const groupKind: Kind<Group> = {
  type: aGroup,
  properties: groupProperties,
  byDefault: Object.keys(groupProperties),
};

/** The role object of this tenant: its id is the tenant's own, only roleTemplateId is the same everywhere. */
const directoryRoleProperties = {
  id: ({ templateId }: Role) => stableGuid(`directory role/${templateId}`),
  deletedDateTime: () => null,
  description: ({ displayName }: Role) => `${displayName} of Contoso.`,
  displayName: ({ displayName }: Role) => displayName,
  roleTemplateId: ({ templateId }: Role) => templateId,
};
const directoryRoleKind: Kind<Role> = {
  type: aRole,
  properties: directoryRoleProperties,
  byDefault: Object.keys(directoryRoleProperties),
};

const applicationProperties = {
  id: ({ id }: Application) => id,
  appId: ({ appId }: Application) => appId,
  displayName: ({ displayName }: Application) => displayName,
  servicePrincipalType: () => 'Application',
  accountEnabled: () => true,
};
const applicationKind: Kind<Application> = {
  type: 'microsoft.graph.servicePrincipal',
  properties: applicationProperties,
  byDefault: Object.keys(applicationProperties),
};
