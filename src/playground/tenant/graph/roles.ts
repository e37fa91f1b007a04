import { badRequest } from '../answer';
import type { Answer } from '../answer';
import { stableGuid } from '../ids';
import { membersOf, rolesOf } from '../state';
import type { HeldRole, TenantState } from '../state';
import { collection, filtered, isAnswer, written } from './odata';
import type { Kind } from './odata';
import type { GraphCall, Route } from './route';

const readActive = ['RoleManagement.Read.Directory', 'RoleAssignmentSchedule.Read.Directory'];
const readEligible = ['RoleManagement.Read.Directory', 'RoleEligibilitySchedule.Read.Directory'];
const folder = 'roleManagement/directory';

export const roleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${folder}/roleAssignmentScheduleInstances`,
    needs: readActive,
    answer: (call) => instances(call, 'roleAssignmentScheduleInstances'),
  },
  {
    method: 'GET',
    path: `${folder}/roleEligibilityScheduleInstances`,
    needs: readEligible,
    answer: (call) => instances(call, 'roleEligibilityScheduleInstances'),
  },
];

type Set = 'roleAssignmentScheduleInstances' | 'roleEligibilityScheduleInstances';

/** One role as one principal has it: a role held through a group is listed for each member, as memberType Group. */
interface Instance extends HeldRole {
  readonly principalId: string;
}

function instances(call: GraphCall, set: Set): Answer {
  const expand = (call.query.get('$expand') ?? '').split(',').filter((name) => name !== '');
  const unknown = expand.find((name) => name !== 'roleDefinition' && name !== 'directoryScope');
  if (unknown !== undefined) return badRequest(`Could not find a property named '${unknown}' to expand.`);
  const { state, clock } = call.world;
  const eligible = set === 'roleEligibilityScheduleInstances';
  const all = holders(state).flatMap((principalId) =>
    rolesOf(state, principalId, clock())
      .filter(({ assignment }) => (assignment.state === 'eligible') === eligible)
      .map((held): Instance => ({ ...held, principalId })),
  );
  const found = filtered(call, all, {
    principalId: ({ principalId }) => principalId,
    roleDefinitionId: ({ assignment }) => assignment.role.templateId,
  });
  if (isAnswer(found)) return found;
  const kind = instanceKind(state, expand, eligible);
  const things = found.map((instance) => written(kind, instance));
  return collection(call, `${folder}/${set}`, things);
}

/** Everybody and every group with a role, by name or through a group. */
function holders(state: TenantState): readonly string[] {
  const principals = new Set(state.assignments.map(({ principalId }) => principalId));
  const all = [...principals].flatMap((id) => [id, ...membersOf(state, id)]);
  return [...new Set(all)].filter((id) => state.people.has(id) || state.groups.has(id));
}

function instanceKind(state: TenantState, expand: readonly string[], eligible: boolean): Kind<Instance> {
  const properties: Kind<Instance>['properties'] = {
    id: instanceId,
    principalId: ({ principalId }) => principalId,
    roleDefinitionId: ({ assignment }) => assignment.role.templateId,
    directoryScopeId: ({ assignment }) => scopePath(assignment.scope),
    appScopeId: () => null,
    startDateTime: () => '2024-03-04T08:00:00Z',
    endDateTime: ({ assignment }) => assignment.until?.toISOString() ?? null,
    memberType: ({ memberType }) => memberType,
    ...(eligible
      ? { roleEligibilityScheduleId: instanceId }
      : {
          assignmentType: ({ assignment }) => (assignment.state === 'activated' ? 'Activated' : 'Assigned'),
          roleAssignmentOriginId: instanceId,
          roleAssignmentScheduleId: instanceId,
        }),
    ...(expand.includes('roleDefinition') ? { roleDefinition } : {}),
    ...(expand.includes('directoryScope')
      ? { directoryScope: ({ assignment }) => directoryScope(state, assignment.scope) }
      : {}),
  };
  const name = eligible ? 'unifiedRoleEligibilityScheduleInstance' : 'unifiedRoleAssignmentScheduleInstance';
  return { type: `microsoft.graph.${name}`, properties, byDefault: Object.keys(properties) };
}

function instanceId({ principalId, assignment }: Instance): string {
  return stableGuid(`${principalId}/${assignment.role.templateId}/${assignment.scope}/${assignment.state}`);
}

function scopePath(scope: string): string {
  return scope === '/' ? '/' : `/administrativeUnits/${scope}`;
}

function roleDefinition({ assignment: { role } }: Instance): object {
  const { templateId, displayName, isBuiltIn } = role;
  return { id: templateId, displayName, templateId, isBuiltIn };
}

function directoryScope(state: TenantState, scope: string): object | null {
  const unit = state.units.get(scope);
  if (!unit) return null;
  return {
    '@odata.type': '#microsoft.graph.administrativeUnit',
    id: unit.id,
    displayName: unit.displayName,
    isMemberManagementRestricted: unit.restricted,
  };
}
