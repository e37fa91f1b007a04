import type { DatabaseSync } from 'node:sqlite';
import { randomUUID } from 'node:crypto';
import type { Event } from '../../core/request/events';
import { beginning, seal, type Row } from './chain';
import type { RecordKeys } from './keys';

/** What a step to another schema may need besides the database. */
export interface Migration {
  readonly keys: RecordKeys;
  readonly now: () => Date;
}

const sealedTable = `
  create table sealed_events (
    seq     integer primary key autoincrement,
    request text not null,
    version integer not null,
    at      text not null,
    type    text not null,
    body    text not null,
    -- Which key the row is sealed with, and its seal over everything in it and over the seal before it.
    key     text not null,
    hash    text not null,
    unique (request, version)
  ) strict;
`;

const replaced = `
  drop table events;
  alter table sealed_events rename to events;
  create trigger events_are_never_changed before update on events
    begin select raise(abort, 'events are never changed'); end;
  create trigger events_are_never_removed before delete on events
    begin select raise(abort, 'events are never removed'); end;
  -- "replace into" removes rows without asking the trigger above.
  create trigger events_are_never_replaced before insert on events
    when exists (select 1 from events
                 where seq = new.seq or (request = new.request and version = new.version))
    begin select raise(abort, 'events are never replaced'); end;
`;

/**
 * Step 2: every row carries a seal. Rows that are there get theirs now; that they were not sealed from the start is
 * written after them, as the first row that was.
 */
export function sealEvents(db: DatabaseSync, { keys: [key], now }: Migration): void {
  db.exec(sealedTable);
  const insert = db.prepare('insert into sealed_events values (?, ?, ?, ?, ?, ?, ?, ?)');
  let before = beginning;
  let rows = 0;
  const add = (row: StoredRow): void => {
    rows += 1;
    if (row.seq !== rows)
      throw new Error(`row ${rows} is missing from the record, which cannot be by itself`);
    before = seal(key, before, row);
    insert.run(row.seq, row.request, row.version, row.at, row.type, row.body, key.id, before);
  };
  for (const row of db.prepare('select * from events order by seq').iterate())
    add(row as unknown as StoredRow);
  if (rows > 0) {
    const at = now().toISOString();
    const event: Event = { at, type: 'carried-over', rows };
    add({
      seq: rows + 1,
      request: randomUUID(),
      version: 1,
      at,
      type: event.type,
      body: JSON.stringify(event),
    });
  }
  db.exec(replaced);
}

type StoredRow = { readonly [Column in keyof Row]: Column extends 'seq' | 'version' ? number : string };
