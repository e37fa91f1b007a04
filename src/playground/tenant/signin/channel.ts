import type { Answer } from '../answer';
import { makeKey, publicJwk, signToken } from './jwt';
import type { Claims } from './jwt';

/** The issuer of Bot Framework channel tokens. */
const channelIssuer = 'https://api.botframework.com';

export interface ChannelTokenRequest {
  readonly botId: string;
  /** The service address the activity names; the bot must find the same in both. */
  readonly serviceUrl: string;
  readonly overrides?: ChannelTokenOverrides;
}

/** For tests that need a token with something wrong. */
export interface ChannelTokenOverrides {
  /** Replaces claims; undefined leaves one out. */
  readonly claims?: Claims;
  readonly header?: Claims;
  /** `webchat`: published, but not endorsed for Teams. `stranger`: never published. */
  readonly signedBy?: 'msteams' | 'webchat' | 'stranger';
  /** Seconds from now until it ends; negative for one that has ended. Default one hour. */
  readonly expiresIn?: number;
}

interface Channel {
  channelToken(request: ChannelTokenRequest): string;
  /** The OpenID configuration or the keys; undefined for any other path. */
  answer(path: string, url: string): Answer | undefined;
}

/** The Bot Framework's token issuer as a bot sees it: metadata, endorsed keys, and tokens signed with them. */
export async function openChannel(): Promise<Channel> {
  const [msteams, webchat, stranger] = await Promise.all([makeKey(), makeKey(), makeKey()]);
  const signers = { msteams, webchat, stranger };
  const keys = [
    { ...publicJwk(msteams), endorsements: ['msteams'] },
    { ...publicJwk(webchat), endorsements: ['webchat'] },
  ];
  return {
    channelToken({ botId, serviceUrl, overrides = {} }) {
      const now = Math.floor(Date.now() / 1_000);
      const exp = now + (overrides.expiresIn ?? 3_600);
      const ordinary = {
        iss: channelIssuer,
        aud: botId,
        serviceurl: serviceUrl,
        nbf: Math.min(now, exp) - 300,
        exp,
      };
      const signer = signers[overrides.signedBy ?? 'msteams'];
      return signToken(signer, { ...ordinary, ...overrides.claims }, overrides.header);
    },
    answer(path, url) {
      if (path === '/botframework/.well-known/openidconfiguration') {
        return { status: 200, body: openIdConfiguration(url) };
      }
      return path === '/botframework/keys' ? { status: 200, body: { keys } } : undefined;
    },
  };
}

function openIdConfiguration(url: string): object {
  return {
    issuer: channelIssuer,
    authorization_endpoint: 'https://invalid.botframework.com',
    jwks_uri: `${url}/botframework/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  };
}
