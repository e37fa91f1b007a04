import { stableGuid } from './ids';

/** One account of the simulated tenant, with the properties Evict reads. */
export interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly userPrincipalName: string;
  readonly mail: string | null;
  readonly proxyAddresses: readonly string[];
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly userType: 'Member' | 'Guest';
  readonly accountEnabled: boolean;
  /** Graph answers true or null, hardly ever false. */
  readonly onPremisesSyncEnabled: true | null;
  readonly createdDateTime: string;
}

type Details = Partial<Omit<Person, 'id' | 'displayName' | 'createdDateTime'>>;

/** A member account whose address follows from the name unless the details say otherwise. */
function person(key: string, givenName: string, surname: string, details: Details = {}): Person {
  const address = `${givenName}@contoso.com`.toLowerCase();
  const mail = details.mail === undefined ? (details.userPrincipalName ?? address) : details.mail;
  return {
    id: stableGuid(`person/${key}`),
    displayName: surname === '' ? givenName : `${givenName} ${surname}`,
    givenName,
    surname: surname === '' ? null : surname,
    userPrincipalName: address,
    mail,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    jobTitle: null,
    department: null,
    userType: 'Member',
    accountEnabled: true,
    onPremisesSyncEnabled: null,
    createdDateTime: '2024-03-04T08:00:00Z',
    ...details,
  };
}

/** The people of Contoso, each here for one situation the product must handle. */
export const people = {
  /** Asks: an active, tenant-wide Helpdesk Administrator. */
  olga: person('olga', 'Olga', 'Ops', { jobTitle: 'Service Desk Lead', department: 'IT' }),
  /** Approves: an active Privileged Authentication Administrator, on call. */
  ben: person('ben', 'Ben', 'Berg', { jobTitle: 'Identity Responder', department: 'Security' }),
  /** Is signed out: no role, no group that matters. Has a second address. */
  alice: person('alice', 'Alice', 'Archer', {
    jobTitle: 'Account Manager',
    department: 'Sales',
    proxyAddresses: ['SMTP:alice@contoso.com', 'smtp:alice.archer@contoso.com'],
  }),
  carol: person('carol', 'Carol', 'Chief', { jobTitle: 'Chief Information Officer', department: 'IT' }),
  /** Helpdesk Administrator only eligible in Privileged Identity Management. */
  dan: person('dan', 'Dan', 'Dev', { jobTitle: 'Developer', department: 'Engineering' }),
  eve: person('eve', 'Eve', 'Extern', {
    userPrincipalName: 'eve_fabrikam.com#EXT#@contoso.com',
    mail: 'eve@fabrikam.com',
    userType: 'Guest',
  }),
  /** Member of the role-assignable group Tier-0 Operators, which holds no role. */
  mia: person('mia', 'Mia', 'Member', { jobTitle: 'Platform Engineer', department: 'IT' }),
  /** Owner, not member, of Tier-0 Operators. */
  oscar: person('oscar', 'Oscar', 'Owner', { jobTitle: 'Platform Lead', department: 'IT' }),
  /** Helpdesk Administrator through the role-assignable group Helpdesk Crew. */
  gina: person('gina', 'Gina', 'Group', { jobTitle: 'Service Desk Agent', department: 'IT' }),
  /** User Administrator of one administrative unit only. */
  aaron: person('aaron', 'Aaron', 'Area', { jobTitle: 'Branch IT', department: 'Seattle' }),
  /** User Administrator of a restricted-management administrative unit only. */
  rita: person('rita', 'Rita', 'Restricted', { jobTitle: 'Executive Support', department: 'IT' }),
  /** No role; member of that restricted-management administrative unit. */
  vera: person('vera', 'Vera', 'Vip', { jobTitle: 'Chief Executive', department: 'Executive Office' }),
  derek: person('derek', 'Derek', 'Done', { accountEnabled: false, department: 'Sales' }),
  /** Synchronised from on-premises Active Directory. */
  hans: person('hans', 'Hans', 'Hybrid', { onPremisesSyncEnabled: true, department: 'Manufacturing' }),
  /** Two people, one name. */
  sam: person('sam', 'Sam', 'Smith', { userPrincipalName: 'sam.smith@contoso.com', department: 'Sales' }),
  sam2: person('sam2', 'Sam', 'Smith', { userPrincipalName: 'sam.smith2@contoso.com', department: 'Legal' }),
  nora: person('nora', 'Nora', "O'Neil", { userPrincipalName: "o'neil@contoso.com", department: 'Finance' }),
  /** Emergency access: Global Administrator, to be protected by policy. */
  breakGlass: person('break glass', 'Break Glass', '', {
    userPrincipalName: 'break.glass@contoso.com',
    mail: null,
  }),
  dirSync: person('directory sync', 'On-Premises Directory Synchronization Service Account', '', {
    userPrincipalName: 'Sync_DC01_4f9c2a7be810@contoso.onmicrosoft.com',
    mail: null,
    onPremisesSyncEnabled: true,
  }),
  /** A second person able to approve; on call. */
  petra: person('petra', 'Petra', 'Priv', { jobTitle: 'Identity Engineer', department: 'Security' }),
  /** Security Operator: may decide about people without any role only. */
  sven: person('sven', 'Sven', 'Soc', { jobTitle: 'SOC Analyst', department: 'Security' }),
} as const satisfies Record<string, Person>;

/** So many people with nothing but a name and an address, such as "Falcon Member 0001", in one department. */
export function crowdOf(givenName: string, size: number): readonly Person[] {
  const name = givenName.toLowerCase();
  const digits = Math.max(4, String(size).length);
  return Array.from({ length: size }, (_, index) => {
    const number = String(index + 1).padStart(digits, '0');
    return person(`${name}/${number}`, givenName, `Member ${number}`, {
      userPrincipalName: `${name}.${number}@contoso.com`,
      department: `Project ${givenName}`,
    });
  });
}

/** Everyone on Project Falcon: enough people to need paging, and nobody with a role. */
export const crowd = crowdOf('Falcon', 1_200);
