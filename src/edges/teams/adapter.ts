import type { TokenCredential } from '@azure/identity';
import { TeamsAdapter } from './sdk';
import { StatusCodes, type Activity, type InvokeResponse, type TurnContext } from 'botbuilder';
import { AuthenticationConfiguration, AuthenticationError, type Claim } from 'botframework-connector';
import { channelCredentials } from './credentials';
import type { SigningKeys } from './door/keys';
import { giveKeysToSdk } from './door/sdk-keys';
import type { CheckedToken } from './door/token';

/** Where the bot's channel lives. One block of addresses for each cloud; the SDK needs all of them together. */
export interface Channel {
  readonly openIdMetadataUrl: string;
  readonly tokenIssuer: string;
  readonly loginUrl: string;
  readonly scope: string;
  readonly oAuthUrl: string;
  readonly callerId: string;
}

export interface AdapterSettings {
  readonly botId: string;
  readonly tenantId: string;
  readonly credential: TokenCredential;
  readonly channel: Channel;
  /** The only places the bot's token is sent to, such as `https://smba.trafficmanager.net`. */
  readonly serviceOrigins: readonly string[];
  /** The channel's, for the SDK's own check. */
  readonly keys: SigningKeys;
}

type Logic = (context: TurnContext) => Promise<void>;

/** The SDK's adapter, opened where it fails: see `deliver`. */
export class EvictAdapter extends TeamsAdapter {
  constructor({ botId, tenantId, credential, channel, serviceOrigins, keys }: AdapterSettings) {
    super(
      {
        MicrosoftAppId: botId,
        MicrosoftAppTenantId: tenantId,
        MicrosoftAppType: 'SingleTenant',
        ToBotFromChannelOpenIdMetadataUrl: channel.openIdMetadataUrl,
        ToBotFromChannelTokenIssuer: channel.tokenIssuer,
        // Emulator tokens are refused by their claims below; were one looked up, it would meet the channel's keys.
        ToBotFromEmulatorOpenIdMetadataUrl: channel.openIdMetadataUrl,
        ToChannelFromBotLoginUrl: channel.loginUrl,
        ToChannelFromBotOAuthScope: channel.scope,
        OAuthUrl: channel.oAuthUrl,
        CallerId: channel.callerId,
      },
      channelCredentials(botId, credential, { scope: channel.scope, serviceOrigins }),
      new AuthenticationConfiguration([], onlyTheChannel(botId, channel.tokenIssuer)),
    );
    giveKeysToSdk(channel.openIdMetadataUrl, keys);
  }

  /**
   * Authenticates one activity a second time, with the SDK's own check, and runs its turn. botbuilder 4.23.3's `process`
   * validates outside its own try, writes errors with their internals to the console and into the answer; this goes around
   * it, to the part that works. The SDK learns the issuers of tokens it has not verified and keeps them for ever: it gets
   * only tokens that the door has checked. Throws `AuthenticationError` for a token that is not good.
   */
  async deliver(token: CheckedToken, activity: Activity, logic: Logic): Promise<InvokeResponse | undefined> {
    try {
      return await this.processActivity(`Bearer ${token}`, activity, logic);
    } catch (cause) {
      // A signature or a time that is not good comes out of the SDK as an error of its library, not of its own.
      throw isTokenError(cause) ? notOfTheChannel() : cause;
    }
  }
}

/** The errors of jsonwebtoken 9. */
const tokenErrors: readonly string[] = ['JsonWebTokenError', 'NotBeforeError', 'TokenExpiredError'];

function isTokenError(cause: unknown): boolean {
  return cause instanceof Error && tokenErrors.includes(cause.name);
}

function notOfTheChannel(): AuthenticationError {
  return new AuthenticationError('not a token of the channel for this bot', StatusCodes.UNAUTHORIZED);
}

/**
 * The SDK also takes emulator and skill tokens, and the bot's own outbound token, from whoever holds one. Only what the
 * channel issued for this bot gets in; anything else throws.
 */
function onlyTheChannel(botId: string, issuer: string): (claims: Claim[]) => Promise<void> {
  return async (claims) => {
    const values = (type: string): readonly string[] =>
      claims.filter((claim) => claim.type === type).map((claim) => claim.value);
    const exactly = (type: string, value: string): boolean => {
      const [only, ...more] = values(type);
      return only === value && more.length === 0;
    };
    if (!exactly('iss', issuer) || !exactly('aud', botId)) throw notOfTheChannel();
  };
}
