import type { GroupId, PersonId } from '../../src/core/ids';
import type { HeldRole, Person, Standing } from '../../src/core/person';

/** Template ids of built-in roles, from Microsoft Learn, "Microsoft Entra built-in roles". */
const templateIds = {
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'Authentication Administrator': 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  'Directory Readers': '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  'Directory Synchronization Accounts': 'd29b2b05-8046-44ba-8758-1e26182fcf32',
  'Directory Writers': '9360feb5-f418-4baa-8175-e2a00bac4301',
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Groups Administrator': 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  'Guest Inviter': '95e79109-95c0-4d8e-aee3-d01accf2d47b',
  'Helpdesk Administrator': '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  'Message Center Reader': '790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b',
  'On Premises Directory Sync Account': 'a92aed5d-d78a-4d16-b381-09adb37eb3b0',
  'Partner Tier1 Support': '4ba39ca4-527c-499a-b93d-d9b492c50246',
  'Partner Tier2 Support': 'e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8',
  'Password Administrator': '966707d0-3269-4727-9be2-8c3a10f19b9d',
  'Privileged Authentication Administrator': '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  'Privileged Role Administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'Reports Reader': '4a5d8f65-41da-4de4-8968-e035b65339cf',
  'Security Administrator': '194ae4cb-b126-40b2-bd5b-6091b380977d',
  'Security Operator': '5f2222b1-57c3-48ba-8ad5-d4759f1fde6f',
  'Usage Summary Reports Reader': '75934031-6c7e-415a-99d7-48dbd49e875e',
  'User Administrator': 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  'User Experience Success Manager': '27460883-1df1-4691-b032-3b79643e5e63',
} as const;

export type BuiltIn = keyof typeof templateIds;

type How = Partial<Pick<HeldRole, 'state' | 'scope' | 'custom'>>;

/** A built-in role as somebody holds it: active and for the whole tenant unless said otherwise. */
export function holding(name: BuiltIn, how: How = {}): HeldRole {
  return { templateId: templateIds[name], name, state: 'active', scope: 'tenant', ...how };
}

/** A role that is not in the table: any name, and a template id that nobody else has. */
export function customRole(name: string, how: How = {}): HeldRole {
  return {
    templateId: 'c0ffee00-0000-4000-8000-000000000001',
    name,
    state: 'active',
    scope: 'tenant',
    ...how,
  };
}

/** Somebody of Contoso: an ordinary enabled member, whose id spells the first six letters of the name. */
function person(name: string, details: Partial<Person> = {}): Person {
  const first = name.split(' ')[0] ?? name;
  const letters = Buffer.from(first.toLowerCase().slice(0, 6)).toString('hex').padStart(12, '0');
  return {
    id: `00000000-0000-4000-8000-${letters}` as PersonId,
    name,
    address: `${first.toLowerCase()}@contoso.com`,
    kind: 'member',
    enabled: true,
    synchronised: false,
    sessionsValidFrom: '2026-04-01T08:00:00Z',
    ...details,
  };
}

interface Details {
  readonly roles?: readonly HeldRole[];
  /** Names of role-assignable groups. */
  readonly roleAssignable?: readonly string[];
  readonly groups?: readonly GroupId[];
  readonly person?: Partial<Person>;
}

/** What the directory says about somebody; the same name is always the same person. */
export function standing(name: string, details: Details = {}): Standing {
  const { roles = [], roleAssignable = [], groups = [], person: is = {} } = details;
  return { person: person(name, is), roles, roleAssignableGroups: roleAssignable, groups };
}

/** Asks. */
export const olga = standing('Olga Ops', { roles: [holding('Helpdesk Administrator')] });

/** Approves. */
export const ben = standing('Ben Berg', { roles: [holding('Privileged Authentication Administrator')] });

/** Is signed out. */
export const alice = standing('Alice Archer');

/** Approves too, where two are needed. */
export const gina = standing('Gina Graf', { roles: [holding('Global Administrator')] });
