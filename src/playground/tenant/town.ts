import { stableGuid } from './ids';
import { crowd, people } from './people';
import { roles } from './roles';
import type { Role } from './roles';

export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly isAssignableToRole: boolean;
  /** Ids of people and of nested groups. */
  readonly members: readonly string[];
  readonly owners: readonly string[];
}

/** An administrative unit; `restricted` is Graph's isMemberManagementRestricted. */
export interface Unit {
  readonly id: string;
  readonly displayName: string;
  readonly restricted: boolean;
  readonly members: readonly string[];
}

/** An application's service principal: an object id that /users does not find. */
export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
}

export interface RoleAssignment {
  /** A person's or a role-assignable group's id. */
  readonly principalId: string;
  readonly role: Role;
  readonly state: 'active' | 'activated' | 'eligible';
  /** "/" for the whole tenant, else the id of an administrative unit. */
  readonly scope: string;
  /** When the assignment ends, if it does. */
  readonly until: Date | null;
}

const contractors: Group = group('Falcon Contractors', { members: crowd.slice(890).map(({ id }) => id) });

const groups = {
  tier0: group('Tier-0 Operators', {
    isAssignableToRole: true,
    members: [people.mia.id],
    owners: [people.oscar.id],
  }),
  helpdeskCrew: group('Helpdesk Crew', { isAssignableToRole: true, members: [people.gina.id] }),
  /** 900 members of its own and 310 in a nested group; ten are in both. */
  projectFalcon: group('Project Falcon', {
    members: [...crowd.slice(0, 900).map(({ id }) => id), contractors.id],
    owners: [people.alice.id],
  }),
  falconContractors: contractors,
  onCall: group('On-call responders', { members: [people.ben.id, people.petra.id] }),
} as const;

const units = {
  seattle: unit('Seattle Branch', { restricted: false, members: [people.derek.id] }),
  executives: unit('Executives', { restricted: true, members: [people.vera.id] }),
} as const;

const assignments: readonly RoleAssignment[] = [
  assigned(people.olga.id, roles.helpdeskAdministrator),
  assigned(people.ben.id, roles.privilegedAuthenticationAdministrator),
  assigned(people.petra.id, roles.privilegedAuthenticationAdministrator),
  assigned(people.carol.id, roles.globalAdministrator),
  assigned(people.breakGlass.id, roles.globalAdministrator),
  assigned(people.sven.id, roles.securityOperator),
  assigned(people.dirSync.id, roles.directorySynchronizationAccounts),
  assigned(people.dan.id, roles.helpdeskAdministrator, { state: 'eligible' }),
  assigned(groups.helpdeskCrew.id, roles.helpdeskAdministrator),
  assigned(people.aaron.id, roles.userAdministrator, { scope: units.seattle.id }),
  assigned(people.rita.id, roles.userAdministrator, { scope: units.executives.id }),
];

/** Contoso as every simulated tenant starts: nothing here changes, each server works on its own copy. */
export const town = {
  tenantId: stableGuid('tenant'),
  tenantName: 'Contoso',
  people,
  crowd,
  groups,
  units,
  assignments,
  applications: { payroll: application('Payroll Connector') },
  /** The two identities Evict runs under: `graph` may revoke, `channel` is the bot's and has no Graph right. */
  identities: { graph: application('Evict'), channel: application('Evict Bot') },
} as const;

export function group(displayName: string, details: Partial<Omit<Group, 'id' | 'displayName'>>): Group {
  const id = stableGuid(`group/${displayName}`);
  return { id, displayName, isAssignableToRole: false, members: [], owners: [], ...details };
}

function unit(displayName: string, details: Pick<Unit, 'restricted' | 'members'>): Unit {
  return { id: stableGuid(`unit/${displayName}`), displayName, ...details };
}

function application(displayName: string): Application {
  return {
    id: stableGuid(`service principal/${displayName}`),
    appId: stableGuid(`application/${displayName}`),
    displayName,
  };
}

function assigned(
  principalId: string,
  role: Role,
  details: Partial<Pick<RoleAssignment, 'state' | 'scope' | 'until'>> = {},
): RoleAssignment {
  return { principalId, role, state: 'active', scope: '/', until: null, ...details };
}
