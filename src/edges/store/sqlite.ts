import type { OnCall, Places, RequestLog } from '../../core/ports';
import { openDatabase } from './database';
import { requestLog } from './log';
import { onCallIn, placesIn } from './places';

export interface Store extends RequestLog, Places {
  readonly onCall: OnCall;
  /** Throws `CouldNotRecord` when the store cannot be written to, within a second or so. */
  ping(): Promise<void>;
  close(): void;
}

/** Whoever asks whether Evict is ready does not wait long for the answer. */
const pingWaitsMs = 1_000;

/** The record in one SQLite file (Node's own driver), for one or several processes on one machine. */
export function sqliteStore(path: string): Store {
  const db = openDatabase(path);
  return {
    ...requestLog(db),
    ...placesIn(db),
    onCall: onCallIn(db),
    ping: () =>
      db.change((at) => {
        // Changes nothing, and still needs all that a change needs; "begin" alone succeeds where only reading is allowed.
        at.run('delete from places where false');
      }, pingWaitsMs),
    close: () => {
      db.close();
    },
  };
}
