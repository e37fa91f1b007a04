import type { RequestId } from '../../core/ids';
import type { Event } from '../../core/request/events';
import { beginning, seal } from './chain';
import type { Connection } from './database';
import type { RecordKeys } from './keys';
import { faultIn, rawColumns, type Fault, type FoundRow, type Head } from './verify';

/** The rows of the record: each is sealed over the one before it, and read only where its seal fits. */
export interface Rows {
  /** All events of a request, oldest first. Throws when one of their rows is not as it was written. */
  read(db: Connection, request: RequestId): Event[];
  /** Only inside a change. Throws when the newest row is not as it was written, or a row known here is gone. */
  add(db: Connection, request: RequestId, version: number, event: Event): Head;
  /** The change is on disk: from now on this row is known here. */
  keep(head: Head): void;
}

type Newest = Pick<Head, 'seq' | 'hash'>;

const nothing: Newest = { seq: 0, hash: beginning };
const columns = `${rawColumns}, (select hash from events as earlier where earlier.seq = events.seq - 1) as before`;

/** @param known the newest row this process has checked */
export function rowsSealedWith(keys: RecordKeys, known: Newest = nothing): Rows {
  const [current] = keys;
  let kept = known;

  const newest = (db: Connection): Newest => {
    const [row] = db.raw(`select ${columns} from events order by seq desc limit 1`);
    if (row !== undefined) refuseTampered(keys, row);
    const found = row === undefined ? nothing : { seq: Number(row['seq']), hash: text(row['hash']) };
    const still = found.seq === kept.seq ? found.hash : sealOf(db, kept.seq);
    if (still !== kept.hash) throw new Error(`row ${kept.seq} of the record was there, and is not any more`);
    return found;
  };

  return {
    read: (db, request) =>
      db
        .raw(`select ${columns} from events where request = ? order by version`, request)
        .map((row, index) => {
          refuseTampered(keys, row);
          if (row['version'] !== BigInt(index + 1)) throw tampered(row, 'changed');
          return JSON.parse(text(row['body'])) as Event;
        }),
    add: (db, request, version, event) => {
      const { seq: last, hash: before } = newest(db);
      const row = { seq: last + 1, request, version, ...event, body: JSON.stringify(event) };
      const hash = seal(current, before, row);
      db.run(
        'insert into events (seq, request, version, at, type, body, key, hash) values (?, ?, ?, ?, ?, ?, ?, ?)',
        ...[row.seq, request, version, row.at, row.type, row.body, current.id, hash],
      );
      return { seq: row.seq, hash, keyId: current.id };
    },
    keep: (head) => {
      if (head.seq > kept.seq) kept = head;
    },
  };
}

function sealOf(db: Connection, seq: number): string {
  if (seq === 0) return beginning;
  const [row] = db.raw('select cast(hash as blob) as hash from events where seq = ?', seq);
  return row === undefined ? '' : text(row['hash']);
}

function refuseTampered(keys: RecordKeys, row: FoundRow): void {
  const { seq, before } = row;
  const isFirst = seq === 1n && before === null;
  const fault = faultIn(keys, isFirst ? beginning : String(before), row);
  if (fault !== undefined) throw tampered(row, fault.kind);
}

function tampered({ seq }: FoundRow, kind: Fault['kind']): Error {
  return new Error(`row ${String(seq)} of the record is not as Evict wrote it (${kind})`);
}

function text(bytes: unknown): string {
  return ArrayBuffer.isView(bytes)
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
    : '';
}
