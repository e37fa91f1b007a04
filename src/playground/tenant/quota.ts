/** How many writes one application may send in a window; Graph's own figures are 3,000 in 150 seconds. */
export interface WriteQuota {
  readonly writes: number;
  readonly seconds: number;
}

export const graphWriteQuota: WriteQuota = { writes: 3_000, seconds: 150 };

export interface QuotaMeter {
  /** Seconds to wait when the quota is used up; otherwise counts one write. */
  spend(quota: WriteQuota, now: Date): number | undefined;
  /** What an answer says about the quota: nothing until more than four fifths of it are used, as Graph does. */
  headers(quota: WriteQuota, now: Date): Record<string, string>;
}

const muchUsed = 0.8;

/** A sliding window: a refused write is not counted, so waiting as told is always enough. */
export function quotaMeter(): QuotaMeter {
  /** Moments of writes, oldest first; those before `from` count no more. */
  let spent: number[] = [];
  let from = 0;
  const used = (quota: WriteQuota, now: Date): number => {
    const windowStart = now.getTime() - quota.seconds * 1_000;
    while (from < spent.length && (spent[from] ?? 0) <= windowStart) from += 1;
    if (from > 10_000) {
      spent = spent.slice(from);
      from = 0;
    }
    return spent.length - from;
  };
  return {
    spend(quota, now) {
      const count = used(quota, now);
      const oldest = spent[from];
      if (count >= quota.writes && oldest !== undefined) {
        return Math.max(1, Math.ceil((oldest + quota.seconds * 1_000 - now.getTime()) / 1_000));
      }
      spent.push(now.getTime());
      return undefined;
    },
    headers(quota, now) {
      const share = used(quota, now) / quota.writes;
      return share > muchUsed ? { 'x-ms-throttle-limit-percentage': share.toFixed(2) } : {};
    },
  };
}
