import type { Means } from './means';

/** What goes on in the background after its answer. */
export interface Working {
  /** Work that a later look at the record repeats; a failure is logged. */
  later(work: Promise<unknown>): void;
  /** The same, unless work of this name is already under way. */
  once(name: string, work: () => Promise<unknown>): void;
  /** Work whose failure is somebody else's to log. */
  track(work: Promise<unknown>): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export function createWorking(means: Means): Working {
  const working = new Set<Promise<unknown>>();
  const named = new Set<string>();

  const track = (work: Promise<unknown>): void => {
    const safe = work.catch(() => undefined);
    working.add(safe);
    void safe.finally(() => working.delete(safe));
  };
  const later = (work: Promise<unknown>): void => {
    track(
      work.catch((cause: unknown) => {
        means.journal.note('work on a card failed and is tried again', { cause });
      }),
    );
  };
  return {
    later,
    track,
    once: (name, work) => {
      if (named.has(name)) return;
      named.add(name);
      later(work().finally(() => named.delete(name)));
    },
    idle: async () => {
      while (working.size > 0) await Promise.all(working);
    },
  };
}
