import type { PersonId } from '../core/ids';
import type { Journal } from '../core/journal';
import type { Meters } from '../core/meters';
import type { Policy } from '../core/policy';
import type {
  Clock,
  Directory,
  Files,
  Ids,
  Notices,
  OnCall,
  Places,
  RequestLog,
  Roster,
  Sessions,
} from '../core/ports';
import type { Limits } from '../core/request/next';
import type { Floods } from './floods';

/** Everything a step may use; all but `floods` the edges fill in once, at the start. */
export interface Means {
  readonly directory: Directory;
  readonly sessions: Sessions;
  readonly log: RequestLog;
  readonly places: Places;
  readonly onCall: OnCall;
  readonly notices: Notices;
  readonly roster: Roster;
  readonly files: Files;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly journal: Journal;
  readonly meters: Meters;
  readonly policy: Policy;
  readonly limits: Limits;
  readonly floods: Floods;
  /** Aborted when the process is asked to stop: nothing new is begun, and waits end at once. */
  readonly stopping: AbortSignal;
}

/** What the edges fill in. */
export type Edges = Omit<Means, 'floods'>;

/** Who typed or pressed, as the authenticated activity says. */
export interface Caller {
  /** The Entra object id; absent for anonymous and external participants. */
  readonly id?: PersonId;
  /** For reading only. */
  readonly name: string;
}

/** Asked again after every wait: it may have come meanwhile. */
export function isStopping({ stopping }: Pick<Means, 'stopping'>): boolean {
  return stopping.aborted;
}
