import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { CouldNotRecord } from '../../core/fault';
import { prepare } from './schema';

/** An open database. Every method throws `CouldNotRecord` when it does not do what it is asked. */
export interface Database {
  all<Row>(sql: string, ...values: readonly SQLInputValue[]): Row[];
  run(sql: string, ...values: readonly SQLInputValue[]): void;
  /** All of the work, or none of it. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Opens the file, and prepares an empty one. Throws when it is corrupt or made by a newer Evict. */
export function openDatabase(path: string): Database {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const db = new DatabaseSync(path);
  prepare(db);
  const statements = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  return {
    all: <Row>(sql: string, ...values: readonly SQLInputValue[]): Row[] =>
      orCouldNotRecord(() => statement(sql).all(...values) as Row[]),
    run: (sql, ...values) => {
      orCouldNotRecord(() => statement(sql).run(...values));
    },
    transaction: (work) => orCouldNotRecord(() => transaction(db, work)),
    close: () => {
      db.close();
    },
  };
}

/** Takes the write lock at once, so two processes cannot both read a version and then both append to it. */
function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('begin immediate');
  try {
    const result = work();
    db.exec('commit');
    return result;
  } catch (cause) {
    if (db.isTransaction) db.exec('rollback');
    throw cause;
  }
}

/** Locked, full, read-only, corrupt: all mean that nothing may be done that would not be on record. */
function orCouldNotRecord<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof CouldNotRecord ? cause : new CouldNotRecord({ cause });
  }
}
