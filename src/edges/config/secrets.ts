import type { Identity } from './credential';
import type { Settings } from './settings';

/** Shorter ones are words that may stand anywhere, and no secrets worth the name. */
const shortest = 6;

/** Every secret that Evict was given, as it may be written somewhere: what no log line may hold. */
export function secretsOf(
  { botIdentity, graphIdentity, recordKeys }: Settings,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const given = [
    ofIdentity(botIdentity),
    ofIdentity(graphIdentity),
    // What lets any process on this machine have the managed identity's tokens.
    environment['IDENTITY_HEADER'],
    ...['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].flatMap((name) =>
      passwordsIn(environment[name] ?? ''),
    ),
  ];
  const keys = recordKeys.flatMap((key) => {
    const bytes = key.export();
    return [bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')];
  });
  const named = given
    .filter((secret) => secret !== undefined)
    .filter((secret) => secret.length >= shortest)
    .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]);
  return [...named, ...keys];
}

function ofIdentity(identity: Identity): string | undefined {
  return identity.kind === 'secret' ? identity.secret : undefined;
}

function passwordsIn(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const { password } = new URL(address);
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}
