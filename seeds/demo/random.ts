/** A small seeded generator: the demo is the same everywhere, and no demo value is anybody's. */
export interface Random {
  /** A whole number from 0 below `n`. */
  below(n: number): number;
  pick<T>(items: readonly T[]): T;
  /** True with the given chance in percent. */
  chance(percent: number): boolean;
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (n: number): number => next() % n;
  return {
    below,
    pick: <T>(items: readonly T[]): T => {
      const picked = items[below(items.length)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    chance: (percent) => below(100) < percent,
  };
}
