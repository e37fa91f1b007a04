import type { Event } from '../../core/request/events';
import { follow, type Request } from '../../core/request/state';
import type { Means } from '../means';
import { load } from '../records';

/** The one who writes for everything that goes on at once for a request, and knows its newest state. */
export interface Pen {
  /** As far as is known here; whoever else writes is noticed by the next append. */
  newest(): Request;
  /**
   * Decides on the newest state, and resolves with what is on record of it. Somebody else wrote meanwhile: decides anew. What
   * several ask for at the same moment goes on record together.
   */
  write(decide: (request: Request) => readonly Event[]): Promise<readonly Event[]>;
  /** Reads what others wrote. */
  refresh(): Promise<void>;
}

interface Wish {
  readonly decide: (request: Request) => readonly Event[];
  readonly done: (events: readonly Event[]) => void;
  readonly failed: (cause: unknown) => void;
}

/** @param wrote called when something came on record here */
export function openPen(means: Means, opened: Request, wrote: () => void): Pen {
  let request = opened;
  let wishes: Wish[] = [];
  let isWriting = false;

  const refresh = async (): Promise<void> => {
    const newest = await load(means, request.id);
    if (newest !== undefined && newest.version > request.version) request = newest;
  };

  const commit = async (together: readonly Wish[]): Promise<readonly (readonly Event[])[]> => {
    for (;;) {
      const { decided, after } = decideAll(together, request);
      const events = decided.flat();
      if (events.length === 0) return decided;
      if ((await means.log.append(request.id, request.version, events)) === 'appended') {
        request = after;
        wrote();
        return decided;
      }
      await refresh();
    }
  };

  const writeAll = async (): Promise<void> => {
    if (isWriting) return;
    isWriting = true;
    while (wishes.length > 0) {
      const together = wishes;
      wishes = [];
      try {
        const decided = await commit(together);
        for (const [index, { done }] of together.entries()) done(decided[index] ?? []);
      } catch (cause) {
        for (const { failed } of together) failed(cause);
      }
    }
    isWriting = false;
  };

  return {
    newest: () => request,
    refresh,
    write: (decide) =>
      new Promise((done, failed) => {
        wishes.push({ decide, done, failed });
        void writeAll();
      }),
  };
}

/** Each on what the one before it leaves. */
function decideAll(
  together: readonly Wish[],
  request: Request,
): { readonly decided: readonly (readonly Event[])[]; readonly after: Request } {
  let after = request;
  const decided = together.map(({ decide }) => {
    const events = decide(after);
    after = follow(after.id, after, events) ?? after;
    return events;
  });
  return { decided, after };
}
