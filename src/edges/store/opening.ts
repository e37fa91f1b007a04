import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  rmSync,
  statSync,
  type BigIntStats,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/** A record that is there and can be opened; `isNew` when it was not there before. */
export interface Opened {
  readonly db: DatabaseSync;
  readonly isNew: boolean;
}

/**
 * Opens the record, or begins one where there certainly was none. What is there and is not a record, is empty, or has
 * only left traces was one once: it is refused, because a record that silently begins anew hides all that was on the old.
 */
export function openFile(path: string, prepare: (db: DatabaseSync) => void): Opened {
  const isNew = !existsSync(path);
  if (isNew) {
    refuseTraces(path);
    beginAside(path, prepare);
  } else if (statSync(path).size === 0) {
    throw new Error(
      `the record ${path} is an empty file, and a record never is: restore it from a copy; if there never was one, remove the empty file`,
    );
  }
  const db = existing(path);
  try {
    refuseStranger(db, path);
    prepare(db);
  } catch (cause) {
    db.close();
    throw cause;
  }
  return { db, isNew };
}

/** Opens a file that is there; never makes one. */
export function existing(path: string, readOnly = false): DatabaseSync {
  const url = pathToFileURL(path);
  url.searchParams.set('mode', readOnly ? 'ro' : 'rw');
  return new DatabaseSync(url, { readOnly });
}

function refuseTraces(path: string): void {
  if (!existsSync(dirname(path))) {
    throw new Error(`the directory of the record, ${dirname(path)}, is not there: is its volume mounted?`);
  }
  const left = ['-wal', '-journal'].map((suffix) => path + suffix).find((trace) => existsSync(trace));
  if (left !== undefined) {
    throw new Error(`the record ${path} is gone, but ${left} is still there: restore both from a copy`);
  }
}

/**
 * A new record is made whole beside its place and then put there in one step, which fails when something is there by
 * then: of several processes one begins it, and a crash leaves nothing in its place that is half a record.
 */
function beginAside(path: string, prepare: (db: DatabaseSync) => void): void {
  const aside = `${path}.new-${process.pid}`;
  const remove = (): void => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(aside + suffix, { force: true });
  };
  remove();
  try {
    const db = new DatabaseSync(aside);
    // It holds names: only for whoever runs Evict. What SQLite keeps beside it takes its rights from it.
    chmodSync(aside, 0o600);
    prepare(db);
    db.close();
    linkSync(aside, path);
    syncDirectory(dirname(path));
  } catch (cause) {
    if (!existsSync(path)) throw cause;
  } finally {
    remove();
  }
}

function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** Every record has a schema from its first moment on. */
function refuseStranger(db: DatabaseSync, path: string): void {
  if (db.prepare('pragma user_version').get()?.['user_version'] !== 0) return;
  throw new Error(`${path} is there, and is not a record of Evict: it is left as it is`);
}

/** Whether the file at this path is still the one that was opened: writing to one that was moved away is lost. */
export function identityOf(path: string): () => boolean {
  if (path === ':memory:') return () => true;
  const look = (): BigIntStats | undefined => statSync(path, { bigint: true, throwIfNoEntry: false });
  const opened = look();
  return () => {
    const now = look();
    return now !== undefined && now.ino === opened?.ino && now.dev === opened.dev;
  };
}
