import type { Clock } from '../../core/ports';

/**
 * What `load` reads, no older than `forMs` for whoever asks, counted from the moment the reading began. Who asks while it
 * is being read waits for the same reading. A fault is kept for nobody else.
 */
export function kept<T>(clock: Clock, forMs: number, load: () => Promise<T>): () => Promise<T> {
  let last: { readonly begun: number; readonly value: Promise<T> } | undefined;
  return () => {
    const now = clock.now().getTime();
    // One that began later than now is of unknown age: the clock was put back.
    if (last !== undefined && last.begun <= now && now - last.begun <= forMs) return last.value;
    const mine = { begun: now, value: load() };
    last = mine;
    mine.value.catch(() => {
      if (last === mine) last = undefined;
    });
    return mine.value;
  };
}
