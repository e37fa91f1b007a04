import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { CouldNotRecord } from '../../../src/core/fault';
import type { RequestLog } from '../../../src/core/ports';
import { checkRecord } from '../../../src/edges/store/check';
import { database, type Database } from '../../../src/edges/store/database';
import { headsTo } from '../../../src/edges/store/heads';
import { recordKeys } from '../../../src/edges/store/keys';
import { requestLog } from '../../../src/edges/store/log';
import { rowsSealedWith } from '../../../src/edges/store/rows';
import { playgroundKeys } from '../../../src/playground/wiring';
import { openStore } from '../../support/store';
import { asked, confirmed, pressRefused, requestId } from '../../contract/events';
import { storeFile, type StoreFile } from '../../contract/file';
import { rowsOf, writeRecord } from './sealed';

const keys = recordKeys(playgroundKeys);
const id = requestId(1);

describe('a disk that is full', () => {
  let file: StoreFile;
  let raw: DatabaseSync;
  let db: Database;
  let log: RequestLog;
  beforeEach(() => {
    file = storeFile();
    openStore(file.path).close();
    raw = new DatabaseSync(file.path);
    db = database(raw, () => true);
    log = requestLog(db, rowsSealedWith(keys), headsTo({ note: () => undefined }));
  });
  afterEach(() => {
    db.close();
    file.remove();
  });
  const full = (): void => {
    raw.exec(`pragma max_page_count = ${Number(raw.prepare('pragma page_count').get()?.['page_count'])}`);
  };
  const roomy = (): void => {
    raw.exec('pragma max_page_count = 1000000');
  };

  it('takes what fits; what does not fit is refused whole, and goes on record once there is room', async () => {
    await log.append(id, 0, [asked()]);
    full();
    const long = { ...pressRefused, press: 'x'.repeat(2_000) };
    let version = 1;
    const fill = async (): Promise<never> => {
      for (;;) {
        await log.append(id, version, [long, long, long]);
        version += 3;
      }
    };
    const refused = fill();
    await expect(refused).rejects.toThrow(CouldNotRecord);
    await expect(refused).rejects.toMatchObject({ cause: { message: 'database or disk is full' } });
    expect(await log.read(id)).toHaveLength(version);
    await expect(log.append(id, version, [long, long, long])).rejects.toThrow(CouldNotRecord);
    roomy();
    expect(await log.append(id, version, [confirmed])).toBe('appended');
    expect(checkRecord(rowsOf(file.path), keys)).toMatchObject({ kind: 'good', head: { seq: version + 1 } });
  });

  it('does not open a request by halves: neither its events nor anything that finds it', async () => {
    full();
    const big = asked({ reason: 'x'.repeat(40_000) });
    await expect(log.append(id, 0, [big])).rejects.toThrow(CouldNotRecord);
    expect(await log.read(id)).toEqual([]);
    expect(await log.idOf(big.code)).toBeUndefined();
    expect(await log.unfinished()).toEqual([]);
    roomy();
    expect(await log.append(id, 0, [big])).toBe('appended');
  });
});

describe('a record that is damaged', () => {
  it.each([
    ['its first bytes', 0, 'file is not a database'],
    ['its schema', 110, ''],
  ])('in %s keeps Evict from starting, and stays as it is', async (_, place, said) => {
    const file = storeFile();
    await writeRecord(file, playgroundKeys, [1, 2]);
    const copy = `${file.path}.copy`;
    copyFileSync(file.path, copy);
    const bytes = readFileSync(copy);
    for (let at = place; at < place + 16; at += 1) bytes[at]! ^= 0xff;
    writeFileSync(copy, bytes);
    expect(() => openStore(copy)).toThrow(said);
    expect(readFileSync(copy)).toEqual(bytes);
    file.remove();
  });
});
