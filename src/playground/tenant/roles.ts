import { stableGuid } from './ids';

/** A Microsoft Entra role. For built-in roles the definition's id and its template id are the same GUID. */
export interface Role {
  readonly templateId: string;
  readonly displayName: string;
  readonly isBuiltIn: boolean;
}

/** Template ids: Microsoft Learn, "Microsoft Entra built-in roles". */
export const roles = {
  applicationAdministrator: builtIn('9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', 'Application Administrator'),
  authenticationAdministrator: builtIn(
    'c4e39bd9-1100-46d3-8c65-fb160da0071f',
    'Authentication Administrator',
  ),
  directoryReaders: builtIn('88d8e3e3-8f55-4a1e-953a-9b9898b8876b', 'Directory Readers'),
  directorySynchronizationAccounts: builtIn(
    'd29b2b05-8046-44ba-8758-1e26182fcf32',
    'Directory Synchronization Accounts',
  ),
  directoryWriters: builtIn('9360feb5-f418-4baa-8175-e2a00bac4301', 'Directory Writers'),
  exchangeAdministrator: builtIn('29232cdf-9323-42fd-ade2-1d097af3e4de', 'Exchange Administrator'),
  globalAdministrator: builtIn('62e90394-69f5-4237-9190-012177145e10', 'Global Administrator'),
  globalReader: builtIn('f2ef992c-3afb-46b9-b7cf-a126ee74c451', 'Global Reader'),
  groupsAdministrator: builtIn('fdd7a751-b60b-444a-984c-02652fe8fa1c', 'Groups Administrator'),
  guestInviter: builtIn('95e79109-95c0-4d8e-aee3-d01accf2d47b', 'Guest Inviter'),
  helpdeskAdministrator: builtIn('729827e3-9c14-49f7-bb1b-9608f156bbb8', 'Helpdesk Administrator'),
  messageCenterReader: builtIn('790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b', 'Message Center Reader'),
  passwordAdministrator: builtIn('966707d0-3269-4727-9be2-8c3a10f19b9d', 'Password Administrator'),
  privilegedAuthenticationAdministrator: builtIn(
    '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
    'Privileged Authentication Administrator',
  ),
  privilegedRoleAdministrator: builtIn(
    'e8611ab8-c189-46e8-94e1-60213ab1f814',
    'Privileged Role Administrator',
  ),
  reportsReader: builtIn('4a5d8f65-41da-4de4-8968-e035b65339cf', 'Reports Reader'),
  securityAdministrator: builtIn('194ae4cb-b126-40b2-bd5b-6091b380977d', 'Security Administrator'),
  securityOperator: builtIn('5f2222b1-57c3-48ba-8ad5-d4759f1fde6f', 'Security Operator'),
  userAdministrator: builtIn('fe930be7-5e62-47db-91af-98c3a49a38b1', 'User Administrator'),
  userExperienceSuccessManager: builtIn(
    '27460883-1df1-4691-b032-3b79643e5e63',
    'User Experience Success Manager',
  ),
  usageSummaryReportsReader: builtIn('75934031-6c7e-415a-99d7-48dbd49e875e', 'Usage Summary Reports Reader'),
  badgeOfficeCustom: customRole('Badge Office (custom)'),
} as const;

/** A custom role: it never shows up as a directoryRole object, only in role assignments. */
export function customRole(displayName: string): Role {
  return { templateId: stableGuid(`custom role/${displayName}`), displayName, isBuiltIn: false };
}

function builtIn(templateId: string, displayName: string): Role {
  return { templateId, displayName, isBuiltIn: true };
}
