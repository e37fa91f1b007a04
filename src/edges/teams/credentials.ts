import type { TokenCredential } from '@azure/identity';
import { ServiceClientCredentialsFactory } from 'botframework-connector';

type Credentials = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>;

/**
 * The bot's identity towards Teams, from the same `@azure/identity` credentials as everything else; it has no rights in
 * Microsoft Graph. The SDK's own kinds would bring a second sign-in library path for each kind of credential.
 */
export function channelCredentials(
  botId: string,
  credential: TokenCredential,
  scope: string,
): ServiceClientCredentialsFactory {
  const credentials: Credentials = {
    signRequest: async (request) => {
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
