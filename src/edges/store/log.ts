import type { RequestId } from '../../core/ids';
import type { Appended, OpenKind, RequestLog } from '../../core/ports';
import type { Event } from '../../core/request/events';
import { evolve, fold, isOver, isOwn, type Request } from '../../core/request/state';
import type { Connection, Database } from './database';
import type { Heads } from './heads';
import type { Rows } from './rows';
import type { Head } from './verify';

/** The record: events, and an index over them that is written in the same transaction. */
export function requestLog(db: Database, rows: Rows, heads: Heads): RequestLog {
  const ids = (sql: string, ...values: readonly (string | number)[]): Promise<RequestId[]> =>
    db.read((at) => at.all<{ id: RequestId }>(sql, ...values).map((row) => row.id));
  return {
    append: async (id, expected, events) => {
      const { appended, head } = await db.change((at) => append(at, rows, id, expected, events));
      if (head !== undefined) {
        rows.keep(head);
        heads.grown(head, events);
      }
      return appended;
    },
    read: (id) => db.read((at) => rows.read(at, id)),
    load: (id) => db.read((at) => fold(id, rows.read(at, id))),
    idOf: async (code) => (await ids('select id from requests where code = ?', code))[0],
    openFor: async ([target, ...others], kind) =>
      target === undefined || others.length > 0
        ? undefined
        : (await ids('select request as id from targets where person = ? and sole = ?', target, kind))[0],
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

/** What an append came to; `head` where rows were written. */
interface Written {
  readonly appended: Appended;
  readonly head?: Head;
}

function append(
  db: Connection,
  rows: Rows,
  id: RequestId,
  expected: number,
  events: readonly Event[],
): Written {
  const before = rows.read(db, id);
  if (before.length !== expected) return { appended: 'conflict' };
  const state = fold(id, before);
  const after = events.reduce((request, event) => evolve(id, request, event), state);
  if (state === undefined && after !== undefined) {
    if (isCodeTaken(db, after)) return { appended: 'code-taken' };
    if (isAlreadyOpen(db, after)) return { appended: 'already-open' };
  }
  const heads = events.map((event, index) => rows.add(db, id, expected + index + 1, event));
  if (after !== undefined) index(db, after);
  const head = heads.at(-1);
  return { appended: 'appended', ...(head === undefined ? {} : { head }) };
}

function isCodeTaken(db: Connection, { code }: Request): boolean {
  return db.all('select 1 from requests where code = ?', code).length > 0;
}

function isAlreadyOpen(db: Connection, request: Request): boolean {
  const [only] = request.targets;
  const sole = soleOf(request);
  if (only === undefined || sole === null) return false;
  return db.all('select 1 from targets where person = ? and sole = ?', only.person.id, sole).length > 0;
}

function soleOf(request: Request): OpenKind | null {
  if (request.targets.length !== 1 || isOver(request)) return null;
  if (isOwn(request)) return 'own';
  return request.rule === 'confirm' ? 'confirm' : 'approval';
}

/** Everything here follows from the events, and could be computed from them again. */
function index(db: Connection, request: Request): void {
  const open = isOver(request) ? 0 : 1;
  db.run(
    `insert into requests values (?, ?, ?, ?, ?)
     on conflict (id) do update set open = excluded.open, shows = excluded.shows`,
    ...[request.id, request.code, request.askedAt, open, request.shows],
  );
  const sole = soleOf(request);
  for (const { person } of request.targets) {
    db.run(
      `insert into targets values (?, ?, ?)
       on conflict (request, person) do update set sole = excluded.sole`,
      ...[request.id, person.id, sole],
    );
  }
}
