import { dirname, sep } from 'node:path';

/** What a log line says of one thing. */
type Described = string | number | boolean | null | undefined | Readonly<Record<string, unknown>>;

/**
 * SDK errors carry whole requests in their properties, and their messages quote what they were given: tokens, secrets, what
 * somebody typed. Of an error only its name, its codes and the place it was thrown at are written, and its message where our
 * own code threw it; of its causes the same. Of any other object nothing.
 */
export function described(value: unknown, secrets: readonly string[] = [], depth = 0): Described {
  if (typeof value === 'string') return without(secrets, value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === undefined) return value;
  if (value === null) return null;
  if (!(value instanceof Error)) return 'an object';
  return depth > 5 ? 'more' : ofError(value, secrets, depth);
}

function ofError(error: Error, secrets: readonly string[], depth: number): Described {
  const { name, message, stack = '', cause } = error;
  // The stack begins with the message, which may look like a stack itself.
  const frames = stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n    at ')
    .slice(1);
  const isOurs = frames[0]?.includes(ourCode) === true;
  return {
    name: /^\w{1,60}$/.test(name) ? name : 'Error',
    ...codesOf(error),
    ...(isOurs ? { message: without(secrets, message).slice(0, 300) } : {}),
    ...placeOf(frames),
    ...(cause === undefined ? {} : { cause: described(cause, secrets, depth + 1) }),
  };
}

const ourCode = dirname(dirname(__dirname)) + sep;

/** The newest of our own lines: which call failed, without what was in it. */
function placeOf(frames: readonly string[]): { at?: string } {
  const frame = frames.find((one) => one.includes(ourCode));
  const at = frame?.slice(frame.indexOf(ourCode) + ourCode.length).replace(/\)$/, '');
  return at === undefined || at.length > 100 ? {} : { at };
}

/** Words and numbers of closed lists: Node's error codes, SQLite's, HTTP statuses, and Entra's sign-in errors. */
function codesOf(error: Error): Record<string, unknown> {
  const { code, statusCode, errcode } = error as { code?: unknown; statusCode?: unknown; errcode?: unknown };
  // Microsoft Learn, "Microsoft Entra authentication and authorization error codes": they stand in the message alone.
  const signIn = /\bAADSTS\d{4,8}\b/.exec(error.message)?.[0];
  return {
    ...(typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,50}$/.test(code) ? { code } : {}),
    ...(typeof statusCode === 'number' ? { status: statusCode } : {}),
    ...(typeof errcode === 'number' ? { sqlite: errcode } : {}),
    ...(signIn === undefined ? {} : { signIn }),
  };
}

/** A token begins with the JSON of its header, which in base64 is `eyJ`. */
function without(secrets: readonly string[], text: string): string {
  const clean = text.replace(/\bBearer\s+\S+/gi, 'Bearer …').replace(/\beyJ[\w-]*\.[\w-]+(\.[\w-]*)*/g, '…');
  return secrets.reduce((left, secret) => (secret === '' ? left : left.replaceAll(secret, '…')), clean);
}
