import { existsSync } from 'node:fs';
import { existing } from './opening';
import { refuseOther } from './schema';
import { rawColumns, type FoundRow } from './verify';

/** The rows of a record, read beside whatever runs on it. Nothing is ever written. */
export interface ReadRecord {
  /** Oldest first. */
  rows(): Iterable<FoundRow>;
  close(): void;
}

/** Throws, with a sentence for whoever asked, when there is none or it is of another schema. */
export function openForReading(path: string): ReadRecord {
  if (!existsSync(path)) throw new Error(`there is no record at ${path}`);
  const db = existing(path, true);
  try {
    db.exec('pragma busy_timeout = 3000');
    refuseOther(db);
    // One view of the record for everything that is asked, whatever is appended meanwhile.
    db.exec('begin');
  } catch (cause) {
    db.close();
    throw cause;
  }
  return {
    rows: () => {
      const statement = db.prepare(`select ${rawColumns} from events order by seq`);
      statement.setReadBigInts(true);
      return statement.iterate();
    },
    close: () => {
      db.close();
    },
  };
}
