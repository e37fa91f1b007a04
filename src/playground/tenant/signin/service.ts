import { badRequest } from '../answer';
import type { Answer } from '../answer';
import type { Call } from '../call';
import { town } from '../town';
import { openChannel } from './channel';
import type { ChannelTokenRequest } from './channel';
import { accessToken, graphAudience, grantedPermissions, openIdentities } from './identities';
import type { AccessTokenRequest, Issues } from './identities';
import { makeKey, readToken } from './jwt';

/** Who calls Graph: an application with these permissions, or nobody it knows. */
export type GraphCaller =
  | { readonly ok: true; readonly permissions: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/**
 * The simulated sign-in service. It works on the machine's own clock, not the tenant's: the SDKs that read its tokens
 * know no other, and would refuse a token from a test's own year.
 */
export interface SignIn {
  /** What App Service puts in the environment of a process with a managed identity. */
  environment(url: string): { IDENTITY_ENDPOINT: string; IDENTITY_HEADER: string };
  /** What the managed-identity endpoint hands out; may be changed. */
  readonly issues: Issues;
  /** A token as the managed-identity endpoint would give; what is not said is the Graph identity's. */
  accessToken(request?: Partial<AccessTokenRequest>): string;
  /** A Bot Framework token for an activity from Teams. */
  channelToken(request: ChannelTokenRequest): string;
  graphCaller(authorization: string | undefined): GraphCaller;
  /** Undefined for a path that is not the sign-in service's. */
  answer(call: Call, url: string): Answer | undefined;
}

export async function openSignIn(permissions: readonly string[] = grantedPermissions): Promise<SignIn> {
  const [key, channel] = await Promise.all([makeKey(), openChannel()]);
  const identities = openIdentities(key, permissions);
  // Every call of a batch comes with the same token; checking its signature takes longer than most answers.
  let last = { token: '', claims: readToken(key, '') };
  const claimsOf = (token: string): ReturnType<typeof readToken> => {
    if (last.token !== token) last = { token, claims: readToken(key, token) };
    return last.claims;
  };
  const ordinary = {
    audience: graphAudience,
    identity: town.identities.graph,
    permissions,
    expiresIn: 3_600,
    tenantId: town.tenantId,
  };
  return {
    issues: identities.issues,
    environment: (url) => ({ IDENTITY_ENDPOINT: `${url}/msi/token`, IDENTITY_HEADER: identities.secret }),
    accessToken: (request = {}) => accessToken(key, { ...ordinary, ...request }),
    channelToken: (request) => channel.channelToken(request),
    graphCaller(authorization) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) return { ok: false, problem: 'Access token is empty.' };
      const claims = claimsOf(token);
      if (!claims) return { ok: false, problem: 'Invalid access token: signature validation failed.' };
      if (claims['aud'] !== graphAudience) {
        return { ok: false, problem: 'Access token validation failure. Invalid audience.' };
      }
      if (claims['tid'] !== town.tenantId) {
        return { ok: false, problem: 'Access token validation failure. Invalid tenant.' };
      }
      if (Number(claims['exp']) * 1_000 <= Date.now()) {
        return { ok: false, problem: 'Lifetime validation failed, the token is expired.' };
      }
      const roles: unknown = claims['roles'];
      return { ok: true, permissions: Array.isArray(roles) ? roles.map(String) : [] };
    },
    answer(call, url) {
      const path = call.path.split('?')[0] ?? '';
      if (path === '/msi/token') return asPlainJson(identities.answer(call));
      if (!path.startsWith('/botframework/')) return undefined;
      return asPlainJson(channel.answer(path, url) ?? badRequest('Unknown path.'));
    },
  };
}

/** The sign-in service is not OData, and says so. */
function asPlainJson(answer: Answer): Answer {
  return { ...answer, headers: { 'Content-Type': 'application/json; charset=utf-8' } };
}
