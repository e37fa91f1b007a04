import { beginning, seal, type Row } from './chain';
import type { RecordKey, RecordKeys } from './keys';

/** A row as it was read: nothing about it is trusted yet, not even the types of its columns. */
export type FoundRow = Readonly<Record<string, unknown>>;

/** The newest row's number and seal: whoever keeps it elsewhere can tell later whether anything up to it was changed. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
  readonly keyId: string;
}

export type Fault =
  /** Not the row that follows row `after`: rows between them are missing, or this one stands in a wrong place. */
  | { readonly kind: 'out-of-turn'; readonly after: number }
  /** Some column holds what Evict never writes. */
  | { readonly kind: 'malformed' }
  /** The row says it was sealed with a key that is not known here. */
  | { readonly kind: 'unknown-key'; readonly keyId: string }
  /** Sealed with a key that had been replaced by then. */
  | { readonly kind: 'old-key'; readonly keyId: string }
  /** The seal does not fit: the row was changed, or is not what followed the row before. */
  | { readonly kind: 'changed' };

/** The first bad row. `seq` is what it calls itself, and may be nonsense. */
export interface Broken {
  readonly seq: string;
  readonly row: FoundRow;
  readonly fault: Fault;
}

/** Columns as the check needs them: text as its exact bytes, numbers whole. */
export const rawColumns = ['request', 'at', 'type', 'body', 'key', 'hash']
  .map((name) => `cast(${name} as blob) as ${name}`)
  .concat('seq', 'version')
  .join(', ');

/** Follows a chain from its beginning, or from a row that is trusted already. */
export interface Verifier {
  /** Undefined when the row is as it was written and follows the one before. */
  check(row: FoundRow): Broken | undefined;
  /** The newest row that was good; undefined before the first. */
  head(): Head | undefined;
}

export function verifier(keys: RecordKeys, start: { seq: number; hash: string } = origin): Verifier {
  let { seq, hash } = start;
  let newest: Head | undefined;
  // Keys replace each other in one direction only.
  let oldest = keys.length - 1;
  return {
    check: (row) => {
      const named = String(row['seq']);
      const read = columnsOf(row);
      if (read === undefined) return { seq: named, row, fault: { kind: 'malformed' } };
      if (read.seq !== BigInt(seq) + 1n)
        return { seq: named, row, fault: { kind: 'out-of-turn', after: seq } };
      const place = keys.findIndex(({ id }) => id === read.keyId);
      const fault = place > oldest ? oldKey(read.keyId) : faultOf(keys[place], hash, read);
      if (fault !== undefined) return { seq: named, row, fault };
      oldest = place;
      ({ hash } = read);
      seq += 1;
      newest = { seq, hash, keyId: read.keyId };
      return undefined;
    },
    head: () => newest,
  };
}

const origin = { seq: 0, hash: beginning };

/** Whether one row alone is sealed over what is said to come before it; undefined when it is. */
export function faultIn(keys: RecordKeys, before: string, row: FoundRow): Fault | undefined {
  const read = columnsOf(row);
  if (read === undefined) return { kind: 'malformed' };
  return faultOf(
    keys.find(({ id }) => id === read.keyId),
    before,
    read,
  );
}

function faultOf(key: RecordKey | undefined, before: string, read: Columns): Fault | undefined {
  if (key === undefined) return { kind: 'unknown-key', keyId: read.keyId };
  return seal(key, before, read) === read.hash ? undefined : { kind: 'changed' };
}

function oldKey(keyId: string): Fault {
  return { kind: 'old-key', keyId };
}

interface Columns extends Row {
  readonly seq: bigint;
  readonly keyId: string;
  readonly hash: string;
}

function columnsOf(row: FoundRow): Columns | undefined {
  const { seq, version } = row;
  const [request, at, type, body, key, hash] = ['request', 'at', 'type', 'body', 'key', 'hash'].map((name) =>
    bytesOf(row[name]),
  );
  if (typeof seq !== 'bigint' || typeof version !== 'bigint') return undefined;
  if (!request || !at || !type || !body || !key || !hash) return undefined;
  // Byte by byte, so that no two spellings of a seal or a name are the same.
  return {
    seq,
    request,
    version,
    at,
    type,
    body,
    keyId: key.toString('latin1'),
    hash: hash.toString('latin1'),
  };
}

function bytesOf(value: unknown): Buffer | undefined {
  return ArrayBuffer.isView(value)
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : undefined;
}
