import { randomOf } from '../support/random';

/** Choices that are the same for the same seed. */
export interface Dice {
  /** A whole number from 0 up to, but not, `sides`. */
  below(sides: number): number;
  /** Whether something with this probability happens. */
  chance(share: number): boolean;
  pick<Thing>(things: readonly Thing[]): Thing;
}

export function diceOf(seed: number): Dice {
  const random = randomOf(seed);
  const below = (sides: number): number => Math.floor(random() * sides);
  return {
    below,
    chance: (share) => random() < share,
    pick: (things) => {
      const thing = things[below(things.length)];
      if (thing === undefined) throw new Error('nothing to pick from');
      return thing;
    },
  };
}
