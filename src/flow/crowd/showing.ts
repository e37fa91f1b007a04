import type { Means } from '../means';

/** Teams takes 60 messages of one conversation in half a minute: a card that counts leaves room for others. */
const everyMs = 2_200;

/** When the card of a request that goes on and on is brought up to date. */
export interface Showing {
  /** Something came on record. */
  wrote(): void;
  /** When it is next due, if there is anything to show; shows it when that is now. */
  soon(): Date | undefined;
  /** Shows what was not shown yet. */
  last(): void;
}

export function showing({ clock }: Pick<Means, 'clock'>, bring: () => void): Showing {
  let shownAt = 0;
  let isBehind = false;
  const show = (): void => {
    isBehind = false;
    shownAt = clock.now().getTime();
    bring();
  };
  const isDue = (): boolean => Math.abs(clock.now().getTime() - shownAt) >= everyMs;
  return {
    wrote: () => {
      isBehind = true;
      if (isDue()) show();
    },
    soon: () => {
      if (isBehind && isDue()) show();
      return isBehind ? new Date(shownAt + everyMs) : undefined;
    },
    last: () => {
      if (isBehind) show();
    },
  };
}
