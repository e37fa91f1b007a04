import type { RequestId } from '../../core/ids';
import type { Appended, RequestLog } from '../../core/ports';
import type { Event } from '../../core/request/events';
import { follow, type Request } from '../../core/request/state';
import type { Connection, Database } from './database';
import { foldedStreams, type Folded, type FoldedStreams } from './folded';
import type { Heads } from './heads';
import { indexChanged, indexOpened, isAlreadyOpen, openFor } from './finding';
import type { Rows } from './rows';
import type { Head } from './verify';

/** The record: events, and an index over them that is written in the same transaction. */
export function requestLog(db: Database, rows: Rows, heads: Heads): RequestLog {
  const streams = foldedStreams(rows);
  const ids = (sql: string, ...values: readonly (string | number)[]): Promise<RequestId[]> =>
    db.read((at) => at.all<{ id: RequestId }>(sql, ...values).map((row) => row.id));
  return {
    append: async (id, expected, events) => {
      const { appended, head, folded } = await db.change((at) =>
        append(at, { rows, streams }, id, expected, events),
      );
      if (folded !== undefined) streams.keep(id, folded);
      if (head !== undefined) {
        rows.keep(head);
        heads.grown(head, events);
      }
      return appended;
    },
    read: (id) => db.read((at) => rows.all(at, id).events),
    load: (id) =>
      db.read((at) => {
        const folded = streams.read(at, id);
        streams.keep(id, folded);
        return folded.request;
      }),
    idOf: async (code) => (await ids('select id from requests where code = ?', code))[0],
    openFor: (people, kind) => db.read((at) => openFor(at, people, kind)),
    unfinished: () => ids('select id from requests where open = 1 order by asked, id'),
    find: ({ target, since, most }) => {
      const after = (since ?? new Date(0)).toISOString();
      if (target === undefined) {
        return ids('select id from requests where asked >= ? order by asked desc, id limit ?', after, most);
      }
      return ids(
        `select id from requests join targets on targets.request = id
         where person = ? and asked >= ? order by asked desc, id limit ?`,
        ...[target, after, most],
      );
    },
  };
}

/** What an append came to; the rest where rows were written. */
interface Written {
  readonly appended: Appended;
  readonly head?: Head;
  readonly folded?: Folded;
}

function append(
  db: Connection,
  { rows, streams }: { readonly rows: Rows; readonly streams: FoldedStreams },
  id: RequestId,
  expected: number,
  events: readonly Event[],
): Written {
  const { request: before, mark } = streams.read(db, id);
  if ((mark?.version ?? 0) !== expected) return { appended: 'conflict' };
  const after = follow(id, before, events);
  if (before === undefined && after !== undefined) {
    if (isCodeTaken(db, after)) return { appended: 'code-taken' };
    if (isAlreadyOpen(db, after)) return { appended: 'already-open' };
  }
  const head = rows.add(db, id, expected + 1, events);
  if (after !== undefined) {
    if (before === undefined) indexOpened(db, after);
    else indexChanged(db, before, after);
  }
  if (head === undefined) return { appended: 'appended' };
  const newest = { version: expected + events.length, hash: head.hash };
  return { appended: 'appended', head, folded: { request: after, mark: newest } };
}

function isCodeTaken(db: Connection, { code }: Request): boolean {
  return db.all('select 1 from requests where code = ?', code).length > 0;
}
