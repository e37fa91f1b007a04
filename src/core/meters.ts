import type { Event } from './request/events';
import type { Request } from './request/state';

/**
 * Counts and times for whoever runs Evict. Every label is a word of a closed list: never a name, an address or an id.
 * No method throws.
 */
export interface Meters {
  /** An event came on record, and this is its request from then on; refused asks have none. */
  recorded(event: Event, request: Request | undefined): void;
  /** Somebody pressed a button or typed a decision; `result` is `counted` or the kind of the refusal. */
  pressed(verb: string, result: string): void;
  /** The door let nobody in, for one of its reasons. */
  refusedAtTheDoor(reason: string): void;
  /**
   * One call to Microsoft Graph ended; `status` is its HTTP status or why there was none. One call of a batch took no time of
   * its own: it is counted, and the batch is timed.
   */
  askedGraph(operation: string, status: string, seconds: number | undefined): void;
}

/** For whoever does not count. */
export const noMeters: Meters = {
  recorded: () => undefined,
  pressed: () => undefined,
  refusedAtTheDoor: () => undefined,
  askedGraph: () => undefined,
};
