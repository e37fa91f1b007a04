/** A source of chance that gives the same for the same seed, everywhere (mulberry32). */
export interface Chance {
  /** A whole number from 0 up to, and without, `below`. */
  upTo(below: number): number;
  of<Thing>(things: readonly Thing[]): Thing;
}

/** Each case has a source of its own, so that any one can be done again without those before it. */
export function chanceOf(seed: number, index: number): Chance {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (below: number): number => Math.floor(next() * below);
  return {
    upTo,
    of: (things) => {
      const thing = things[upTo(things.length)];
      if (thing === undefined) throw new Error('chance was given nothing to choose from');
      return thing;
    },
  };
}
