import type { DatabaseSync } from 'node:sqlite';

/** Version of the tables below, kept in the database's `user_version`. */
const schemaVersion = 1;

const tables = `
  -- The record. Rows are only ever added: the triggers refuse everything else, from whatever code or shell.
  create table events (
    seq     integer primary key autoincrement,
    request text not null,
    version integer not null,
    at      text not null,
    type    text not null,
    body    text not null,
    unique (request, version)
  ) strict;
  create trigger events_are_never_changed before update on events
    begin select raise(abort, 'events are never changed'); end;
  create trigger events_are_never_removed before delete on events
    begin select raise(abort, 'events are never removed'); end;

  -- An index over the record, written in the same transaction and computable from it at any time.
  create table requests (
    id    text primary key,
    code  text not null unique,
    asked text not null,
    open  integer not null,
    shows integer not null
  ) strict;
  create index requests_open on requests (open, asked);

  -- Where cards stand in Teams; not part of the record.
  create table places (
    request     text not null,
    location    text not null,
    activity_id text not null,
    shown       integer not null,
    primary key (location, activity_id)
  ) strict;
  create index places_request on places (request);
`;

/** Creates the tables in an empty database; refuses a database made by a newer Evict. */
export function prepare(db: DatabaseSync): void {
  // A commit survives power loss only with FULL: WAL with NORMAL may lose the last ones.
  db.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 2000; pragma foreign_keys = on;',
  );
  const found = db.prepare('pragma user_version').get()?.['user_version'];
  if (found === schemaVersion) return;
  if (found !== 0)
    throw new Error(`the store has schema ${String(found)}; this Evict knows only up to ${schemaVersion}`);
  db.exec(`begin immediate; ${tables} pragma user_version = ${schemaVersion}; commit;`);
}
