import { createSecretKey, type KeyObject } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';

export type ReadRecordKeys =
  | { readonly ok: true; readonly keys: readonly KeyObject[] }
  | { readonly ok: false; readonly problems: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

const inline = 'EVICT_RECORD_KEY';
const inFile = 'EVICT_RECORD_KEY_FILE';

/** The keys of the record, newest first, or what is wrong with them. A key itself is never in a problem. */
export function readRecordKeys(environment: Environment): ReadRecordKeys {
  const text = environment[inline]?.trim() ?? '';
  const path = environment[inFile]?.trim() ?? '';
  if (text === '' && path === '')
    return no(
      `${inline} is missing, and ${inFile} too: the key that seals the record. Make one with: npm run audit -- new-key FILE, and name that file in ${inFile}.`,
    );
  if (text !== '' && path !== '') return no(`${inline} and ${inFile} are both set: give only one of them.`);
  if (text !== '') return parsed(inline, text);
  const file = readKeyFile(path);
  return 'problem' in file ? no(`${inFile} ${file.problem}`) : parsed(inFile, file.text);
}

/** Checked and read through one handle, so that both are about the same file. */
function readKeyFile(path: string): { readonly text: string } | { readonly problem: string } {
  let handle: number | undefined;
  try {
    handle = openSync(path, 'r');
    const { mode } = fstatSync(handle);
    const others = process.platform === 'win32' ? 0 : mode & 0o077;
    if (others !== 0)
      return {
        problem: `names ${path}, which others than its owner can reach (mode ${(mode & 0o777).toString(8)}): chmod 600 it, and if somebody may have read it, change the key.`,
      };
    return { text: readFileSync(handle, 'utf8') };
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    return { problem: `names ${path}, which cannot be read (${code}).` };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Several keys stand on lines of their own, or with commas between them. */
function parsed(name: string, text: string): ReadRecordKeys {
  const words = text
    .split('\n')
    .filter((line) => !line.trim().startsWith('#'))
    .flatMap((line) => line.split(/[\s,]+/))
    .filter((word) => word !== '');
  const keys = words.map(keyOf);
  if (keys.length === 0) return no(`${name} has no key in it.`);
  const problems = keys.flatMap((key, index) =>
    typeof key === 'string' ? [`${name}: key ${index + 1} of ${keys.length} ${key}.`] : [],
  );
  if (new Set(words).size < words.length) problems.push(`${name} has one key twice.`);
  const good = keys.filter((key) => typeof key !== 'string');
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, keys: good.map((bytes) => createSecretKey(bytes)) };
}

const shortest = 32;
/** Of 32 random bytes fewer are different only once in more tries than anybody has. */
const fewestDifferent = 16;

function keyOf(word: string): Buffer | string {
  const isHex = /^([0-9a-f]{2})+$/i.test(word);
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(word);
  if (!isHex && !isBase64) return 'is neither base64 nor hex';
  const bytes = Buffer.from(word, isHex ? 'hex' : 'base64');
  if (bytes.length < shortest) return `must have at least ${shortest} bytes, and has ${bytes.length}`;
  return new Set(bytes).size < fewestDifferent ? 'is not random' : bytes;
}

function no(problem: string): ReadRecordKeys {
  return { ok: false, problems: [problem] };
}
