import { createHmac } from 'node:crypto';
import type { RecordKey } from './keys';

/** One row of the record as it is stored, without its seal. Text is exact: bytes where it was read, a string where it is new. */
export interface Row {
  readonly seq: bigint | number;
  readonly request: string | Uint8Array;
  readonly version: bigint | number;
  readonly at: string | Uint8Array;
  readonly type: string | Uint8Array;
  readonly body: string | Uint8Array;
}

/** What the first row is chained to. */
export const beginning = '0'.repeat(64);

/** Names the meaning of what follows, so that the key can never be made to say this about something else. */
const label = 'evict-record-1';

/**
 * The seal of a row: HMAC-SHA256 over the seal before it and every column, in lower-case hex. Each part is written as a
 * netstring (its length in bytes, a colon, the bytes, a comma), so no two rows are ever written alike. What is sealed is
 * the stored text itself: nothing has to be parsed, or written again in some canonical form, to check it.
 * `docs/record.md` describes this to the byte; others may have built on it.
 */
export function seal(key: RecordKey, before: string, row: Row): string {
  const parts = [label, before, key.id, String(row.seq), row.request, String(row.version)];
  const netstrings = [...parts, row.at, row.type, row.body].flatMap((part) => {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    return [Buffer.from(`${bytes.byteLength}:`), bytes, comma];
  });
  return createHmac('sha256', key.secret).update(Buffer.concat(netstrings)).digest('hex');
}

const comma = Buffer.from(',');
