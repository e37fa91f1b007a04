import { DatabaseSync } from 'node:sqlite';
import { CouldNotRecord } from '../../../src/core/fault';
import type { PersonId } from '../../../src/core/ids';
import type { Event } from '../../../src/core/request/events';
import { fold } from '../../../src/core/request/state';
import type { Store } from '../../../src/edges/store/sqlite';
import { asked, confirmed, person, pressRefused, requestId } from '../../contract/events';
import { storeFile, type StoreFile } from '../../contract/file';

const id = requestId(1);
const people = Array.from({ length: 300 }, (_, index) => ({
  ...person('alice'),
  id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` as PersonId,
}));
const ask = asked({ targets: people.map((one) => ({ person: one, roles: [] })) });

/** How it ended for people from one place in the list to another. */
function settled(from: number, to: number): Event[] {
  const outcome = { kind: 'failed', code: 'Request_ResourceNotFound' } as const;
  return people
    .slice(from, to)
    .map((one) => ({ at: confirmed.at, type: 'settled', target: one.id, outcome }));
}

describe('a request for hundreds, kept in memory by whoever works on it', () => {
  let file: StoreFile;
  let store: Store;
  let version: number;
  beforeEach(async () => {
    file = storeFile();
    store = file.open();
    await store.append(id, 0, [ask, confirmed]);
    version = 2;
    await add(store, settled(0, 20));
  });
  afterEach(() => {
    file.remove();
  });

  const add = async (to: Store, events: readonly Event[]): Promise<void> => {
    expect(await to.append(id, version, events)).toBe('appended');
    version += events.length;
  };
  const shell = (...sql: readonly string[]): void => {
    const db = new DatabaseSync(file.path);
    for (const name of ['changed', 'removed', 'replaced'])
      db.exec(`drop trigger if exists events_are_never_${name}`);
    for (const one of sql) db.exec(one);
    db.close();
  };

  it('is what its rows add up to, whoever of two processes appends', async () => {
    const other = file.open();
    for (let from = 20; from < 300; from += 40) {
      await add(other, settled(from, from + 20));
      expect(await store.append(id, version - 20, settled(from, from + 20))).toBe('conflict');
      await add(store, settled(from + 20, from + 40));
    }
    const whole = fold(id, await file.open().read(id));
    expect(whole).toMatchObject({ phase: 'done', unsettled: 0 });
    expect(await store.load(id)).toEqual(whole);
    expect(await other.load(id)).toEqual(whole);
    expect(await store.unfinished()).toEqual([]);
  });

  it('keeps nothing of an append that was taken back', async () => {
    await expect(store.append(id, version, [...settled(20, 40), ...settled(20, 21)])).rejects.toThrow();
    expect(await store.load(id)).toEqual(fold(id, await store.read(id)));
    await add(store, settled(20, 40));
  });

  it('is not read from its beginning again: a row behind the last one that was checked is what is checked', async () => {
    shell(`update events set body = '{}' where version = 3`);
    expect(await store.load(id)).toMatchObject({ unsettled: 280 });
    expect(() => file.open()).toThrow('row 3 of the record is not as Evict wrote it');
  });

  it('is read from its beginning where the last row that was checked is not what it was', async () => {
    shell(`update events set hash = '${'0'.repeat(64)}' where version = ${version}`);
    await expect(store.load(id)).rejects.toMatchObject({
      cause: { message: `row ${version} of the record is not as Evict wrote it (changed)` },
    });
  });

  it('is not acted on when a row is put behind it by hand', async () => {
    const { type, at } = pressRefused;
    const values = `${version + 1}, '${id}', ${version + 1}, '${at}', '${type}', '${JSON.stringify(pressRefused)}'`;
    shell(`insert into events select ${values}, key, hash from events where seq = ${version}`);
    await expect(store.load(id)).rejects.toThrow(CouldNotRecord);
    await expect(store.append(id, version + 1, settled(20, 21))).rejects.toThrow(CouldNotRecord);
  });
});
