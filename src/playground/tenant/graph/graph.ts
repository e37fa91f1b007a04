import { badRequest, refusal } from '../answer';
import type { Answer } from '../answer';
import type { Call } from '../call';
import type { World } from '../world';
import { answerBatch } from './batch';
import { groupRoutes } from './groups';
import { roleRoutes } from './roles';
import { idIn, routeFor, segmentsOf } from './route';
import type { Route } from './route';
import { userRoutes } from './users';

const routes: readonly Route[] = [...userRoutes, ...groupRoutes, ...roleRoutes];

/** Answers one call to Microsoft Graph v1.0: who calls, whether they may, then the call itself. */
export async function answerGraph(
  call: Call,
  world: World,
  answerItem: (item: Call) => Promise<Answer>,
): Promise<Answer> {
  const caller = world.signIn.graphCaller(call.headers['authorization']);
  if (!caller.ok) {
    const headers = { 'WWW-Authenticate': 'Bearer realm="", error="invalid_token"' };
    return refusal(401, 'InvalidAuthenticationToken', caller.problem, headers);
  }
  const segments = segmentsOf(call.path);
  if (!segments) return badRequest('The request URI is malformed.');
  if (isBatch(call)) {
    if (call.batched) return badRequest('A batch may not contain a batch.');
    return answerBatch(call, answerItem);
  }
  const route = routeFor(routes, call.method, segments);
  if (!route) return badRequest(`Resource not found for the segment '${segments.at(-1) ?? ''}'.`);
  if (!route.needs.some((permission) => caller.permissions.includes(permission))) {
    return refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  }
  const late = call.method === 'GET' ? undefined : overQuota(world);
  if (late) return late;
  const query = new URLSearchParams(call.path.split('?')[1] ?? '');
  const answer = await route.answer({ ...call, segments, query, world, id: idIn(route, segments) ?? '' });
  return call.method === 'GET' ? answer : { ...answer, headers: { ...aboutQuota(world), ...answer.headers } };
}

/** The envelope itself writes nothing; its items do. */
export function isBatch(call: Call): boolean {
  return call.method === 'POST' && /^\/v1\.0\/\$batch(\?|$)/i.test(call.path);
}

function aboutQuota({ settings, meter, clock }: World): Record<string, string> {
  return settings.writeQuota === undefined ? {} : meter.headers(settings.writeQuota, clock());
}

function overQuota({ settings, meter, clock }: World): Answer | undefined {
  const wait = settings.writeQuota && meter.spend(settings.writeQuota, clock());
  if (wait === undefined) return undefined;
  return refusal(429, 'TooManyRequests', 'Too many requests.', {
    'Retry-After': String(wait),
    'x-ms-throttle-scope': 'Tenant_Application/ReadWrite/Evict/Contoso',
    'x-ms-throttle-limit-percentage': '1.0',
  });
}
