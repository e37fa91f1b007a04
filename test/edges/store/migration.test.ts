import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Event } from '../../../src/core/request/events';
import { checkRecord } from '../../../src/edges/store/check';
import { recordKeys } from '../../../src/edges/store/keys';
import { firstTables } from '../../../src/edges/store/schema-1';
import { sqliteStore } from '../../../src/edges/store/sqlite';
import { playgroundKeys } from '../../../src/playground/wiring';
import { compiled } from '../../support/child';
import { openStore } from '../../support/store';
import { asked, cancelled, confirmed, requestId } from '../../contract/events';
import { storeFile, type StoreFile } from '../../contract/file';
import { keyFrom, rowsOf } from './sealed';

const keys = recordKeys(playgroundKeys);
const requests = 200;
const ask = asked();

/** A record as the first Evict left it: three events for each request, the last request still open. */
function firstRecord(path: string): void {
  const db = new DatabaseSync(path);
  db.exec(`pragma journal_mode = wal; begin; ${firstTables} pragma user_version = 1`);
  const insert = db.prepare('insert into events (request, version, at, type, body) values (?, ?, ?, ?, ?)');
  const add = (request: string, version: number, event: Event): void => {
    insert.run(request, version, event.at, event.type, JSON.stringify(event));
  };
  for (let number = 1; number <= requests; number += 1) {
    const id = requestId(number);
    [ask, confirmed].forEach((event, index) => {
      add(id, index + 1, event);
    });
  }
  const last = requestId(requests);
  db.exec(`insert into requests values ('${last}', '${ask.code}', '${ask.at}', 1, 2)`);
  db.exec(`insert into places values ('${last}', 'a chat', 'card 1', 'asker', 1); commit`);
  db.close();
}

describe('a record of the first Evict', () => {
  let file: StoreFile;
  let path: string;
  let copies = 0;
  beforeAll(() => {
    file = storeFile();
    firstRecord(file.path);
  });
  afterAll(() => {
    file.remove();
  });
  beforeEach(() => {
    path = join(file.directory, `copy-${(copies += 1)}.sqlite`);
    copyFileSync(file.path, path);
  });

  const query = (sql: string): Record<string, unknown> | undefined => {
    const db = new DatabaseSync(path, { readOnly: true });
    try {
      return db.prepare(sql).get();
    } finally {
      db.close();
    }
  };
  const events = 'select count(*) as rows, sum(length(body)) as text, max(seq) as newest from events';

  it('has the tables it always had: records of that time exist, so they never change here', () => {
    const digest = createHash('sha256').update(firstTables).digest('hex');
    expect(digest).toBe('5cadb98040805315821bf69c7ed3fbcc3a7bc83550c20a5d5c8cb7971de586be');
  });

  it('is carried over with every event and card, sealed, and says which rows were not sealed from the start', async () => {
    const store = openStore(path);
    expect(await store.read(requestId(7))).toEqual([ask, confirmed]);
    expect(await store.idOf(ask.code)).toBe(requestId(requests));
    expect(await store.unfinished()).toEqual([requestId(requests)]);
    expect(await store.behind()).toHaveLength(1);
    expect(await store.append(requestId(requests), 2, [])).toBe('appended');
    store.close();
    const rows = rowsOf(path);
    expect(checkRecord(rows, keys)).toMatchObject({ kind: 'good', head: { seq: 2 * requests + 1 } });
    const last = JSON.parse(Buffer.from(rows.at(-1)!['body'] as Uint8Array).toString()) as unknown;
    expect(last).toMatchObject({ type: 'carried-over', rows: 2 * requests });
    expect(query('pragma integrity_check')).toEqual({ integrity_check: 'ok' });
  });

  it('goes on from there: the next event follows the carried rows', async () => {
    const id = requestId(requests + 1);
    const store = openStore(path);
    await store.append(id, 0, [asked({ code: 'R-ZZZZZ' as never, rule: 'one-approver' })]);
    store.close();
    const again = openStore(path);
    expect(await again.append(id, 1, [cancelled])).toBe('appended');
    again.close();
    expect(checkRecord(rowsOf(path), keys)).toMatchObject({ kind: 'good', head: { seq: 2 * requests + 3 } });
  });

  it.each([0, 1, requests, 2 * requests - 1, 2 * requests])(
    'is as it was when the process is killed after sealing %i rows, and carried over by the next start',
    (sealed) => {
      const before = query(events);
      const dist = join(compiled('evict.js'), '..');
      const words = [join(__dirname, 'killed.mjs'), dist, path, String(sealed)];
      const { signal, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
      expect([signal, stdout]).toEqual(['SIGKILL', '']);
      expect(query('pragma user_version')).toEqual({ user_version: 1 });
      expect(query(events)).toEqual(before);
      openStore(path).close();
      expect(checkRecord(rowsOf(path), keys)).toMatchObject({
        kind: 'good',
        head: { seq: 2 * requests + 1 },
      });
    },
  );

  it('is refused when a row is missing from it, and stays what it is', () => {
    const db = new DatabaseSync(path);
    db.exec('drop trigger events_are_never_removed; delete from events where seq = 9');
    db.close();
    expect(() => openStore(path)).toThrow('row 9 is missing from the record');
    expect(query('pragma user_version')).toEqual({ user_version: 1 });
  });
});

describe('the keys of a record', () => {
  const [first, second, third] = [keyFrom('first'), keyFrom('second'), keyFrom('third')];
  const journal = { note: () => undefined };
  let file: StoreFile;
  beforeEach(() => {
    file = storeFile();
  });
  afterEach(() => {
    file.remove();
  });
  const work = async (secrets: readonly (typeof first)[], version: number): Promise<void> => {
    const store = sqliteStore(file.path, { keys: secrets, journal });
    await store.append(requestId(1), version, [version === 0 ? ask : confirmed]);
    expect(await store.read(requestId(1))).toHaveLength(version + 1);
    store.close();
  };

  it('are changed by putting the new one before the old one', async () => {
    await work([first], 0);
    await work([second, first], 1);
    const order = [second, first].map((secret) => recordKeys([secret])[0].id);
    expect(rowsOf(file.path).map(({ key }) => Buffer.from(key as Uint8Array).toString())).toEqual([
      order[1],
      order[0],
    ]);
    expect(() => sqliteStore(file.path, { keys: [first, second], journal })).toThrow(
      'row 2 of the record is not as Evict wrote it (old-key)',
    );
  });

  it('that do not belong to it are refused at the start, by name', async () => {
    await work([first], 0);
    const [{ id: was }] = recordKeys([first]);
    const [{ id: given }] = recordKeys([third]);
    expect(() => sqliteStore(file.path, { keys: [third], journal })).toThrow(
      `row 1 of the record was sealed with a key called ${was}, and the keys given are called ${given}`,
    );
    await work([first], 1);
  });
});
