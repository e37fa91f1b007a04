import type { Standing } from '../../src/core/person';
import { alice, holding, standing, type BuiltIn } from '../support/people';

export const columns = [
  'Password Administrator',
  'Helpdesk Administrator',
  'Authentication Administrator',
  'User Administrator',
  'Privileged Authentication Administrator',
  'Global Administrator',
] as const satisfies readonly BuiltIn[];

/** Who may invalidate whose refresh tokens, as Microsoft Learn prints it; columns as above. */
const table = `
  Authentication Administrator            | – | – | ✓ | – | ✓ | ✓
  Directory Readers                       | ✓ | ✓ | ✓ | ✓ | ✓ | ✓
  Global Administrator                    | – | – | – | – | ✓ | ✓
  Groups Administrator                    | – | – | – | ✓ | ✓ | ✓
  Guest Inviter                           | ✓ | ✓ | ✓ | ✓ | ✓ | ✓
  Helpdesk Administrator                  | – | ✓ | – | ✓ | ✓ | ✓
  Message Center Reader                   | – | ✓ | ✓ | ✓ | ✓ | ✓
  Password Administrator                  | ✓ | ✓ | ✓ | ✓ | ✓ | ✓
  Privileged Authentication Administrator | – | – | – | – | ✓ | ✓
  Privileged Role Administrator           | – | – | – | – | ✓ | ✓
  Reports Reader                          | – | ✓ | ✓ | ✓ | ✓ | ✓
  no role                                 | ✓ | ✓ | ✓ | ✓ | ✓ | ✓
  a role-assignable group                 | – | – | – | – | ✓ | ✓
  a role in a restricted unit             | – | – | – | – | ✓ | ✓
  User Administrator                      | – | – | – | ✓ | ✓ | ✓
  User Experience Success Manager         | – | ✓ | ✓ | ✓ | ✓ | ✓
  Usage Summary Reports Reader            | – | ✓ | ✓ | ✓ | ✓ | ✓
  any other role                          | – | – | – | – | ✓ | ✓
`;

/** Alice, in the situation a row of the table is about. */
export function aliceWith(row: string): Standing {
  if (row === 'no role') return alice;
  if (row === 'a role-assignable group')
    return standing('Alice Archer', { roleAssignable: ['Tier-0 Operators'] });
  if (row === 'a role in a restricted unit')
    return aliceHolding(holding('Directory Readers', { scope: 'restricted-unit' }));
  if (row === 'any other role') return aliceHolding(holding('Application Administrator'));
  return aliceHolding(holding(row as BuiltIn));
}

export const aliceHolding = (...roles: Standing['roles']): Standing => standing('Alice Archer', { roles });

export const lines = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));
export const cells = lines.flatMap(([row = '', ...marks]) =>
  columns.map((role, column) => ({ role, row, mark: marks[column], may: marks[column] === '✓' })),
);

/** Roles that reach only people without any role, as Entra names them. */
const limitedRoles = ['Security Administrator', 'Security Operator', 'Entra SOC Identity Responder'] as const;

/** The roles of the published table that reach Alice in this row, weakest first. */
export const rolesThatReach = (row: string): readonly string[] => {
  const able = columns.filter((_, column) => lines.find(([name]) => name === row)?.[column + 1] === '✓');
  return row === 'no role' ? [...limitedRoles, ...able] : able;
};
