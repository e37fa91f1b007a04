import { createSecretKey, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRecordKeys } from '../../../src/edges/config/record-key';

const [one, two] = [randomBytes(32), randomBytes(48)];
const directory = mkdtempSync(join(tmpdir(), 'evict-key-'));
const file = join(directory, 'record.key');
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const keysFrom = (environment: Record<string, string>): readonly string[] => {
  const read = readRecordKeys(environment);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.keys.map((key) => key.export().toString('hex'));
};
const problem = (environment: Record<string, string>): string => {
  const read = readRecordKeys(environment);
  return read.ok ? '' : read.problems.join('\n');
};
const write = (text: string, mode = 0o600): { EVICT_RECORD_KEY_FILE: string } => {
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode });
  chmodSync(file, mode);
  return { EVICT_RECORD_KEY_FILE: file };
};

describe('the key of the record', () => {
  it.each([
    ['hex', one.toString('hex')],
    ['hex in capitals', one.toString('hex').toUpperCase()],
    ['base64', one.toString('base64')],
    ['base64 for addresses', one.toString('base64url')],
    ['blanks around it', ` ${one.toString('base64')}\n`],
  ])('is read from %s', (_, text) => {
    expect(keysFrom({ EVICT_RECORD_KEY: text })).toEqual([one.toString('hex')]);
    expect(keysFrom(write(text))).toEqual([one.toString('hex')]);
  });

  it('comes first, and the ones it replaced behind it', () => {
    const [first, second] = [two.toString('base64'), one.toString('hex')];
    const both = [two.toString('hex'), one.toString('hex')];
    expect(keysFrom({ EVICT_RECORD_KEY: `${first},${second}` })).toEqual(both);
    expect(keysFrom(write(`# since May\n${first}\n\n# until May\n${second}\n`))).toEqual(both);
  });

  it.each([
    ['nothing', {}, 'EVICT_RECORD_KEY is missing, and EVICT_RECORD_KEY_FILE too'],
    ['blanks', { EVICT_RECORD_KEY: ' ', EVICT_RECORD_KEY_FILE: '\t' }, 'is missing'],
    ['both', { EVICT_RECORD_KEY: one.toString('hex'), EVICT_RECORD_KEY_FILE: file }, 'are both set'],
    ['too short', { EVICT_RECORD_KEY: one.toString('hex').slice(2) }, 'at least 32 bytes, and has 31'],
    ['a pass phrase', { EVICT_RECORD_KEY: 'correct horse battery staple' }, 'at least 32 bytes'],
    ['no code at all', { EVICT_RECORD_KEY: 'päss!' }, 'key 1 of 1 is neither base64 nor hex'],
    ['not random', { EVICT_RECORD_KEY: 'a'.repeat(64) }, 'key 1 of 1 is not random'],
    ['one twice', { EVICT_RECORD_KEY: `${one.toString('hex')},${one.toString('hex')}` }, 'one key twice'],
    ['no file', { EVICT_RECORD_KEY_FILE: join(directory, 'missing') }, 'which cannot be read (ENOENT)'],
    ['a directory', { EVICT_RECORD_KEY_FILE: '/' }, 'EVICT_RECORD_KEY_FILE names /'],
  ])('is refused: %s', (_, environment, said) => {
    expect(problem(environment as Record<string, string>)).toContain(said);
  });

  it.each([0o640, 0o604, 0o644, 0o660, 0o601, 0o777])('is refused in a file of mode %o', (mode) => {
    expect(problem(write(one.toString('hex'), mode))).toContain(`(mode ${mode.toString(8)}): chmod 600 it`);
  });

  it('is refused in a file without one', () => {
    expect(problem(write('# nothing yet\n'))).toContain('EVICT_RECORD_KEY_FILE has no key in it');
  });

  it('is never shown, whatever is wrong with it', () => {
    const short = randomBytes(20).toString('hex');
    for (const environment of [{ EVICT_RECORD_KEY: short }, write(short), write(`${short}\n${short}`, 0o644)])
      expect(problem(environment)).not.toMatch(new RegExp(short, 'i'));
    expect(JSON.stringify(createSecretKey(one))).toBe('{}');
  });
});
