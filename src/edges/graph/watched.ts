import type { Journal } from '../../core/journal';
import type { Meters } from '../../core/meters';

/** Hears of every call to Microsoft Graph when it has ended. */
export type Watch = (call: {
  readonly method: string;
  readonly url: string;
  readonly clientRequestId: string | undefined;
  readonly ms: number;
  /** The answer, or the name of what was thrown instead. */
  readonly answer: Response | string;
}) => void;

/** Counts and logs calls, without anything that names a person. */
export function watchedBy(meters: Meters, journal: Journal): Watch {
  return ({ method, url, clientRequestId, ms, answer }) => {
    const operation = operationOf(method, url);
    const status = typeof answer === 'string' ? answer : answer.status;
    meters.askedGraph(operation, String(status), ms / 1_000);
    journal.note('Microsoft Graph was asked', {
      operation,
      status,
      ms: Math.round(ms),
      graphRequestId: typeof answer === 'string' ? undefined : guidOf(answer.headers.get('request-id')),
      clientRequestId,
    });
  };
}

/** Every word there is in the paths that Evict asks for; whatever else stands in a path is an id. */
const words = new Set([
  'users',
  'groups',
  'directoryObjects',
  'roleManagement',
  'directory',
  'roleAssignmentScheduleInstances',
  'roleEligibilityScheduleInstances',
  'transitiveMemberOf',
  'transitiveMembers',
  'ownedObjects',
  'microsoft.graph.group',
  'microsoft.graph.user',
  'revokeSignInSessions',
]);

/** Such as `GET /users/{id}/ownedObjects/microsoft.graph.group`. */
function operationOf(method: string, url: string): string {
  const [, , ...segments] = new URL(url).pathname.split('/');
  return `${method} ${segments.map((one) => `/${words.has(one) ? one : '{id}'}`).join('')}`;
}

function guidOf(header: string | null): string | undefined {
  return /^[\da-f-]{36}$/i.test(header ?? '') ? (header ?? undefined) : undefined;
}
