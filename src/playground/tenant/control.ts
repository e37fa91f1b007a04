import type { RevokeBehaviour } from './behaviour';
import { parseFault } from './faults';
import type { Fault, Faults } from './faults';
import { crowdOf, type Person } from './people';
import { everyone, recordRevocation } from './revoke';
import type { Role } from './roles';
import type { Issues } from './signin/identities';
import type { TenantState } from './state';
import { group as newGroup, type Group, type RoleAssignment } from './town';
import type { Settings } from './world';

type RoleDetails = Partial<Pick<RoleAssignment, 'state' | 'scope' | 'until'>>;

/** What tests change while the tenant runs. An id that does not exist is a mistake in the test, and thrown. */
export interface TenantControl {
  /** To a person or a role-assignable group; active, tenant-wide and without end unless said otherwise. */
  assignRole(principalId: string, role: Role, details?: RoleDetails): void;
  /** Every assignment of this role to this principal, or only those that fit the details. */
  removeRole(principalId: string, role: Role, details?: Pick<RoleDetails, 'state' | 'scope'>): void;
  /** So many people more, and a group of them, such as "Project Osprey" for "Osprey". */
  addCrowd(givenName: string, size: number): Crowd;
  addMember(groupId: string, memberId: string): void;
  removeMember(groupId: string, memberId: string): void;
  addOwner(groupId: string, personId: string): void;
  enable(personId: string): void;
  disable(personId: string): void;
  /** As Entra does: the account is gone from every look-up, and so are its roles. */
  deletePerson(personId: string): void;
  changeUserPrincipalName(personId: string, userPrincipalName: string): void;
  changeDisplayName(personId: string, displayName: string): void;
  /** How revokes behave from now on, for one person or for everyone without a behaviour of their own. */
  onRevoke(behaviour: RevokeBehaviour, personId?: string): void;
  /** Somebody ended this person's sessions by other means. */
  revokeElsewhere(personId: string): void;
  /** What tokens are like from now on; those handed out before stay as they are. */
  issueTokens(issues: Partial<Issues>): void;
  /** A fault, or its text as on the command line. */
  addFault(fault: Fault | string): void;
  clearFaults(): void;
  readonly settings: Settings;
}

export interface Crowd {
  readonly group: Group;
  readonly people: readonly Person[];
}

export function controlOf(
  state: TenantState,
  faults: Faults,
  settings: Settings,
  issues: Issues,
  clock: () => Date,
): TenantControl {
  return {
    ...roleControls(state),
    ...groupControls(state),
    ...personControls(state),
    onRevoke: (behaviour, personId = everyone) => void state.behaviours.set(personId, behaviour),
    revokeElsewhere(personId) {
      known(state.people, personId);
      recordRevocation(state, personId, { at: clock(), visibleFrom: clock() });
    },
    issueTokens: (wanted) => void Object.assign(issues, wanted),
    addFault(fault) {
      const parsed = typeof fault === 'string' ? parseFault(fault) : { ok: true as const, fault };
      if (!parsed.ok) throw new Error(parsed.problem);
      faults.add(parsed.fault);
    },
    clearFaults: () => {
      faults.clear();
    },
    settings,
  };
}

function roleControls(state: TenantState): Pick<TenantControl, 'assignRole' | 'removeRole'> {
  return {
    assignRole(principalId, role, details = {}) {
      if (!state.groups.get(principalId)?.isAssignableToRole) known(state.people, principalId);
      if (details.scope !== undefined && details.scope !== '/') known(state.units, details.scope);
      state.assignments.push({ principalId, role, state: 'active', scope: '/', until: null, ...details });
    },
    removeRole(principalId, role, details = {}) {
      const gone = (one: RoleAssignment): boolean =>
        one.principalId === principalId &&
        one.role.templateId === role.templateId &&
        one.state === (details.state ?? one.state) &&
        one.scope === (details.scope ?? one.scope);
      state.assignments = state.assignments.filter((one) => !gone(one));
    },
  };
}

function groupControls(
  state: TenantState,
): Pick<TenantControl, 'addCrowd' | 'addMember' | 'removeMember' | 'addOwner'> {
  const change = (groupId: string, changed: (group: Group) => Partial<Group>): void => {
    const group = known(state.groups, groupId);
    state.groups.set(groupId, { ...group, ...changed(group) });
  };
  return {
    addCrowd(givenName, size) {
      const people = crowdOf(givenName, size);
      for (const one of people) state.people.set(one.id, one);
      const group = newGroup(`Project ${givenName}`, { members: people.map(({ id }) => id) });
      state.groups.set(group.id, group);
      return { group, people };
    },
    addMember(groupId, memberId) {
      if (!state.groups.has(memberId)) known(state.people, memberId);
      change(groupId, ({ members }) => ({ members: [...members, memberId] }));
    },
    removeMember(groupId, memberId) {
      change(groupId, ({ members }) => ({ members: members.filter((id) => id !== memberId) }));
    },
    addOwner(groupId, personId) {
      known(state.people, personId);
      change(groupId, ({ owners }) => ({ owners: [...owners, personId] }));
    },
  };
}

function personControls(
  state: TenantState,
): Pick<
  TenantControl,
  'enable' | 'disable' | 'deletePerson' | 'changeUserPrincipalName' | 'changeDisplayName'
> {
  const change = (personId: string, changed: Partial<Person>): void => {
    state.people.set(personId, { ...known(state.people, personId), ...changed });
  };
  return {
    enable(personId) {
      change(personId, { accountEnabled: true });
    },
    disable(personId) {
      change(personId, { accountEnabled: false });
    },
    deletePerson(personId) {
      known(state.people, personId);
      state.people.delete(personId);
      state.assignments = state.assignments.filter(({ principalId }) => principalId !== personId);
    },
    changeUserPrincipalName(personId, userPrincipalName) {
      change(personId, { userPrincipalName });
    },
    changeDisplayName(personId, displayName) {
      change(personId, { displayName });
    },
  };
}

function known<Thing>(things: ReadonlyMap<string, Thing>, id: string): Thing {
  const thing = things.get(id);
  if (thing === undefined) throw new Error(`the simulated tenant has nothing with the id ${id}`);
  return thing;
}
