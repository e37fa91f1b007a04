import type { Policy } from './policy';
import type { Refusal } from './refusal';

/** Requests that wait for their decision now: of one person, and in all. Nobody's own sessions are among them. */
export interface Waiting {
  readonly theirs: number;
  readonly all: number;
}

/**
 * Why this person may not open one more request, if so. When as many wait as may wait in all, everybody may still have one:
 * whoever fills the house must not be able to keep somebody else's emergency out.
 */
export function tooManyOpen(policy: Policy, { theirs, all }: Waiting): Refusal | undefined {
  const { openPerPerson, openInAll } = policy;
  if (theirs >= openPerPerson) return { kind: 'too-many-open', whose: 'yours', most: openPerPerson };
  if (all >= openInAll && theirs > 0) return { kind: 'too-many-open', whose: 'everybody', most: openInAll };
  return undefined;
}

/** The window in which messages and presses are counted, in milliseconds. */
export const minuteMs = 60_000;

/** What is left for everybody when the house is full, and for all together whom Teams does not name. */
const few = 5;

/** How many messages a minute are read from one sender, while so many of everybody's were read in the last one. */
export function messagesRead(policy: Policy, { named, all }: { named: boolean; all: number }): number {
  const { commandsPerMinute, commandsPerMinuteInAll } = policy;
  return named && all < commandsPerMinuteInAll ? commandsPerMinute : Math.min(few, commandsPerMinute);
}

/**
 * Those of these moments that lie in the window that ends now. One that lies ahead is left out: the clock was put back, and
 * nobody should have to wait for it to get there again.
 */
export function within(times: readonly number[], ms: number, now: number): readonly number[] {
  return times.filter((time) => time <= now && now - time < ms);
}

/** Refused asks of one kind by one person that go on record within `windowMs`; the last of them says that it is. */
export const recordedAsks = { most: 20, windowMs: 60 * minuteMs } as const;

/** Refused presses that go on the record of one request: of one kind by one person, and altogether. */
export const recordedPresses = { ofAKind: 5, inAll: 500 } as const;

/** How often one person may add a reason or a ticket to one open request. */
export const mostSupports = 5;
