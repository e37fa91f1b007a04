import { defaultLimits, type Limits } from '../../src/core/request/next';
import type { StoreFault } from '../../src/playground/disturbed/store';
import type { Wiring } from '../../src/playground/wiring';
import type { Bot } from './bots';
import type { Dice } from './dice';
import type { Town } from './town';

/** The bots of one run, on one record: whichever dies is started again, as a platform does. */
export interface Crew {
  /** A living one, as soon as there is one. */
  any(): Promise<Bot>;
  /** `kill -9` for the first that lives. */
  kill(): Promise<void>;
  /** Sets the clock of every bot, also of those that start later. */
  step(ms: number): void;
  /** Makes the record of every bot fail that lives now. */
  disturb(fault: StoreFault): void;
  /** Their records work again. */
  calm(): void;
  /** How many died before they were asked to. */
  readonly deaths: () => number;
  close(): Promise<void>;
}

/** So short that a minute is long: what takes minutes in life takes seconds in a run. */
const limits: Limits = { ...defaultLimits, deadlineMs: 120_000, proofMs: 20_000, resendMs: 5_000 };

/** The faults given here are those of every bot in its first life. */
export async function gather(
  town: Town,
  wiring: Wiring,
  size: number,
  dice: Dice,
  faults: readonly StoreFault[],
): Promise<Crew> {
  const { stable, time } = town;
  const berths: (Bot | undefined)[] = [];
  const boarding = new Set<Promise<void>>();
  let ahead = 0;
  let deaths = 0;
  let closing = false;

  const board = async (berth: number, with_: readonly StoreFault[]): Promise<void> => {
    const bot = await stable.start({ wiring, time, ahead, limits, faults: with_ });
    berths[berth] = bot;
    if (closing) await bot.kill();
    const gone = bot.gone.then(async () => {
      if (closing) return;
      deaths += 1;
      berths[berth] = undefined;
      await pause(dice.below(300));
      if (closing as boolean) return;
      // One that cannot start ends by itself, and is tried again.
      await board(berth, []).catch(() => undefined);
    });
    boarding.add(gone);
    void gone.finally(() => boarding.delete(gone));
  };

  // One after the other: the first makes the record.
  for (let berth = 0; berth < size; berth += 1) await board(berth, faults);
  const living = (): Bot[] => berths.filter((bot): bot is Bot => bot?.alive() === true);
  return {
    any: async () => {
      for (;;) {
        const bots = living();
        if (bots.length > 0) return dice.pick(bots);
        if (closing) throw new Error('the run is over');
        await pause(20);
      }
    },
    kill: async () => {
      await living()[0]?.kill();
    },
    step: (ms) => {
      ahead += ms;
      for (const bot of living()) bot.tell({ step: ms });
    },
    disturb: (fault) => {
      for (const bot of living()) bot.tell({ fault });
    },
    calm: () => {
      for (const bot of living()) bot.tell('calm');
    },
    deaths: () => deaths,
    close: async () => {
      closing = true;
      for (const bot of berths) await bot?.kill();
      await Promise.all(boarding);
    },
  };
}

/** Teams gives up on a bot after 15 s, and so do people here. Rejects when it takes longer. */
export async function soon<T>(work: Promise<T>, longestMs = 15_000): Promise<T> {
  const patience = new AbortController();
  const tooLate = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`nothing came of it in ${longestMs} ms`));
    }, longestMs);
    patience.signal.addEventListener('abort', () => {
      clearTimeout(timer);
    });
  });
  return Promise.race([work, tooLate]).finally(() => {
    patience.abort();
  });
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
