import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { CouldNotRecord } from '../../core/fault';
import type { Place, Places, RequestLog } from '../../core/ports';
import type { RequestId } from '../../core/ids';
import type { Event } from '../../core/request/events';
import { evolve, fold, isOver } from '../../core/request/state';
import { prepare } from './schema';

export interface Store extends RequestLog, Places {
  /** Throws `CouldNotRecord` when the store cannot be written to. */
  ping(): void;
  close(): void;
}

/** The record in one SQLite file (Node's own driver), for one or several processes on one machine. */
export function sqliteStore(path: string): Store {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const db = new DatabaseSync(path);
  prepare(db);
  const statements = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  const all = <Row>(sql: string, ...values: SQLInputValue[]): Row[] =>
    orCouldNotRecord(() => statement(sql).all(...values) as Row[]);
  const run = (sql: string, ...values: SQLInputValue[]): void => {
    orCouldNotRecord(() => statement(sql).run(...values));
  };
  const read = (id: RequestId): Event[] =>
    all<{ body: string }>('select body from events where request = ? order by version', id).map(
      (row) => JSON.parse(row.body) as Event,
    );

  return {
    append: async (id, expected, events) =>
      orCouldNotRecord(() => transaction(db, () => append({ all, run, read }, id, expected, events))),
    read: async (id) => read(id),
    idOf: async (code) => all<{ id: RequestId }>('select id from requests where code = ?', code)[0]?.id,
    unfinished: async () =>
      all<{ id: RequestId }>('select id from requests where open = 1 order by asked, id').map(
        (row) => row.id,
      ),
    ...placesIn(all, run),
    ping: () => {
      run('begin immediate');
      run('rollback');
    },
    close: () => {
      db.close();
    },
  };
}

type All = <Row>(sql: string, ...values: SQLInputValue[]) => Row[];
type Run = (sql: string, ...values: SQLInputValue[]) => void;

function placesIn(all: All, run: Run): Places {
  const columns = 'select places.request, location as "where", activity_id as activityId, shown from places';
  return {
    remember: async ({ request, where, activityId, shown }) => {
      run(
        `insert into places values (?, ?, ?, ?)
         on conflict (location, activity_id) do update set shown = max(shown, excluded.shown)`,
        ...[request, where, activityId, shown],
      );
    },
    of: async (request) => all<Place>(`${columns} where request = ? order by rowid`, request),
    behind: async () => all<Place>(`${columns} join requests on id = places.request where shown < shows`),
    without: async (before) =>
      all<{ id: RequestId }>(
        'select id from requests where open = 1 and asked < ? and id not in (select request from places)',
        before.toISOString(),
      ).map((row) => row.id),
    doubt: async (request) => {
      run('update places set shown = 0 where request = ?', request);
    },
    forget: async ({ where, activityId }) => {
      run('delete from places where location = ? and activity_id = ?', where, activityId);
    },
  };
}

function append(
  { all, run, read }: { all: All; run: Run; read: (id: RequestId) => Event[] },
  id: RequestId,
  expected: number,
  events: readonly Event[],
): Awaited<ReturnType<RequestLog['append']>> {
  const before = read(id);
  if (before.length !== expected) return 'conflict';
  const code = events.find((event) => event.type === 'asked')?.code;
  if (code !== undefined && all('select 1 from requests where code = ?', code).length > 0)
    return 'code-taken';
  let request = fold(id, before);
  for (const [index, event] of events.entries()) {
    run(
      'insert into events (request, version, at, type, body) values (?, ?, ?, ?, ?)',
      ...[id, expected + index + 1, event.at, event.type, JSON.stringify(event)],
    );
    request = evolve(id, request, event);
  }
  if (request !== undefined) {
    run(
      `insert into requests values (?, ?, ?, ?, ?)
       on conflict (id) do update set open = excluded.open, shows = excluded.shows`,
      ...[id, request.code, request.askedAt, isOver(request) ? 0 : 1, request.shows],
    );
  }
  return 'appended';
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
