import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { CouldNotRecord } from '../../core/fault';
import { atOnce, inTurn } from './patience';
import type { FoundRow } from './verify';

/** What can be done with the database while it is one's turn. */
export interface Connection {
  all<Row>(sql: string, ...values: readonly SQLInputValue[]): Row[];
  /** The same for rows that are to be checked: whole numbers of any size. */
  raw(sql: string, ...values: readonly SQLInputValue[]): FoundRow[];
  run(sql: string, ...values: readonly SQLInputValue[]): void;
}

/** An open database. Every method throws `CouldNotRecord` when it does not do what it is asked, within five seconds. */
export interface Database {
  read<T>(work: (db: Connection) => T): Promise<T>;
  /** All of the work, or none of it. `longestMs`: how long it waits for other processes. */
  change<T>(work: (db: Connection) => T, longestMs?: number): Promise<T>;
  close(): void;
}

/** @param isStillThere whether the open file is still the record; when not, nothing is written to it */
export function database(db: DatabaseSync, isStillThere: () => boolean): Database {
  const connection = connectionTo(db);
  const changing = inTurn();
  const change = <T>(work: (db: Connection) => T): T => {
    if (!isStillThere()) throw new Error('the file of the record was moved, replaced or removed');
    return transaction(db, () => work(connection));
  };
  return {
    read: (work) => orCouldNotRecord(atOnce(() => work(connection))),
    change: (work, longestMs) => orCouldNotRecord(changing(() => change(work), longestMs)),
    close: () => {
      db.close();
    },
  };
}

/** Statements are compiled once. */
function connectionTo(db: DatabaseSync): Connection {
  const statements = new Map<string, StatementSync>();
  const statement = (sql: string, isRaw = false): StatementSync => {
    const known = statements.get(sql) ?? db.prepare(sql);
    known.setReadBigInts(isRaw);
    statements.set(sql, known);
    return known;
  };
  return {
    all: <Row>(sql: string, ...values: readonly SQLInputValue[]): Row[] =>
      statement(sql).all(...values) as Row[],
    raw: (sql, ...values) => statement(sql, true).all(...values),
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
