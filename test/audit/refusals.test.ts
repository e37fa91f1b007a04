import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readRecordKeys } from '../../src/edges/config/record-key';
import { asked, requestId } from '../contract/events';
import { storeFile, type StoreFile } from '../contract/file';
import { runAudit, type Said } from './run';

describe('npm run audit, besides looking at the record', () => {
  let file: StoreFile;
  beforeAll(async () => {
    file = storeFile();
    await file.open().append(requestId(1), 0, [asked()]);
  });
  afterAll(() => {
    file.remove();
  });
  const run = (args: string, changes: Record<string, string> = {}): Said =>
    runAudit(file.path, args, changes);

  it('new-key makes a key that Evict takes, for its owner alone, and never touches a file that is there', () => {
    const made = join(file.directory, 'new.key');
    expect(run(`new-key ${made}`).exit).toBe(0);
    expect(statSync(made).mode & 0o777).toBe(0o600);
    expect(readRecordKeys({ EVICT_RECORD_KEY_FILE: made })).toMatchObject({ ok: true });
    const before = readFileSync(made, 'utf8');
    const again = run(`new-key ${made}`);
    expect([again.exit, again.out, readFileSync(made, 'utf8')]).toEqual([2, '', before]);
    expect(again.err).toContain('EEXIST');
  });

  describe('what cannot be done is said, with exit code 2 and no stack', () => {
    it.each([
      ['frobnicate', '"frobnicate" is no command'],
      ['verify --head 12', '"12" is no head'],
      ['verify --head', 'argument missing'],
      ['verify --from 2026-11-21', '"verify" has no option --from'],
      ['verify more', '"verify" takes no more'],
      ['export --format xml', '--format is jsonl or csv, not xml'],
      ['export --from yesterday', '--from and --to are days'],
      ['export --to 2026-02-31T00:00:00', '--from and --to are days'],
      ['export --nonames', 'nknown option'],
      ['show', 'comes the code of a request'],
      ['show alice', 'comes the code of a request'],
      ['show R-7F3K2 R-00002', '"R-00002" is too much'],
      ['show R-ZZZZZ', 'No request R-ZZZZZ is on record'],
      ['new-key', 'comes the path of a new file'],
    ])('%s', (args, said) => {
      const { exit, out, err } = run(args);
      expect([exit, out]).toEqual([2, '']);
      expect(err).toContain(said);
      expect(err).not.toMatch(/\n\s+at /);
    });

    it.each([
      ['no path', { EVICT_STORE: ' ' }, 'EVICT_STORE is missing'],
      ['no key', { EVICT_RECORD_KEY: '' }, 'EVICT_RECORD_KEY is missing'],
      ['no record', { EVICT_STORE: '/nowhere/evict.sqlite' }, 'there is no record at /nowhere/evict.sqlite'],
      ['no database', { EVICT_STORE: __filename }, 'file is not a database'],
      ['an empty file', { EVICT_STORE: '/dev/null' }, ''],
    ])('%s', (_, changes, said) => {
      const { exit, out, err } = run('verify', changes);
      expect([exit, out]).toEqual([2, '']);
      expect(err).toContain(said);
    });
  });
});
