import type { TokenCredential } from '@azure/identity';
import { ServiceClientCredentialsFactory } from 'botframework-connector';
import { isServiceAddress } from './door/service-address';

type Credentials = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>;

/**
 * The bot's identity towards Teams, from the same `@azure/identity` credentials as everything else; it has no rights in
 * Microsoft Graph. The SDK's own kinds would bring a second sign-in library path for each kind of credential.
 *
 * Whatever the SDK is about to call gets a token only at an address on the list; for any other none is even fetched.
 */
export function channelCredentials(
  botId: string,
  credential: TokenCredential,
  { scope, serviceOrigins }: { readonly scope: string; readonly serviceOrigins: readonly string[] },
): ServiceClientCredentialsFactory {
  const credentials: Credentials = {
    signRequest: async (request) => {
      refuseUnlisted(request.url, serviceOrigins);
      const token = await credential.getToken(`${scope}/.default`);
      if (token === null) throw new Error('no token for Teams');
      request.headers.set('authorization', `Bearer ${token.token}`);
      return request;
    },
  };
  return new (class extends ServiceClientCredentialsFactory {
    override isValidAppId = async (appId: string): Promise<boolean> => appId === botId;
    // Without an app id the SDK checks nothing at all; there is always one here.
    override isAuthenticationDisabled = async (): Promise<boolean> => false;
    override createCredentials = async (): Promise<Credentials> => credentials;
  })();
}

/** Throws for an address the bot's token must not be sent to: what was stored may be older than the list, or not ours. */
export function refuseUnlisted(address: string, serviceOrigins: readonly string[]): void {
  if (!isServiceAddress(address, serviceOrigins))
    throw new Error('refused to send the token of the bot to an address that is not on the list');
}
