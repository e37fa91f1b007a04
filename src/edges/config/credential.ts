import http from 'node:http';
import https from 'node:https';
import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';

/** How one of Evict's two identities signs in: chosen in the settings, never guessed from what happens to be there. */
export type Identity =
  | { readonly kind: 'managed-identity'; readonly clientId: string }
  | {
      readonly kind: 'certificate';
      readonly clientId: string;
      readonly tenantId: string;
      readonly path: string;
    }
  | {
      readonly kind: 'secret';
      readonly clientId: string;
      readonly tenantId: string;
      readonly secret: string;
    };

/**
 * Whether a proxy is used is decided once (`useProxy`), for Node's global agents: with them the SDK asks no variable itself. It
 * would send a managed identity's request through `HTTPS_PROXY` too, in clear text. That endpoint is plain http on this
 * machine wherever a user-assigned identity can be.
 *
 * @param authorityHost where Microsoft Entra gives tokens in this cloud; a managed identity's endpoint knows by itself
 */
export function credentialFor(identity: Identity, authorityHost: string): TokenCredential {
  const options = { authorityHost, agent: https.globalAgent };
  switch (identity.kind) {
    case 'managed-identity':
      return new ManagedIdentityCredential({ clientId: identity.clientId, agent: http.globalAgent });
    case 'certificate':
      return new ClientCertificateCredential(identity.tenantId, identity.clientId, identity.path, options);
    case 'secret':
      return new ClientSecretCredential(identity.tenantId, identity.clientId, identity.secret, options);
  }
}
