import type { Journal } from '../../core/journal';
import type { Meters } from '../../core/meters';
import type { RequestId } from '../../core/ids';
import type { RequestLog } from '../../core/ports';
import type { Event } from '../../core/request/events';
import type { Request } from '../../core/request/state';

/** The same record, with every event counted and logged once it is on it. */
export function watchedRecord(
  log: RequestLog,
  { meters, journal }: { readonly meters: Meters; readonly journal: Journal },
): RequestLog {
  const tell = (id: RequestId, event: Event, request: Request | undefined): void => {
    const clientRequestId = event.type === 'attempted' ? event.clientRequestId : undefined;
    journal.note('recorded', { request: id, event: event.type, clientRequestId });
    meters.recorded(event, request);
  };
  // What is on record stays so, whether or not it can be counted.
  const timed = async (id: RequestId, events: readonly Event[]): Promise<Request | undefined> =>
    events.some(({ type }) => type === 'attempted' || type === 'settled')
      ? log.load(id).catch(() => undefined)
      : undefined;
  return {
    ...log,
    append: async (id, expected, events) => {
      const appended = await log.append(id, expected, events);
      if (appended !== 'appended') return appended;
      const request = await timed(id, events);
      for (const event of events) tell(id, event, request);
      return appended;
    },
  };
}
