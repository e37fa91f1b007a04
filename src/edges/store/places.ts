import type { RequestId } from '../../core/ids';
import type { OnCallPlace, Place } from '../../core/place';
import type { OnCall, Places } from '../../core/ports';
import type { Database } from './database';

const columns =
  'select places.request, location as "where", activity_id as activityId, view, shown from places';

/** Where cards stand in Teams, and how much of their request they show. */
export function placesIn(db: Database): Places {
  const run = (sql: string, ...values: readonly (string | number)[]): Promise<void> =>
    db.change((at) => {
      at.run(sql, ...values);
    });
  const places = (sql: string, ...values: readonly string[]): Promise<Place[]> =>
    db.read((at) => at.all<Place>(`${columns} ${sql}`, ...values));
  return {
    remember: ({ request, where, activityId, view, shown }) =>
      run(
        `insert into places values (?, ?, ?, ?, ?)
         on conflict (location, activity_id) do update set shown = max(shown, excluded.shown)
         where request = excluded.request`,
        ...[request, where, activityId, view, shown],
      ),
    replaced: ({ request, where, activityId, shown }, now) =>
      run(
        `update places set shown = case when shown in (?, ?) then ? else 0 end
         where request = ? and location = ? and activity_id = ?`,
        ...[shown, now, now, request, where, activityId],
      ),
    // By id alone: the same card reached through another thread or address is still the same card.
    isKnown: (activityId) =>
      db.read((at) => at.all('select 1 from places where activity_id = ?', activityId).length > 0),
    of: (request) => places('where request = ? order by rowid', request),
    behind: () => places('join requests on id = places.request where shown < shows'),
    without: (before) =>
      db.read((at) =>
        at
          .all<{ id: RequestId }>(
            'select id from requests where open = 1 and asked < ? and id not in (select request from places)',
            before.toISOString(),
          )
          .map((row) => row.id),
      ),
    doubt: (request) => run('update places set shown = 0 where request = ?', request),
    forget: ({ where, activityId }) =>
      run('delete from places where location = ? and activity_id = ?', where, activityId),
  };
}

/** The conversation approval cards are sent to. */
export function onCallIn(db: Database): OnCall {
  return {
    get: () =>
      db.read(
        (at) =>
          at.all<OnCallPlace>('select location as "where", set_by as "by", set_at as "at" from on_call')[0],
      ),
    set: (place) =>
      db.change((at) => {
        at.run('delete from on_call');
        if (place !== undefined)
          at.run('insert into on_call values (1, ?, ?, ?)', place.where, place.by, place.at);
      }),
  };
}
