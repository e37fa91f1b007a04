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

/** @param authorityHost where Microsoft Entra gives tokens in this cloud; a managed identity's endpoint knows by itself */
export function credentialFor(identity: Identity, authorityHost: string): TokenCredential {
  const options = { authorityHost };
  switch (identity.kind) {
    case 'managed-identity':
      return new ManagedIdentityCredential({ clientId: identity.clientId });
    case 'certificate':
      return new ClientCertificateCredential(identity.tenantId, identity.clientId, identity.path, options);
    case 'secret':
      return new ClientSecretCredential(identity.tenantId, identity.clientId, identity.secret, options);
  }
}
