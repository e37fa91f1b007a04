import type { RequestId } from '../../core/ids';
import type { Event } from '../../core/request/events';
import { beginning, seal } from './chain';
import type { Connection } from './database';
import type { RecordKeys } from './keys';
import { faultIn, rawColumns, type Fault, type FoundRow, type Head } from './verify';

/** The rows of the record: each is sealed over the one before it, and read only where its seal fits. */
export interface Rows {
  /** All events of a request, oldest first. Throws when one of their rows is not as it was written. */
  all(db: Connection, request: RequestId): Found;
  /** Those behind a row that was read or written before; undefined when that row is not what it was. Throws like `all`. */
  after(db: Connection, request: RequestId, mark: Mark): Found | undefined;
  /**
   * Only inside a change; the first gets this version. Throws when the newest row is not as it was written, or a row known
   * here is gone. Undefined: there was nothing to add.
   */
  add(db: Connection, request: RequestId, version: number, events: readonly Event[]): Head | undefined;
  /** The change is on disk: from now on this row is known here. */
  keep(head: Head): void;
}

/** A row of a request, by which it is known again. */
export interface Mark {
  readonly version: number;
  readonly hash: string;
}

/** Events, and the newest row of the request; absent where there is none. */
interface Found {
  readonly events: readonly Event[];
  readonly mark: Mark | undefined;
}

type Newest = Pick<Head, 'seq' | 'hash'>;

const nothing: Newest = { seq: 0, hash: beginning };
const columns = `${rawColumns}, (select hash from events as earlier where earlier.seq = events.seq - 1) as before`;
const ofRequest = `select ${columns} from events where request = ?`;

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
    all: (db, request) => checked(keys, db.raw(`${ofRequest} order by version`, request), undefined),
    after: (db, request, mark) => {
      const [same, ...later] = db.raw(
        `${ofRequest} and version >= ? order by version`,
        request,
        mark.version,
      );
      if (same === undefined) return undefined;
      const { version, hash } = markOf(same);
      return version === mark.version && hash === mark.hash ? checked(keys, later, mark) : undefined;
    },
    add: (db, request, version, events) => {
      let head: Head | undefined;
      for (const [index, event] of events.entries()) {
        const { seq: last, hash: before } = head ?? newest(db);
        const row = {
          seq: last + 1,
          request,
          version: version + index,
          ...event,
          body: JSON.stringify(event),
        };
        const hash = seal(current, before, row);
        db.run(
          'insert into events (seq, request, version, at, type, body, key, hash) values (?, ?, ?, ?, ?, ?, ?, ?)',
          ...[row.seq, request, row.version, row.at, row.type, row.body, current.id, hash],
        );
        head = { seq: row.seq, hash, keyId: current.id };
      }
      return head;
    },
    keep: (head) => {
      if (head.seq > kept.seq) kept = head;
    },
  };
}

/** Their events, when they are as they were written and follow each other from `before` on. */
function checked(keys: RecordKeys, rows: readonly FoundRow[], before: Mark | undefined): Found {
  const first = (before?.version ?? 0) + 1;
  const events = rows.map((row, index) => {
    refuseTampered(keys, row);
    if (row['version'] !== BigInt(first + index)) throw tampered(row, 'changed');
    return JSON.parse(text(row['body'])) as Event;
  });
  const last = rows.at(-1);
  return { events, mark: last === undefined ? before : markOf(last) };
}

function markOf(row: FoundRow): Mark {
  return { version: Number(row['version']), hash: text(row['hash']) };
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
