import { z } from 'zod';
import { CouldNotCheck } from '../../core/fault';
import { asPersonId } from '../../core/ids';
import type { Person } from '../../core/person';

/** The properties to ask for. `signInSessionsValidFromDateTime` is returned only when named here. */
export const personSelect =
  '$select=id,displayName,userPrincipalName,mail,jobTitle,department,userType,accountEnabled,' +
  'onPremisesSyncEnabled,signInSessionsValidFromDateTime';

export const graphPerson = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  userPrincipalName: z.string(),
  jobTitle: z.string().nullish(),
  department: z.string().nullish(),
  userType: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
  signInSessionsValidFromDateTime: z.string().datetime({ offset: true }).nullish(),
});
export type GraphPerson = z.infer<typeof graphPerson>;

/** A user as decisions see it. What decides and is missing is not guessed: `CouldNotCheck`. */
export function asPerson(user: GraphPerson): Person {
  const id = asPersonId(user.id);
  if (id === undefined)
    throw new CouldNotCheck('an account', { cause: new Error('an id that is not a GUID') });
  const { jobTitle, department } = user;
  return {
    id,
    name: user.displayName ?? user.userPrincipalName,
    address: user.userPrincipalName,
    ...(jobTitle == null ? {} : { jobTitle }),
    ...(department == null ? {} : { department }),
    kind: kindOf(user),
    enabled: enabled(user),
    synchronised: user.onPremisesSyncEnabled === true,
    sessionsValidFrom: user.signInSessionsValidFromDateTime ?? null,
  };
}

function kindOf({ userType, userPrincipalName }: GraphPerson): Person['kind'] {
  // Cross-tenant synchronisation makes people of other tenants "members"; their sessions still belong to their home.
  if (/#ext#/i.test(userPrincipalName)) return 'guest';
  if (userType === 'Member') return 'member';
  if (userType === 'Guest') return 'guest';
  throw new CouldNotCheck(`whether ${userPrincipalName} is a member or a guest`);
}

function enabled({ accountEnabled, userPrincipalName }: GraphPerson): boolean {
  if (typeof accountEnabled === 'boolean') return accountEnabled;
  throw new CouldNotCheck(`whether the account of ${userPrincipalName} is enabled`);
}
