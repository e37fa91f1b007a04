import { createHash } from 'node:crypto';
import type { PersonId, RequestId } from '../../core/ids';
import type { OpenKind } from '../../core/ports';
import { isOver, isOwn, type Request } from '../../core/request/state';
import type { Connection } from './database';

/** Finds requests. Everything here follows from the events, and could be computed from them again. */
export function indexOpened(db: Connection, request: Request): void {
  const { id, code, askedAt, shows } = request;
  db.run('insert into requests values (?, ?, ?, ?, ?)', id, code, askedAt, isOver(request) ? 0 : 1, shows);
  const people = [...request.order.keys()];
  const [only] = people;
  const sole = soleOf(request);
  for (const person of people) {
    db.run('insert into targets values (?, ?, ?)', id, person, people.length === 1 ? sole : null);
  }
  if (only !== undefined && people.length > 1)
    db.run('insert into targets values (?, ?, ?)', id, subjectOf(people), sole);
}

/** `before` is the request as it was last indexed. */
export function indexChanged(db: Connection, before: Request, after: Request): void {
  db.run(
    'update requests set open = ?, shows = ? where id = ?',
    isOver(after) ? 0 : 1,
    after.shows,
    after.id,
  );
  if (isOver(after) && !isOver(before))
    db.run('update targets set sole = null where request = ? and sole is not null', after.id);
}

/** Whether one of the same kind is open for the same people. */
export function isAlreadyOpen(db: Connection, request: Request): boolean {
  const sole = soleOf(request);
  const people = [...request.order.keys()];
  if (sole === null || people.length === 0) return false;
  return openFor(db, people, sole) !== undefined;
}

export function openFor(db: Connection, people: readonly PersonId[], kind: OpenKind): RequestId | undefined {
  const sql = 'select request from targets where person = ? and sole = ?';
  return db.all<{ request: RequestId }>(sql, subjectOf(people), kind)[0]?.request;
}

/** While it is open nobody opens another of its kind for the same people. */
function soleOf(request: Request): OpenKind | null {
  if (isOver(request)) return null;
  if (isOwn(request)) return 'own';
  return request.rule === 'confirm' ? 'confirm' : 'approval';
}

/**
 * Whom a request is about, in a word: the one person, or the same word for the same people in whatever order. It stands
 * where a person's id does, in a row of its own, so that one unique index serves both.
 */
function subjectOf(people: readonly PersonId[]): string {
  const [first = '', ...others] = [...new Set(people)].toSorted();
  if (others.length === 0) return first;
  return `people ${createHash('sha256')
    .update([first, ...others].join('\n'))
    .digest('hex')}`;
}
