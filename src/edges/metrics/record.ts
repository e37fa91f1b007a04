import type { Journal } from '../../core/journal';
import type { Meters } from '../../core/meters';
import type { RequestId } from '../../core/ids';
import type { RequestLog } from '../../core/ports';
import type { Event } from '../../core/request/events';
import { fold } from '../../core/request/state';

/** The same record, with every event counted and logged once it is on it. */
export function watchedRecord(
  log: RequestLog,
  { meters, journal }: { readonly meters: Meters; readonly journal: Journal },
): RequestLog {
  const tell = async (id: RequestId, event: Event): Promise<void> => {
    const clientRequestId = event.type === 'attempted' ? event.clientRequestId : undefined;
    journal.note('recorded', { request: id, event: event.type, clientRequestId });
    const isTimed = event.type === 'attempted' || event.type === 'settled';
    // An event that is on record stays so, whether or not it can be counted.
    const events = isTimed ? await log.read(id).catch(() => []) : [];
    meters.recorded(event, fold(id, events));
  };
  return {
    ...log,
    append: async (id, expected, events) => {
      const appended = await log.append(id, expected, events);
      if (appended === 'appended') for (const event of events) await tell(id, event);
      return appended;
    },
  };
}
