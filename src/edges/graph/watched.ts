import type { Journal } from '../../core/journal';
import type { Meters } from '../../core/meters';

/** Hears of every call to Microsoft Graph when it has ended. */
export type Watch = (call: {
  readonly method: string;
  readonly url: string;
  readonly clientRequestId: string | undefined;
  /** How long it took; absent for one call of a batch, which has no time of its own. */
  readonly ms?: number;
  /** The answer, or the name of what was thrown instead. */
  readonly answer: Response | string;
}) => void;

/** Counts and logs calls, without anything that names a person. */
export function watchedBy(meters: Meters, journal: Journal): Watch {
  return ({ method, url, clientRequestId, ms, answer }) => {
    const operation = operationOf(method, url, ms === undefined);
    const status = typeof answer === 'string' ? answer : answer.status;
    meters.askedGraph(operation, String(status), ms === undefined ? undefined : ms / 1_000);
    journal.note('Microsoft Graph was asked', {
      operation,
      status,
      ms: ms === undefined ? undefined : Math.round(ms),
      graphRequestId: typeof answer === 'string' ? undefined : guidOf(answer.headers.get('request-id')),
      clientRequestId,
    });
  };
}

/** Every word there is in the paths that Evict asks for; whatever else stands in a path is an id. */
const words = new Set([
  '$batch',
  'users',
  'groups',
  'directoryObjects',
  'roleManagement',
  'directory',
  'roleAssignmentScheduleInstances',
  'roleEligibilityScheduleInstances',
  'transitiveMemberOf',
  'transitiveMembers',
  'owners',
  'ownedObjects',
  'microsoft.graph.group',
  'microsoft.graph.user',
  'revokeSignInSessions',
]);

/** Such as `GET /users/{id}/ownedObjects/microsoft.graph.group`, or `$batch: GET /users/{id}` for one call of a batch. */
function operationOf(method: string, url: string, inBatch: boolean): string {
  const [, , ...segments] = new URL(url).pathname.split('/');
  const path = segments.map((one) => `/${words.has(one) ? one : '{id}'}`).join('');
  return `${inBatch ? '$batch: ' : ''}${method} ${path}`;
}

function guidOf(header: string | null): string | undefined {
  return /^[\da-f-]{36}$/i.test(header ?? '') ? (header ?? undefined) : undefined;
}
