import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { CouldNotRecord } from '../../core/fault';
import { atOnce, inTurn } from './patience';
import { prepare } from './schema';

/** What can be done with the database while it is one's turn. */
export interface Connection {
  all<Row>(sql: string, ...values: readonly SQLInputValue[]): Row[];
  run(sql: string, ...values: readonly SQLInputValue[]): void;
}

/** An open database. Every method throws `CouldNotRecord` when it does not do what it is asked, within five seconds. */
export interface Database {
  read<T>(work: (db: Connection) => T): Promise<T>;
  /** All of the work, or none of it. `longestMs`: how long it waits for other processes. */
  change<T>(work: (db: Connection) => T, longestMs?: number): Promise<T>;
  close(): void;
}

/** Opens the file, and prepares an empty one. Throws when it is corrupt or made by a newer Evict. */
export function openDatabase(path: string): Database {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const db = new DatabaseSync(path);
  prepare(db);
  const connection = connectionTo(db);
  const changing = inTurn();
  return {
    read: (work) => orCouldNotRecord(atOnce(() => work(connection))),
    change: (work, longestMs) =>
      orCouldNotRecord(changing(() => transaction(db, () => work(connection)), longestMs)),
    close: () => {
      db.close();
    },
  };
}

function connectionTo(db: DatabaseSync): Connection {
  const statements = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  return {
    all: <Row>(sql: string, ...values: readonly SQLInputValue[]): Row[] =>
      statement(sql).all(...values) as Row[],
    run: (sql, ...values) => {
      statement(sql).run(...values);
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
async function orCouldNotRecord<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw cause instanceof CouldNotRecord ? cause : new CouldNotRecord({ cause });
  }
}
