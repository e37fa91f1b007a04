import type { Hurry } from '../../core/ports';

/** Writes that Graph takes in any stretch of time. */
export interface WriteQuota {
  readonly writes: number;
  readonly windowMs: number;
  /** Of these, so many are left alone by whoever works through a crowd that goes on after them. */
  readonly keptForFirst: number;
}

/**
 * 3,000 writes in 150 s for one application in one tenant (Microsoft Learn, "Microsoft Graph service-specific throttling
 * limits"). Graph counts a write when it arrives, Evict when it may leave: the three seconds are for writes that were
 * long on their way and therefore count for longer there than here.
 */
export const graphWrites: WriteQuota = { writes: 3_000, windowMs: 153_000, keptForFirst: 100 };

export interface Turn {
  readonly count: number;
  readonly hurry: Hurry;
}

/** What was sent lately, and what Graph said to it. Times are milliseconds. */
export interface Spent {
  /** Oldest first. */
  readonly turns: readonly (Turn & { readonly at: number })[];
  /** Graph refused a write, and wants to be left alone until then. */
  readonly closedUntil: number;
  /** How much of its limit Graph says is used, where it says so: 1 is all of it. */
  readonly used?: number;
}

export const nothingSpent: Spent = { turns: [], closedUntil: Number.NEGATIVE_INFINITY };

/**
 * How long this turn has to wait, in milliseconds; 0: it may go now. Nobody is let past the quota. Only a crowd heeds what
 * Graph said to others: the one write that a person waits for has its own answer to go by.
 */
export function waitFor(spent: Spent, turn: Turn, now: number, quota: WriteQuota): number {
  const room = windowWait(spent, turn, now, quota);
  if (turn.hurry === 'first') return room;
  return Math.max(room, closedWait(spent, now, quota), paceWait(spent, now, quota));
}

export function spend(spent: Spent, turn: Turn, now: number, quota: WriteQuota): Spent {
  return { ...spent, turns: [...recent(spent, now, quota), { ...turn, at: now }] };
}

/** What answers to writes say about the quota: that it is used up, and until when, or how much of it is used. */
export interface Heard {
  readonly retryAfterMs?: number | undefined;
  readonly used?: number | undefined;
}

export function hear(spent: Spent, { retryAfterMs, used }: Heard, now: number, quota: WriteQuota): Spent {
  // After one whole window everything spent before is forgotten: nobody has to be left alone for longer.
  const closed = retryAfterMs === undefined ? undefined : now + Math.min(retryAfterMs, quota.windowMs);
  return {
    turns: spent.turns,
    closedUntil: Math.max(spent.closedUntil, closed ?? spent.closedUntil),
    ...(used === undefined ? {} : { used }),
  };
}

/** Turns that still count. One that lies ahead does not: the clock was put back. */
function recent({ turns }: Spent, now: number, quota: WriteQuota): Spent['turns'] {
  return turns.filter(({ at }) => at <= now && now - at < quota.windowMs);
}

function windowWait(spent: Spent, { count, hurry }: Turn, now: number, quota: WriteQuota): number {
  const most = hurry === 'behind' ? quota.writes - quota.keptForFirst : quota.writes;
  // Who wants more than there is waits for all of it.
  const mayBeUsed = Math.max(0, most - count);
  const turns = recent(spent, now, quota);
  let used = turns.reduce((sum, turn) => sum + turn.count, 0);
  let wait = 0;
  for (const turn of turns) {
    if (used <= mayBeUsed) return wait;
    used -= turn.count;
    wait = turn.at + quota.windowMs - now;
  }
  return wait;
}

function closedWait({ closedUntil }: Spent, now: number, { windowMs }: WriteQuota): number {
  const wait = closedUntil - now;
  return wait > 0 && wait <= windowMs ? wait : 0;
}

/** From here on Graph tells how much is used (Microsoft Learn: `x-ms-throttle-limit-percentage`, 0.8 to 1.8). */
const muchUsed = 0.8;

/**
 * Slower the closer it is to the limit: at 0.8 as fast as can be, at 1 exactly as fast as the quota comes back, beyond it
 * slower than that.
 */
function paceWait({ turns, used = 0 }: Spent, now: number, quota: WriteQuota): number {
  const last = turns.findLast(({ hurry }) => hurry !== 'first');
  if (last === undefined || last.at > now || used <= muchUsed) return 0;
  const perWriteMs = (quota.windowMs / quota.writes) * ((used - muchUsed) / (1 - muchUsed));
  return Math.max(0, Math.ceil(last.at + last.count * perWriteMs - now));
}
