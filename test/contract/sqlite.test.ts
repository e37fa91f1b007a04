import {
  chmodSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CouldNotRecord } from '../../src/core/fault';
import { recordKeys } from '../../src/edges/store/keys';
import { prepare } from '../../src/edges/store/schema';
import { playgroundKeys } from '../../src/playground/wiring';
import { openStore } from '../support/store';
import { asked, askedAbout, confirmed, pressRefused, requestId } from './events';
import { storeFile, type StoreFile } from './file';
import { requestLogContract } from './request-log.contract';

requestLogContract('SQLite file', storeFile);

const first = requestId(1);

/** The same file through another program, as somebody with a shell would see it. */
function shell<T>(file: StoreFile, work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file.path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

let file: StoreFile;
beforeEach(() => {
  file = storeFile();
});
afterEach(() => {
  file.remove();
});

describe('SQLite file: the events', () => {
  it.each([
    ['changed', `update events set body = '{}'`],
    ['changed', `update events set at = '' where version = 1`],
    ['removed', 'delete from events'],
    ['replaced', `replace into events select seq, request, version, at, type, '{}', key, hash from events`],
    [
      'replaced',
      `insert or replace into events (request, version, at, type, body, key, hash) select request, version, at, type, '{}', key, hash from events`,
    ],
  ])('are never %s, whoever tries: %s', async (word, sql) => {
    await file.open().append(first, 0, [asked(), confirmed]);
    expect(() => {
      shell(file, (db) => {
        db.exec(sql);
      });
    }).toThrow(`events are never ${word}`);
    expect(await file.open().read(first)).toEqual([asked(), confirmed]);
  });

  it('are rows on disk as soon as they are appended, the index over them too', async () => {
    await file.open().append(first, 0, [asked(), confirmed]);
    const rows = shell(file, (db) => db.prepare('select request, version, type from events').all());
    expect(rows).toMatchObject([
      { request: first, version: 1, type: 'asked' },
      { request: first, version: 2, type: 'confirmed' },
    ]);
    const index = shell(file, (db) => db.prepare('select * from requests').all());
    expect(index).toMatchObject([{ id: first, code: 'R-7F3K2', asked: asked().at, open: 1, shows: 2 }]);
  });
});

describe('SQLite file: opening', () => {
  it('begins a record that only its owner can read', async () => {
    await file.open().append(first, 0, [asked()]);
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(file.path + suffix).mode & 0o777).toBe(0o600);
    expect(readdirSync(file.directory)).toHaveLength(3);
  });

  it('begins none where the directory is missing, as its volume may not be mounted', () => {
    const directory = join(file.directory, 'volume');
    expect(() => openStore(join(directory, 'evict.sqlite'))).toThrow(
      `${directory}, is not there: is its volume`,
    );
    expect(readdirSync(file.directory)).toEqual([]);
  });

  it('begins none where an empty file is, or the log of a record that is gone', async () => {
    writeFileSync(file.path, '');
    expect(() => file.open()).toThrow('is an empty file, and a record never is: restore it');
    expect(statSync(file.path).size).toBe(0);
    renameSync(file.path, `${file.path}-wal`);
    expect(() => file.open()).toThrow('is gone, but');
    expect(readdirSync(file.directory)).toEqual(['evict.sqlite-wal']);
  });

  it('begins none in a database of somebody else, and leaves it as it is', () => {
    shell(file, (db) => {
      db.exec('create table customers (name text)');
    });
    const before = readFileSync(file.path);
    expect(() => file.open()).toThrow('is not a record of Evict: it is left as it is');
    expect(readFileSync(file.path)).toEqual(before);
  });

  it('keeps a write-ahead log that is synchronised at every commit, so that power loss takes nothing', () => {
    // How much is synchronised belongs to a connection, so the one that was prepared is asked.
    shell(file, (db) => {
      prepare(db, { keys: recordKeys(playgroundKeys), now: () => new Date() });
      expect(db.prepare('pragma journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
      expect(db.prepare('pragma synchronous').get()).toMatchObject({ synchronous: 2 });
    });
  });

  it('finds everything again after a restart', async () => {
    const place = {
      request: first,
      where: 'a conversation',
      activityId: 'card 1',
      view: 'asker',
      shown: 1,
    } as const;
    const before = file.open();
    await before.append(first, 0, [asked(), confirmed]);
    await before.remember(place);
    file.close();
    const after = file.open();
    expect(await after.read(first)).toEqual([asked(), confirmed]);
    expect(await after.idOf(asked().code)).toBe(first);
    expect(await after.unfinished()).toEqual([first]);
    expect(await after.behind()).toEqual([place]);
  });

  it('refuses a record made by a newer Evict, and leaves it as it is', async () => {
    const store = file.open();
    await store.append(first, 0, [asked()]);
    shell(file, (db) => {
      db.exec('pragma user_version = 99');
    });
    expect(() => file.open()).toThrow('the store has schema 99; this Evict knows only up to 2');
    expect(shell(file, (db) => db.prepare('select count(*) as n from events').get())).toMatchObject({ n: 1 });
  });

  it('refuses a file that is not a database, and never replaces it', () => {
    writeFileSync(file.path, 'the record of last year, in some other format\n'.repeat(100));
    const before = readFileSync(file.path);
    expect(() => file.open()).toThrow('file is not a database');
    expect(readFileSync(file.path)).toEqual(before);
  });
});

describe('SQLite file: trouble', () => {
  it('says within 5 s that a locked record cannot be written, does nothing by halves, and works again', async () => {
    const store = file.open();
    await store.append(first, 0, [asked()]);
    const other = new DatabaseSync(file.path);
    other.exec('begin immediate');
    const start = performance.now();
    await expect(store.append(first, 1, [confirmed])).rejects.toThrow(CouldNotRecord);
    expect(performance.now() - start).toBeLessThan(5_000);
    await expect(store.ping()).rejects.toThrow(CouldNotRecord);
    expect(await store.read(first)).toEqual([asked()]);
    other.close();
    await store.ping();
    expect(await store.append(first, 1, [confirmed])).toBe('appended');
  });

  it('waits for a lock of a second, and does everything else meanwhile', async () => {
    const store = file.open();
    await store.append(first, 0, [asked()]);
    const other = new DatabaseSync(file.path);
    other.exec('begin immediate');
    const told: string[] = [];
    const appended = store.append(first, 1, [confirmed]).then((answer) => told.push(answer));
    // None of this would run while SQLite itself waits.
    setTimeout(() => {
      told.push('the lock is released');
      other.close();
    }, 1_000);
    expect(await store.read(first)).toEqual([asked()]);
    told.push('read');
    await appended;
    expect(told).toEqual(['read', 'the lock is released', 'appended']);
  });

  it('lets changes wait in the order they came, and refuses all of them when the lock stays', async () => {
    const store = file.open();
    await store.append(first, 0, [asked()]);
    const other = new DatabaseSync(file.path);
    other.exec('begin immediate');
    const waiting = Array.from({ length: 50 }, (_, version) =>
      store.append(first, version + 1, [pressRefused]),
    );
    const refused = await Promise.allSettled(waiting);
    expect(refused.filter(({ status }) => status === 'rejected')).toHaveLength(50);
    const again = Array.from({ length: 50 }, (_, version) =>
      store.append(first, version + 1, [pressRefused]),
    );
    other.close();
    expect(new Set(await Promise.all(again))).toEqual(new Set(['appended']));
  });

  it('can still be read, and refuses to be written, where the file may only be read', async () => {
    await file.open().append(first, 0, [asked()]);
    await asOrdinaryUser(file, async () => {
      const store = file.open();
      expect(await store.read(first)).toEqual([asked()]);
      await expect(store.append(first, 1, [confirmed])).rejects.toThrow(CouldNotRecord);
      await expect(store.doubt(first)).rejects.toThrow(CouldNotRecord);
      await expect(store.ping()).rejects.toThrow(CouldNotRecord);
      expect(await store.read(first)).toEqual([asked()]);
    });
  });

  it('says that a damaged record cannot be read or written, and never begins a new one', async () => {
    await file.open().append(first, 0, [asked({ reason: 'long '.repeat(5_000) })]);
    file.close();
    truncateSync(file.path, 8_192);
    const work = async (): Promise<unknown> => file.open().append(requestId(2), 0, [askedAbout('sam', 2)]);
    await expect(work()).rejects.toThrow();
    await expect((async () => file.open().read(first))()).rejects.toThrow();
    expect(statSync(file.path).size).toBe(8_192);
  });
});

/** Root may write everything, so the test becomes somebody else for a while. */
async function asOrdinaryUser(file: StoreFile, work: () => Promise<void>): Promise<void> {
  const nobody = 65_534;
  const root = process.geteuid?.() === 0;
  chmodSync(file.directory, 0o777);
  for (const suffix of ['', '-wal', '-shm']) chmodSync(`${file.path}${suffix}`, 0o444);
  if (root) process.seteuid?.(nobody);
  try {
    await work();
  } finally {
    if (root) process.seteuid?.(0);
  }
}
