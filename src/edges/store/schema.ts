import type { DatabaseSync } from 'node:sqlite';
import { blocking, longestWaitMs } from './patience';
import { firstTables } from './schema-1';
import { sealEvents, type Migration } from './schema-2';

type Step = (db: DatabaseSync, migration: Migration) => void;

/**
 * From nothing to the newest schema; `user_version` in the file says how many of them are done. A step that was ever in use
 * is never changed: what comes later is a step of its own.
 */
const steps: readonly Step[] = [
  (db) => {
    db.exec(firstTables);
  },
  sealEvents,
];

/** Brings the tables to the newest schema, also those of an older Evict. Refuses those of a newer one. */
export function prepare(db: DatabaseSync, migration: Migration): void {
  // First, so that everything after it waits for another process that opens the same file.
  db.exec(`pragma busy_timeout = ${longestWaitMs}`);
  refuseNewer(db);
  // SQLite does not wait for its lock when it changes to WAL (3.53): several processes that open one file meet here.
  blocking(() => {
    // A commit survives power loss only with FULL: WAL with NORMAL may lose the last ones.
    db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
  });
  while (versionOf(db) < steps.length) stepOn(db, migration);
  // From here on nothing waits inside SQLite, where it would hold up everything else.
  db.exec('pragma busy_timeout = 0');
}

/** One step, done whole or not at all, whenever the process ends. */
function stepOn(db: DatabaseSync, migration: Migration): void {
  db.exec('begin immediate');
  try {
    // Asked behind the lock: another process may have been first.
    const version = versionOf(db);
    steps[version]?.(db, migration);
    if (version < steps.length) db.exec(`pragma user_version = ${version + 1}`);
    db.exec('commit');
  } catch (cause) {
    if (db.isTransaction) db.exec('rollback');
    throw cause;
  }
}

/** Throws when the record is not of the newest schema: nothing but a start of Evict changes that. */
export function refuseOther(db: DatabaseSync): void {
  refuseNewer(db);
  const found = versionOf(db);
  if (found === steps.length) return;
  throw new Error(
    found === 0
      ? 'the file is not a record of Evict'
      : `the record has schema ${found}, from before it was sealed: start this Evict on it once`,
  );
}

function refuseNewer(db: DatabaseSync): void {
  const found = versionOf(db);
  if (found > steps.length)
    throw new Error(`the store has schema ${found}; this Evict knows only up to ${steps.length}`);
}

function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('pragma user_version').get()?.['user_version']);
}
