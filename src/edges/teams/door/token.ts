import { errors, jwtVerify, type JWTHeaderParameters, type JWTPayload, type JWTVerifyOptions } from 'jose';
import type { KeyObject } from 'node:crypto';
import type { SigningKeys } from './keys';
import type { Refusal } from './refusals';

/** A token of the channel for this bot, checked; nothing else may reach the SDK. */
export type CheckedToken = string & { readonly checked: unique symbol };

export type Checked =
  | { readonly ok: true; readonly token: CheckedToken; readonly serviceUrl: string }
  | { readonly ok: false; readonly refusal: Refusal };

export interface TokenRules {
  readonly botId: string;
  readonly issuer: string;
  readonly keys: SigningKeys;
  readonly now: () => Date;
}

/** Clocks differ: a token counts five minutes before and after its time (Microsoft's rule for this protocol). */
const clockToleranceS = 300;

/** Channels are endorsed key by key: a key for another channel says nothing about Teams. */
const channel = 'msteams';

class NoKey extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal);
  }
}

/**
 * Whether the channel signed this token, for this bot, now. Source of the rules: Microsoft Learn, "Authentication with the
 * Bot Connector API", "Verify the JWT token", with the endorsement required rather than checked where there is one.
 */
export async function checkToken(token: string, rules: TokenRules): Promise<Checked> {
  const options: JWTVerifyOptions = {
    algorithms: ['RS256'],
    issuer: rules.issuer,
    audience: rules.botId,
    clockTolerance: clockToleranceS,
    requiredClaims: ['exp'],
    currentDate: rules.now(),
  };
  try {
    const { payload } = await jwtVerify(token, (header) => keyFor(header, rules.keys), options);
    const refusal = refusalOf(payload, rules.botId);
    if (refusal !== undefined) return { ok: false, refusal };
    return { ok: true, token: token as CheckedToken, serviceUrl: String(payload['serviceurl']) };
  } catch (cause) {
    return { ok: false, refusal: refusalFor(cause) };
  }
}

async function keyFor({ kid }: JWTHeaderParameters, keys: SigningKeys): Promise<KeyObject> {
  if (typeof kid !== 'string' || kid === '') throw new NoKey('token-without-key-id');
  const found = await keys.find(kid);
  if (found === 'not-ready') throw new NoKey('keys-not-ready');
  if (found === 'unknown') throw new NoKey('unknown-key');
  if (!found.endorsements.includes(channel)) throw new NoKey('key-not-for-teams');
  return found.key;
}

/** What the library leaves open: an audience of several, and the claim that only this protocol has. */
function refusalOf({ aud, serviceurl }: JWTPayload, botId: string): Refusal | undefined {
  if (aud !== botId) return 'token-audience';
  return typeof serviceurl === 'string' && serviceurl !== '' ? undefined : 'token-without-service-address';
}

function refusalFor(cause: unknown): Refusal {
  if (cause instanceof NoKey) return cause.refusal;
  if (cause instanceof errors.JWTExpired) return 'token-expired';
  if (cause instanceof errors.JWTClaimValidationFailed)
    return claimRefusals[cause.claim] ?? 'malformed-token';
  if (cause instanceof errors.JOSEAlgNotAllowed) return 'token-algorithm';
  if (cause instanceof errors.JWSSignatureVerificationFailed) return 'bad-signature';
  return 'malformed-token';
}

const claimRefusals: Readonly<Record<string, Refusal>> = {
  iss: 'token-issuer',
  aud: 'token-audience',
  nbf: 'token-not-yet-valid',
  exp: 'token-expired',
};
