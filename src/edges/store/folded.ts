import type { RequestId } from '../../core/ids';
import { follow, type Request } from '../../core/request/state';
import type { Connection } from './database';
import type { Mark, Rows } from './rows';

/** A stream and what it adds up to; `request` is absent where it opens none. */
export interface Folded {
  readonly request: Request | undefined;
  /** Its newest row; absent where there is none yet. */
  readonly mark: Mark | undefined;
}

/**
 * Streams, folded. One for thousands of people is kept in memory: of it only the rows behind the newest one that was checked
 * are read, and only while that one is still what it was. All others are read and checked from their first row every time.
 */
export interface FoldedStreams {
  read(db: Connection, id: RequestId): Folded;
  /** What was read, or is on disk by now: whoever rolls a change back keeps nothing of it. */
  keep(id: RequestId, folded: Folded): void;
}

/** A stream this long, or for so many people, is worth keeping. */
const worthKeeping = 200;
/** So many are kept, and of them as many as have so many rows and people together; the newest always. */
const bounds = { streams: 32, weight: 100_000 } as const;

export function foldedStreams(rows: Rows): FoldedStreams {
  const kept = new Map<RequestId, Folded>();

  const onward = (db: Connection, id: RequestId, from: Folded): Folded | undefined => {
    if (from.mark === undefined) return undefined;
    const later = rows.after(db, id, from.mark);
    if (later === undefined) return undefined;
    return { request: follow(id, from.request, later.events), mark: later.mark };
  };

  return {
    read: (db, id) => {
      const known = kept.get(id);
      const newest = known === undefined ? undefined : onward(db, id, known);
      if (newest !== undefined) return newest;
      kept.delete(id);
      const { events, mark } = rows.all(db, id);
      return { request: follow(id, undefined, events), mark };
    },
    keep: (id, folded) => {
      const versionBefore = kept.get(id)?.mark?.version ?? 0;
      if (weightOf(folded) < worthKeeping || (folded.mark?.version ?? 0) < versionBefore) return;
      kept.delete(id);
      kept.set(id, folded);
      forgetOldest(kept);
    },
  };
}

function forgetOldest(kept: Map<RequestId, Folded>): void {
  let weight = [...kept.values()].reduce((sum, folded) => sum + weightOf(folded), 0);
  for (const [id, folded] of kept) {
    if (kept.size === 1 || (kept.size <= bounds.streams && weight <= bounds.weight)) return;
    kept.delete(id);
    weight -= weightOf(folded);
  }
}

function weightOf({ request, mark }: Folded): number {
  return request === undefined ? 0 : request.targets.length + (mark?.version ?? 0);
}
