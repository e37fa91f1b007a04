import type { PersonId } from '../../core/ids';
import type { Seen } from '../../core/request/crowd';
import type { Means } from '../means';
import type { Lanes } from './lanes';
import type { Pen } from './pen';
import type { Carriers } from './still';

/** One request for many while it is carried out here. */
export interface Crowd {
  readonly means: Means;
  readonly pen: Pen;
  readonly lanes: Lanes;
  readonly seen: Map<PersonId, Seen>;
  readonly carriers: () => Promise<Carriers>;
  /** Aborted when nothing is sent any more: Evict is stopping, the request was stopped, or its time is over. */
  readonly cut: AbortSignal;
}
