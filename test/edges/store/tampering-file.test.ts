import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CouldNotRecord } from '../../../src/core/fault';
import { checkRecord } from '../../../src/edges/store/check';
import { recordKeys } from '../../../src/edges/store/keys';
import type { Store } from '../../../src/edges/store/sqlite';
import type { FoundRow } from '../../../src/edges/store/verify';
import { playgroundKeys } from '../../../src/playground/wiring';
import { openStore } from '../../support/store';
import { askedAbout, cancelled, confirmed, requestId } from '../../contract/events';
import { storeFile, type StoreFile } from '../../contract/file';
import { rowsOf, writeRecord } from './sealed';
import { headOf, seeded } from './tampering';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const keys = recordKeys(playgroundKeys);
const triggers = ['changed', 'removed', 'replaced'];

function digest(rows: readonly FoundRow[]): string {
  const hash = createHash('sha256');
  for (const row of rows)
    for (const value of Object.values(row))
      hash.update(ArrayBuffer.isView(value) ? (value as Uint8Array) : String(value));
  return hash.digest('hex');
}

describe('a record file that somebody changed, triggers out of the way', () => {
  let file: StoreFile;
  let whole: readonly FoundRow[];
  let copy: string;
  beforeAll(async () => {
    file = storeFile();
    await writeRecord(file, playgroundKeys, [1, 2, 3]);
    whole = rowsOf(file.path);
  });
  afterAll(() => {
    file.remove();
  });
  let copies = 0;
  beforeEach(() => {
    copy = join(file.directory, `copy-${(copies += 1)}.sqlite`);
    copyFileSync(file.path, copy);
  });

  const tamper = (path: string, ...sql: readonly string[]): void => {
    const db = new DatabaseSync(path);
    for (const name of triggers) db.exec(`drop trigger events_are_never_${name}`);
    for (const one of sql) db.exec(one);
    db.close();
  };
  const firstBad = (): string => {
    const checked = checkRecord(rowsOf(copy), keys, [headOf(whole)]);
    if (checked.kind === 'broken') return `${checked.broken.seq} ${checked.broken.fault.kind}`;
    return checked.kind === 'tail-missing' ? `${checked.after + 1} missing` : checked.kind;
  };

  const reseq = 'update events set seq = -seq where seq > 5; update events set seq = -seq - 1 where seq < 0';
  it.each([
    ['a body', '5 changed', "update events set body = replace(body, '14:04', '14:05') where seq = 5", 5],
    ['a time', '18 changed', "update events set at = '2026-11-21T14:04:00.001Z' where seq = 18", 18],
    ['a type', '2 changed', "update events set type = 'reminded' where seq = 2", 2],
    ['whose it is', '6 changed', "update events set request = request || ' ' where seq = 6", 6],
    ['a seal in capitals', '7 changed', 'update events set hash = upper(hash) where seq = 7', 7],
    ['the name of a key', '8 unknown-key', "update events set key = 'ffffffff' where seq = 8", 8],
    [
      'bytes that read as the same',
      '9 changed',
      "update events set body = body || cast(x'00' as text) where seq = 9",
      9,
    ],
    ['the first removed', '2 out-of-turn', 'delete from events where seq = 1', 2],
    ['one removed', '6 out-of-turn', 'delete from events where seq = 5', 6],
    ['one removed, others moved up', '5 changed', `delete from events where seq = 5; ${reseq}`, 5],
    [
      'a number it cannot have',
      '9223372036854775807 out-of-turn',
      'update events set seq = 9223372036854775807 where seq = 4',
      undefined,
    ],
    [
      'one put behind',
      '19 changed',
      'insert into events select 19, request, 99, at, type, body, key, hash from events where seq = 4',
      19,
    ],
    ['the last removed', '18 missing', 'delete from events where seq = 18', undefined],
    ['all removed', '1 missing', 'delete from events', undefined],
  ])('%s: %s', (_what, bad, sql, refused) => {
    tamper(copy, sql);
    if (bad.startsWith('92')) expect(firstBad()).toBe('5 out-of-turn');
    else expect(firstBad()).toBe(bad);
    if (refused !== undefined) expect(() => openStore(copy)).toThrow(`row ${refused} of the record`);
  });

  it(`any byte of the file on disk: found, or nothing of the record is different (seed ${seed})`, () => {
    const random = seeded(seed);
    const original = readFileSync(file.path);
    const seen = { unreadable: 0, broken: 0, elsewhere: 0 };
    for (let time = 0; time < 300; time += 1) {
      const changed = Buffer.from(original);
      changed[random(changed.length)]! ^= 1 << random(8);
      writeFileSync(copy, changed);
      try {
        const rows = rowsOf(copy);
        const checked = checkRecord(rows, keys, [headOf(whole)]);
        if (checked.kind === 'good') expect(digest(rows)).toBe(digest(whole));
        seen[checked.kind === 'good' ? 'elsewhere' : 'broken'] += 1;
      } catch (cause) {
        if ((cause as { code?: string }).code !== 'ERR_SQLITE_ERROR') throw cause;
        seen.unreadable += 1;
      }
      for (const suffix of ['-wal', '-shm']) rmSync(copy + suffix, { force: true });
    }
    process.stdout.write(`bytes on disk: ${JSON.stringify(seen)} (seed ${seed})\n`);
    expect(seen.broken).toBeGreaterThan(0);
  });

  describe('while Evict runs on it', () => {
    let store: Store;
    const id = requestId(9);
    const { id: alice } = askedAbout('alice', 9).targets[0]!.person;
    beforeEach(async () => {
      store = openStore(copy);
      await store.append(id, 0, [askedAbout('alice', 9)]);
    });
    afterEach(() => {
      store.close();
    });

    it('a decision put in by hand is never acted on: the request cannot be read, and nothing is written any more', async () => {
      const body = JSON.stringify(confirmed);
      tamper(
        copy,
        `insert into events select 20, request, 2, at, 'confirmed', '${body}', key, hash from events where seq = 19`,
      );
      await expect(store.read(id)).rejects.toThrow(CouldNotRecord);
      await expect(store.append(requestId(10), 0, [askedAbout('sam', 8)])).rejects.toMatchObject({
        cause: { message: 'row 20 of the record is not as Evict wrote it (changed)' },
      });
      expect(rowsOf(copy)).toHaveLength(20);
      expect(await store.openFor([alice], 'confirm')).toBe(id);
    });

    it('rows cut off its end are missed by the next change', async () => {
      tamper(copy, 'delete from events where seq = 19');
      await expect(store.append(requestId(10), 0, [askedAbout('sam', 8)])).rejects.toMatchObject({
        cause: { message: 'row 19 of the record was there, and is not any more' },
      });
    });

    it('an event moved within its request is noticed by the next look at it', async () => {
      await store.append(id, 1, [cancelled]);
      tamper(copy, 'update events set version = 9 where seq = 20');
      await expect(store.read(id)).rejects.toThrow(CouldNotRecord);
    });

    it('a file put in its place is not written to, nor is the one that was moved away', async () => {
      const away = `${copy}.away`;
      renameSync(copy, away);
      copyFileSync(file.path, copy);
      await expect(store.append(id, 1, [cancelled])).rejects.toMatchObject({
        cause: { message: 'the file of the record was moved, replaced or removed' },
      });
      renameSync(away, copy);
      expect(await store.append(id, 1, [cancelled])).toBe('appended');
    });
  });
});
