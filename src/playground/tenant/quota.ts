/** How many writes one application may send in a window; Graph's own figures are 3,000 in 150 seconds. */
export interface WriteQuota {
  readonly writes: number;
  readonly seconds: number;
}

export const graphWriteQuota: WriteQuota = { writes: 3_000, seconds: 150 };

export interface QuotaMeter {
  /** Seconds to wait when the quota is used up; otherwise counts one write. */
  spend(quota: WriteQuota, now: Date): number | undefined;
}

/** A sliding window: a refused write is not counted, so waiting as told is always enough. */
export function quotaMeter(): QuotaMeter {
  let spent: number[] = [];
  return {
    spend(quota, now) {
      const windowStart = now.getTime() - quota.seconds * 1_000;
      spent = spent.filter((moment) => moment > windowStart);
      const oldest = spent[0];
      if (spent.length >= quota.writes && oldest !== undefined) {
        return Math.max(1, Math.ceil((oldest - windowStart) / 1_000));
      }
      spent.push(now.getTime());
      return undefined;
    },
  };
}
