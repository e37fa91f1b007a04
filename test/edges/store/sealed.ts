import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { sqliteStore } from '../../../src/edges/store/sqlite';
import { seal } from '../../../src/edges/store/chain';
import type { RecordKey } from '../../../src/edges/store/keys';
import { rawColumns, type FoundRow } from '../../../src/edges/store/verify';
import type { StoreFile } from '../../contract/file';
import {
  asked,
  askRefused,
  attempted,
  confirmed,
  pressRefused,
  requestId,
  verified,
} from '../../contract/events';
import { code } from '../../contract/events';

/** The same key for the same word. */
export function keyFrom(word: string): KeyObject {
  return createSecretKey(createHash('sha256').update(word).digest());
}

/** So many rows as Evict writes them: requests that come to their end, and refused asks between them. */
export async function writeRecord(
  file: StoreFile,
  keys: readonly KeyObject[],
  requests: readonly number[],
): Promise<void> {
  const store = sqliteStore(file.path, { keys, journal: { note: () => undefined } });
  for (const number of requests) {
    const id = requestId(number);
    const ask = asked({
      code: code(`R-${String(number).padStart(5, '0')}`),
      reason: `laptop ${number} lost`,
    });
    await store.append(id, 0, [ask]);
    await store.append(id, 1, [pressRefused, confirmed]);
    await store.append(id, 3, [attempted, verified]);
    await store.append(requestId(number + 100_000), 0, [askRefused]);
  }
  store.close();
}

/** The rows as the verifier is given them. */
export function rowsOf(path: string): FoundRow[] {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const statement = db.prepare(`select ${rawColumns} from events order by seq`);
    statement.setReadBigInts(true);
    return statement.all();
  } finally {
    db.close();
  }
}

export const textColumns = ['request', 'at', 'type', 'body', 'key', 'hash'] as const;
export type TextColumn = (typeof textColumns)[number];

export function bytes(row: FoundRow, column: TextColumn): Buffer {
  return Buffer.from(row[column] as Uint8Array);
}

/** The row under another number, sealed anew by somebody with a key. */
export function resealed(key: RecordKey, before: string, row: FoundRow, seq: bigint): FoundRow {
  const [request, at, type, body] = (['request', 'at', 'type', 'body'] as const).map((name) =>
    bytes(row, name),
  );
  const version = row['version'] as bigint;
  const hash = seal(key, before, { seq, request: request!, version, at: at!, type: type!, body: body! });
  return { ...row, seq, key: Buffer.from(key.id), hash: Buffer.from(hash) };
}
