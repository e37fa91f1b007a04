import type { KeyObject } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { Journal } from '../../core/journal';
import type { OnCall, Places, RequestLog } from '../../core/ports';
import { database } from './database';
import { headsTo } from './heads';
import { recordKeys } from './keys';
import { requestLog } from './log';
import { identityOf, openFile, type Opened } from './opening';
import { onCallIn, placesIn } from './places';
import { rowsSealedWith } from './rows';
import { prepare } from './schema';
import { trustedHead } from './start';

export interface Store extends RequestLog, Places {
  readonly onCall: OnCall;
  /** Throws `CouldNotRecord` when the store cannot be written to, within a second or so. */
  ping(): Promise<void>;
  /** Events on record, of all requests together. */
  length(): Promise<number>;
  close(): void;
}

export interface StoreSetup {
  /** Newest first: the first seals what is written, all of them check what is read. */
  readonly keys: readonly KeyObject[];
  readonly journal: Journal;
}

/** Whoever asks whether Evict is ready does not wait long for the answer. */
const pingWaitsMs = 1_000;

/**
 * The record in one SQLite file (Node's own driver), for one or several processes on one machine. Throws, with a sentence
 * for whoever runs Evict, when the record is not as it was left, or was sealed with a key that is not among these.
 */
export function sqliteStore(path: string, { keys: secrets, journal }: StoreSetup): Store {
  const keys = recordKeys(secrets);
  const { db: file, isNew } = open(path, (db) => {
    prepare(db, { keys, now: () => new Date() });
  });
  const head = trustedHead(file, keys);
  const db = database(file, identityOf(path));
  const heads = headsTo(journal);
  if (isNew) journal.note('a new record begins', {});
  else if (head !== undefined) heads.found(head);
  return {
    ...requestLog(db, rowsSealedWith(keys, head), heads),
    ...placesIn(db),
    onCall: onCallIn(db),
    ping: () =>
      db.change((at) => {
        // Changes nothing, and still needs all that a change needs; "begin" alone succeeds where only reading is allowed.
        at.run('delete from places where false');
      }, pingWaitsMs),
    // Events are numbered without gaps and never removed.
    length: () =>
      db.read((at) => at.all<{ n: number }>('select coalesce(max(seq), 0) as n from events')[0]?.n ?? 0),
    close: () => {
      heads.close();
      db.close();
    },
  };
}

function open(path: string, preparing: (db: DatabaseSync) => void): Opened {
  if (path !== ':memory:') return openFile(path, preparing);
  const db = new DatabaseSync(path);
  preparing(db);
  return { db, isNew: true };
}
