import type { OnCall, Places, RequestLog } from '../../src/core/ports';

export type Log = RequestLog & Places & { readonly onCall: OnCall };

/** One record, however many times it is opened: each `open` is another process's view of the same. */
export interface LogSource {
  open(): Log;
  remove(): void;
}
