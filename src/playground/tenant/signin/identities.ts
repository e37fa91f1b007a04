import { randomBytes, randomUUID } from 'node:crypto';
import type { Answer } from '../answer';
import type { Call } from '../call';
import type { Application } from '../town';
import { town } from '../town';
import { signToken } from './jwt';
import type { SigningKey } from './jwt';

export const graphAudience = 'https://graph.microsoft.com';
const channelAudience = 'https://api.botframework.com';

/** The application permissions granted to the Graph identity: exactly what Evict asks an administrator for. */
export const grantedPermissions: readonly string[] = [
  'User.RevokeSessions.All',
  'User.Read.All',
  'RoleManagement.Read.Directory',
  'GroupMember.Read.All',
];

export interface AccessTokenRequest {
  readonly audience: string;
  readonly identity: Application;
  /** Application permissions; none for any audience but Graph. */
  readonly permissions: readonly string[];
  /** Seconds from now; negative for a token that has ended. */
  readonly expiresIn: number;
  /** The tenant that issues it. */
  readonly tenantId: string;
}

/** What the tokens are like that the managed-identity endpoint hands out. */
export interface Issues {
  lifetimeSeconds: number;
  /** Contoso's own unless something is wrong. */
  tenantId: string;
}

/** A Microsoft Entra application token (version 1.0, as managed identities get). */
export function accessToken(key: SigningKey, request: AccessTokenRequest): string {
  const now = Math.floor(Date.now() / 1_000);
  const exp = now + request.expiresIn;
  const { identity, permissions, tenantId } = request;
  return signToken(key, {
    aud: request.audience,
    iss: `https://sts.windows.net/${tenantId}/`,
    iat: Math.min(now, exp),
    nbf: Math.min(now, exp),
    exp,
    appid: identity.appId,
    oid: identity.id,
    sub: identity.id,
    tid: tenantId,
    idtyp: 'app',
    ver: '1.0',
    uti: randomUUID(),
    ...(permissions.length === 0 ? {} : { roles: permissions }),
  });
}

interface ManagedIdentities {
  /** The secret only a process on this machine knows; App Service calls it IDENTITY_HEADER. */
  readonly secret: string;
  readonly issues: Issues;
  answer(call: Call): Answer;
}

/** App Service's managed-identity endpoint (api-version 2019-08-01) with two user-assigned identities. */
export function openIdentities(key: SigningKey, graphPermissions: readonly string[]): ManagedIdentities {
  const secret = randomBytes(16).toString('hex').toUpperCase();
  const issues: Issues = { lifetimeSeconds: 24 * 3_600, tenantId: town.tenantId };
  return {
    secret,
    issues,
    answer(call) {
      if (call.method !== 'GET') return refused(405, 'Only GET is supported.');
      if (call.headers['x-identity-header'] !== secret)
        return refused(401, 'X-IDENTITY-HEADER is missing or wrong.');
      const query = new URLSearchParams(call.path.split('?')[1] ?? '');
      if (query.get('api-version') !== '2019-08-01') return refused(400, 'Unsupported api-version.');
      const audience = (query.get('resource') ?? '').replace(/\/$/, '');
      if (audience !== graphAudience && audience !== channelAudience)
        return refused(400, 'Unknown resource.');
      const clientId = query.get('client_id')?.toLowerCase();
      const identity = Object.values(town.identities).find(({ appId }) => appId === clientId);
      if (!identity) return refused(400, 'No managed identity found for the specified client id.');
      const mayUseGraph = identity === town.identities.graph && audience === graphAudience;
      const permissions = mayUseGraph ? graphPermissions : [];
      const { lifetimeSeconds: expiresIn, tenantId } = issues;
      const token = accessToken(key, { audience, identity, permissions, expiresIn, tenantId });
      const body = {
        access_token: token,
        expires_on: String(Math.floor(Date.now() / 1_000) + expiresIn),
        resource: audience,
        token_type: 'Bearer',
        client_id: identity.appId,
      };
      return { status: 200, body };
    },
  };
}

function refused(statusCode: number, message: string): Answer {
  return { status: statusCode, body: { statusCode, message, correlationId: randomUUID() } };
}
