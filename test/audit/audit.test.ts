import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Store } from '../../src/edges/store/sqlite';
import { compiled } from '../support/child';
import {
  answered,
  asked,
  askRefused,
  attempted,
  cancelled,
  code,
  confirmed,
  requestId,
  verified,
} from '../contract/events';
import { storeFile, type StoreFile } from '../contract/file';
import { key, runAudit, type Said } from './run';

const canaries = ['=HYPERLINK("http://evil")', '+C4n4ryTicket', '@C4n4ryTyped\u202e\u009b31m'] as const;

describe('npm run audit', () => {
  let file: StoreFile;
  let store: Store;
  let path: string;
  beforeAll(async () => {
    file = storeFile();
    ({ path } = file);
    store = file.open();
    const [reason, ticket, typed] = canaries;
    await store.append(requestId(1), 0, [asked({ reason, ticket })]);
    await store.append(requestId(1), 1, [confirmed, attempted]);
    await store.append(requestId(1), 3, [
      answered({ kind: 'accepted', status: 200, requestId: 'graph-1' }),
      verified,
    ]);
    await store.append(requestId(2), 0, [{ ...askRefused, typed, at: '2026-11-22T00:00:00.000Z' }]);
    const later = { at: '2026-11-23T10:00:00.000Z', code: code('R-00002') };
    await store.append(requestId(3), 0, [asked(later)]);
    await store.append(requestId(3), 1, [{ ...cancelled, at: later.at }]);
  });
  afterAll(() => {
    file.remove();
  });

  const run = (args: string, changes: Record<string, string> = {}): Said => runAudit(path, args, changes);
  /** A copy somebody worked on with a shell. */
  let copies = 0;
  const tampered = (...sql: readonly string[]): { EVICT_STORE: string } => {
    const copy = join(file.directory, `audited-${(copies += 1)}.sqlite`);
    const db = new DatabaseSync(path);
    db.exec(`vacuum into '${copy}'`);
    db.close();
    const other = new DatabaseSync(copy);
    for (const name of ['changed', 'removed', 'replaced'])
      other.exec(`drop trigger events_are_never_${name}`);
    for (const one of sql) other.exec(one);
    other.close();
    return { EVICT_STORE: copy };
  };
  const head = (): string => /Head: (\S+) /.exec(run('verify').out)?.[1] ?? '';

  describe('verify', () => {
    it('says that a record is good, and its head, beside a store that is open', () => {
      const { exit, out, err } = run('verify');
      expect([exit, err]).toEqual([0, '']);
      expect(out).toMatch(
        /^The record is good: 8 rows, each sealed over the one before\.\nHead: 8:[0-9a-f]{64} /,
      );
      expect(out).toContain('can only be told with --head');
      expect(run(`verify --head ${head()}`).out).not.toContain('can only be told');
    });

    it.each([
      [
        "update events set body = replace(body, 'Helpdesk', 'Global') where seq = 2",
        'row 2, of request R-7F3K2, its seal does not fit',
      ],
      [
        'delete from events where seq = 3',
        'row 4, of request R-7F3K2, where row 3 should be: what was between',
      ],
      ["update events set key = 'none' where seq = 6", 'row 6, it says it was sealed with a key called none'],
      ["update events set hash = '' where seq = 1", 'row 1, of request R-7F3K2, its seal'],
    ])('after "%s" says: %s', (sql, said) => {
      const { exit, out } = run('verify', tampered(sql));
      expect(exit).toBe(1);
      expect(out).toContain(`The record is bad. The first bad row: ${said}`);
    });

    it('misses rows that were cut off, once it is given a head', () => {
      const cut = tampered('delete from events where seq > 6');
      expect(run('verify', cut).exit).toBe(0);
      const { exit, out } = run(`verify --head ${head()}`, cut);
      expect(exit).toBe(1);
      expect(out).toContain('row 7 is missing, and everything after it up to row 8');
    });

    it('notices another record in its place by a head, though it was sealed with the same key', async () => {
      const other = storeFile();
      await other.open().append(requestId(1), 0, [asked({ reason: 'another' })]);
      other.close();
      const first = `1:${'0'.repeat(64)}`;
      const { exit, out } = run(`verify --head ${first}`, { EVICT_STORE: other.path });
      other.remove();
      expect(exit).toBe(1);
      expect(out).toContain('row 1 has another seal than the head that was kept');
    });
  });

  describe('export', () => {
    it('writes to a new file, for its owner alone, and never over one that is there', () => {
      const output = join(file.directory, 'november.csv');
      const { exit, out, err } = run(`export --format csv --output ${output}`);
      expect([exit, out, err]).toEqual([0, '', `Written to ${output}.`]);
      expect(readFileSync(output, 'utf8')).toBe(`${run('export --format csv').out}\n`);
      expect(statSync(output).mode & 0o777).toBe(0o600);
      expect(run(`export --output ${output}`)).toMatchObject({ exit: 2, out: '' });
      expect(readFileSync(output, 'utf8')).toBe(`${run('export --format csv').out}\n`);
    });

    const lines = (args: string): Record<string, unknown>[] =>
      run(args)
        .out.split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);

    it('writes every row as a line of JSON, with its seal and what happened', () => {
      const all = lines('export');
      expect(all).toHaveLength(8);
      expect(all[0]).toMatchObject({ seq: '1', code: 'R-7F3K2', type: 'asked', good: true });
      expect(all[0]!['event']).toEqual(asked({ reason: canaries[0], ticket: canaries[1] }));
      expect(all[0]!['hash']).toMatch(/^[0-9a-f]{64}$/);
    });

    it.each([
      ['--from 2026-11-22', 3],
      ['--to 2026-11-21', 5],
      ['--from 2026-11-22 --to 2026-11-22', 1],
      ['--from 2026-11-22T00:00:01Z', 2],
      ['--from 2027-01-01', 0],
    ])('of a time: %s', (range, rows) => {
      const { out } = run(`export ${range}`);
      expect(out === '' ? 0 : out.split('\n').length).toBe(rows);
    });

    it('writes a table that no sheet takes for formulas, and no screen for commands', () => {
      const { out, exit } = run('export --format csv');
      const [header, first, ...others] = out.split('\n');
      expect(exit).toBe(0);
      expect(header).toMatch(/^seq,at,request,code,version,type,by,by_name,/);
      expect(first).toContain(`"'=HYPERLINK(""http://evil"")","'+C4n4ryTicket"`);
      expect(others.join('\n')).toContain(`"'@C4n4ryTyped\\u202e\\u009b31m"`);
      expect(out).toContain('"graph-1"');
      for (const row of [first!, ...others])
        expect(row.match(/","/g)).toHaveLength(header!.split(',').length - 1);
    });

    it.each(['jsonl', 'csv'])(
      'without names holds object ids and nothing that people wrote or are called (%s)',
      (format) => {
        const { out } = run(`export --no-names --format ${format}`);
        const { by, targets } = asked();
        expect(out).toContain(by.id);
        expect(out).toContain(targets[0]!.person.id);
        expect(out).toContain('graph-1');
        for (const said of ['C4n4ry', 'HYPERLINK', 'Olga', 'Alice', '@contoso.com', 'conversation', 'nobody'])
          expect(out).not.toContain(said);
      },
    );

    it('of a bad record marks what can still be trusted, and ends with 1', () => {
      const { exit, out, err } = run('export', tampered("update events set body = '{' where seq = 3"));
      const good = out.split('\n').map((line) => (JSON.parse(line) as { good: boolean }).good);
      expect(good).toEqual([true, true, ...Array.from({ length: 6 }, () => false)]);
      expect(exit).toBe(1);
      expect(err).toContain('The first bad row: row 3');
    });
  });

  describe('show', () => {
    it('tells the story of a request: who, about whom, why, the ids at Graph, the proof', () => {
      const { exit, out } = run('show r7f3k2');
      expect(exit).toBe(0);
      const { by, targets } = asked();
      expect(out).toContain(`Asked by: Olga Ops <olga@contoso.com>, object id ${by.id}`);
      expect(out).toContain(`About: Alice Archer <alice@contoso.com>, object id ${targets[0]!.person.id}`);
      expect(out).toContain(`Reason: ${canaries[0]}`);
      expect(out).toMatch(/row 2 {2}.*Olga Ops confirmed as Helpdesk Administrator\./);
      expect(out).toContain(`client-request-id ${attempted.clientRequestId}`);
      expect(out).toContain('(request-id graph-1)');
      expect(out).toMatch(
        /row 5 {2}.*Confirmed by Microsoft Entra: sessions valid from .* before, .* when read/,
      );
    });

    it('says so when the record is bad, and tells what it can', () => {
      const bad = run('show R-7F3K2', tampered("update events set at = '' where seq = 8"));
      expect([bad.exit, bad.err.includes('row 8'), bad.out.includes('Olga Ops confirmed')]).toEqual([
        1,
        true,
        true,
      ]);
      const worse = run(
        'show R-7F3K2',
        tampered(`update events set body = '{"type":"asked","code":"R-7F3K2"}' where seq = 1`),
      );
      expect([worse.exit, worse.err.includes('cannot be told')]).toEqual([1, true]);
    });
  });

  it('another key than the record was sealed with: row 1 is named, and the key it says it has', () => {
    const { exit, out } = run('verify', {
      EVICT_RECORD_KEY: createHash('sha256').update('another').digest('hex'),
    });
    expect(exit).toBe(1);
    expect(out).toContain('row 1, of request R-7F3K2, it says it was sealed with a key called');
  });

  it('changes nothing, and runs as a program of its own', () => {
    const copy = join(file.directory, 'quiet.sqlite');
    file.close();
    copyFileSync(path, copy);
    const before = readFileSync(copy);
    const words = [compiled('audit/index.js'), 'verify'];
    const options = {
      env: { PATH: process.env['PATH'], EVICT_STORE: copy, EVICT_RECORD_KEY: key },
      encoding: 'utf8',
    } as const;
    expect(spawnSync(process.execPath, words, options)).toMatchObject({ status: 0, stderr: '' });
    const help = spawnSync(process.execPath, [words[0]!, '--help'], options);
    expect([help.status, help.stdout]).toEqual([0, expect.stringContaining('Usage: npm run audit')]);
    expect(readFileSync(copy)).toEqual(before);
    writeFileSync(copy, '');
    const { status, stderr } = spawnSync(process.execPath, words, options);
    expect([status, stderr]).toEqual([2, 'the file is not a record of Evict\n']);
  });
});
