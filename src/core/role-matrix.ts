import type { HeldRole, Role, Standing } from './person';
import data from './role-matrix.json';

/**
 * Who may invalidate whose refresh tokens, as Microsoft publishes it: 18 kinds of target by 6 roles,
 * and three more roles that reach only people without any role. The table is data, in role-matrix.json.
 */
export interface Row {
  readonly target: string;
  readonly label: string;
  readonly coveredBy: readonly string[];
}

const rows: readonly Row[] = data.rows;
const rowByTemplateId = new Map(
  data.rows.flatMap((row) => (row.templateId === null ? [] : [[row.templateId, row]])),
);

const everyRow = data.deciding.map(({ role, templateId }) => ({ role, templateId }));
const noRoleOnly = data.decidingForPeopleWithoutRoles.map(({ role, templateId }) => ({ role, templateId }));
const roleByTemplateId = new Map(
  [...everyRow, ...noRoleOnly].map(({ role, templateId }) => [templateId, role]),
);

/** The one role whose template id Microsoft has not published: its built-in display name counts as well. */
const socResponder = 'EntraSOCIdentityResponder';

/**
 * Roles whose holder keeps on-premises AD and Entra in step: Directory Synchronization Accounts, and its successor On
 * Premises Directory Sync Account (Microsoft Learn, "Microsoft Entra built-in roles").
 */
const directorySynchronisation: ReadonlySet<string> = new Set([
  'd29b2b05-8046-44ba-8758-1e26182fcf32',
  'a92aed5d-d78a-4d16-b381-09adb37eb3b0',
]);

function special(target: string): Row {
  const row = rows.find((candidate) => candidate.target === target);
  if (row === undefined) throw new Error(`role-matrix.json has no row ${target}`);
  return row;
}
const none = special('$none');
const roleAssignableGroup = special('$roleAssignableGroup');
const restrictedUnit = special('$restrictedManagementAU');
const anyOther = special('$anyOther');

/** The deciding role this is, by its name in the table; `undefined` for a role that decides nothing. */
function decidingName(role: Role & { readonly custom?: true }): string | undefined {
  if (role.custom === true) return undefined;
  const known = roleByTemplateId.get(role.templateId);
  if (known !== undefined) return known;
  const compact = role.name.replaceAll(' ', '').replace(/^Microsoft/, '');
  return compact === socResponder ? socResponder : undefined;
}

/** Roles that count for a deciding person: active, for the whole tenant, and in the table. */
export function decidingRoles(standing: Standing): readonly HeldRole[] {
  return standing.roles.filter(
    (role) => role.state === 'active' && role.scope === 'tenant' && decidingName(role) !== undefined,
  );
}

/** Roles that would count once activated in Privileged Identity Management. */
export function eligibleDecidingRoles(standing: Standing): readonly HeldRole[] {
  return standing.roles.filter(
    (role) => role.state === 'eligible' && role.scope === 'tenant' && decidingName(role) !== undefined,
  );
}

/** Every row of the table a target falls in. Any scope counts, and so do roles that are only eligible. */
export function rowsOf(target: Standing): readonly Row[] {
  const found = new Set<Row>();
  for (const role of target.roles) {
    // A tenant can give a role of its own any template id, also that of a harmless built-in one.
    found.add((role.custom === true ? undefined : rowByTemplateId.get(role.templateId)) ?? anyOther);
    if (role.scope === 'restricted-unit') found.add(restrictedUnit);
  }
  if (target.roleAssignableGroups.length > 0) found.add(roleAssignableGroup);
  return found.size === 0 ? [none] : [...found];
}

/** Every row that any of these people falls in, once: of thousands it is a handful. */
export function rowsOfAll(targets: readonly Standing[]): readonly Row[] {
  const found = new Set<Row>();
  for (const target of targets) for (const row of rowsOf(target)) found.add(row);
  return [...found];
}

/** Whether the target holds any role, or is near one through a role-assignable group. */
export function isPrivileged(target: Standing): boolean {
  return rowsOf(target).some((row) => row !== none);
}

export function isDirectorySynchronisation(target: Standing): boolean {
  return target.roles.some((role) => directorySynchronisation.has(role.templateId));
}

/** Whether this one role covers every one of the rows. */
export function covers(role: Role, targetRows: readonly Row[]): boolean {
  const name = decidingName(role);
  if (name === undefined) return false;
  if (noRoleOnly.some((limited) => limited.role === name)) return targetRows.every((row) => row === none);
  return targetRows.every((row) => row.coveredBy.includes(name));
}

/** The first of the person's counting roles that alone covers all rows; several weaker ones do not add up. */
export function sufficientRole(person: Standing, targetRows: readonly Row[]): HeldRole | undefined {
  return decidingRoles(person).find((role) => covers(role, targetRows));
}

/** Whether one of the person's counting roles is among these, named as `rolesThatCover` names them. */
export function holdsOneOf(person: Standing, names: readonly string[]): boolean {
  return decidingRoles(person).some((role) => {
    const name = decidingName(role);
    return name !== undefined && names.includes(displayName(name));
  });
}

/** Names, as Entra shows them, of the roles that alone cover all rows; weakest first. */
export function rolesThatCover(targetRows: readonly Row[]): readonly string[] {
  return [...noRoleOnly, ...everyRow]
    .filter(({ role, templateId }) => covers({ templateId, name: role }, targetRows))
    .map(({ role }) => displayName(role));
}

/** `PrivilegedAuthenticationAdministrator` → `Privileged Authentication Administrator`. */
function displayName(role: string): string {
  return role.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').replace(/(?<=[A-Z])(?=[A-Z][a-z])/g, ' ');
}
