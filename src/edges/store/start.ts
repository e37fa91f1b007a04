import type { DatabaseSync } from 'node:sqlite';
import { beginning } from './chain';
import type { RecordKeys } from './keys';
import { rawColumns, verifier, type Broken, type Head } from './verify';

/** So many of the newest rows are checked at every start: well under a second. The whole record: `npm run audit -- verify`. */
const checkedAtStart = 10_000;

/** The newest row, after the rows before it were checked; undefined in a record without any. Throws at the first bad row. */
export function trustedHead(db: DatabaseSync, keys: RecordKeys): Head | undefined {
  const newest = Number(db.prepare('select max(seq) as newest from events').get()?.['newest'] ?? 0);
  const last = Math.max(0, newest - checkedAtStart);
  const before = db.prepare('select hash from events where seq = ?').get(last);
  const start = last === 0 ? { seq: 0, hash: beginning } : { seq: last, hash: String(before?.['hash']) };
  const chain = verifier(keys, start);
  const rows = db.prepare(`select ${rawColumns} from events where seq > ? order by seq`);
  rows.setReadBigInts(true);
  for (const row of rows.iterate(last)) {
    const broken = chain.check(row);
    if (broken !== undefined) throw new Error(sentence(broken, keys));
  }
  return chain.head();
}

function sentence({ seq, fault }: Broken, keys: RecordKeys): string {
  const audit = 'Nothing is done on such a record; "npm run audit -- verify" says more';
  if (fault.kind !== 'unknown-key')
    return `row ${seq} of the record is not as Evict wrote it (${fault.kind}). ${audit}`;
  const given = keys.map(({ id }) => id).join(', ');
  return `row ${seq} of the record was sealed with a key called ${fault.keyId.slice(0, 8)}, and the keys given are called ${given}: give Evict the key of this record, and after a change of keys the old one behind the new one`;
}
