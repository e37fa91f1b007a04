import type { Outcome } from './events';
import type { Request } from './state';

/** How far a request for several people has come. */
export interface Tally {
  readonly all: number;
  /** With an attempt on record. */
  readonly sent: number;
  readonly ended: Readonly<Record<Outcome['kind'], number>>;
}

export function tallyOf({ runs }: Pick<Request, 'runs'>): Tally {
  const ended = { verified: 0, unverified: 0, failed: 0, skipped: 0 };
  let all = 0;
  let sent = 0;
  for (const { attempts, outcome } of runs) {
    all += 1;
    if (attempts.length > 0) sent += 1;
    if (outcome !== undefined) ended[outcome.kind] += 1;
  }
  return { all, sent, ended };
}

export function endedIn({ ended }: Tally): number {
  return ended.verified + ended.unverified + ended.failed + ended.skipped;
}

/** Graph's write quota for one app and tenant (Microsoft Learn, "Microsoft Graph throttling limits"), less some for others. */
const quota = { writes: 2_900, windowMs: 150_000 } as const;

/** Reading back usually proves it in this time. */
const proofMs = 5_000;

export interface Estimate {
  /** The newest moment on record: it is counted from there. ISO 8601. */
  readonly at: string;
  readonly leftMs: number;
}

/**
 * How much longer it will take, from the record alone: at the pace so far, and never faster than Graph's write quota lets
 * it. Undefined as long as there is no pace to see.
 */
export function estimate({ runs, halt }: Pick<Request, 'runs' | 'halt'>): Estimate | undefined {
  const sent = runs
    .flatMap(({ attempts: [first] }) => (first === undefined ? [] : [Date.parse(first.at)]))
    .sort((a, b) => a - b);
  const [begun] = sent;
  const last = sent.at(-1);
  if (begun === undefined || last === undefined || last === begun || halt !== undefined) return undefined;
  const left = runs.filter(({ attempts, outcome }) => attempts.length === 0 && outcome === undefined).length;
  const inWindow = sent.filter((time) => time > last - quota.windowMs).length;
  const atPace = (left * (last - begun)) / sent.length;
  const beyond = Math.max(0, left - Math.max(0, quota.writes - inWindow));
  const byQuota = (beyond * quota.windowMs) / quota.writes;
  return { at: new Date(last).toISOString(), leftMs: Math.max(atPace, byQuota) + proofMs };
}
