import { createHash, createPublicKey, generateKeyPair, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** A signing key made when the tenant starts and forgotten when it stops. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export type Claims = Readonly<Record<string, unknown>>;

const makeKeyPair = promisify(generateKeyPair);

export async function makeKey(): Promise<SigningKey> {
  const { privateKey } = await makeKeyPair('rsa', { modulusLength: 2048 });
  const publicKey = createPublicKey(privateKey);
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return { kid: createHash('sha1').update(der).digest('base64url'), privateKey, publicKey };
}

/** A JSON Web Token signed with RS256. Claims that are undefined are left out. */
export function signToken(key: SigningKey, claims: Claims, header: Claims = {}): string {
  const head = { alg: 'RS256', typ: 'JWT', kid: key.kid, x5t: key.kid, ...header };
  const content = `${encode(head)}.${encode(claims)}`;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), key.privateKey).toString('base64url')}`;
}

/** The claims of a token this key signed; undefined for anything else, an expired token included is still read. */
export function readToken(key: SigningKey, token: string): Claims | undefined {
  const [head, claims, signature, ...more] = token.split('.');
  if (head === undefined || claims === undefined || signature === undefined || more.length > 0)
    return undefined;
  const content = Buffer.from(`${head}.${claims}`);
  if (!verify('RSA-SHA256', content, key.publicKey, Buffer.from(signature, 'base64url'))) return undefined;
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Claims;
}

/** The public half as a JSON Web Key. */
export function publicJwk(key: SigningKey): Record<string, unknown> {
  return { ...key.publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: key.kid, x5t: key.kid };
}

function encode(part: Claims): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
