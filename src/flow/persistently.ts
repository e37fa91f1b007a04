import { ConversationGone } from '../core/fault';
import type { Means } from './means';

/** With the pauses between them, about three minutes: whoever has not been told by then looks at the card. */
const tries = 9;

/**
 * Does something that nothing on record would remind of: again and again while it fails, and not for ever. Throws what it
 * failed with last; at once when it never will work, or when Evict is stopping.
 */
export async function persistently<T>(means: Means, work: () => Promise<T>): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof ConversationGone || failures === tries || means.stopping.aborted) throw cause;
      await means.clock.sleep(backOffMs(failures), means.stopping);
    }
  }
}

/** 5, 10, 20, 30 s: so that a Teams in trouble is not hammered, and everything is right within a minute after it recovers. */
export function backOffMs(failures: number): number {
  return Math.min(5 * 2 ** (failures - 1), 30) * 1_000;
}
