import { DatabaseSync } from 'node:sqlite';
import type { Event } from '../../src/core/request/events';

export type Recorded = Event & { readonly request: string };

/** Every event on record, oldest first, read over a connection of the test's own. */
export function readRecord(store: string): readonly Recorded[] {
  const rows = query(store, 'select request, body from events order by seq');
  return rows.map(({ request, body }) => {
    return { ...(JSON.parse(String(body)) as Event), request: String(request) };
  });
}

/** How many cards show less than their request has to show. */
export function cardsBehind(store: string): number {
  const behind = 'select count(*) as n from places join requests on id = places.request where shown < shows';
  return Number(query(store, behind)[0]?.['n']);
}

export function query(store: string, sql: string): Record<string, unknown>[] {
  const db = new DatabaseSync(store, { readOnly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}
