/** Seconds after the answer at which the timestamp is read: soon at first, then at a pace that costs little. */
const scheduleSeconds = [1, 2, 4, 8, 15, 30, 45, 60, 90, 120, 150];

/**
 * When to read next, given when the answer came and when the last reading was made (if any).
 * A process that starts late reads at once. Never later than `until`, so the last look is at the very end.
 */
export function nextReading(answeredAt: Date, lastRead: Date | undefined, until: Date, now: Date): Date {
  if (lastRead === undefined && now.getTime() > answeredAt.getTime() + 1_000) return now;
  const done = (lastRead ?? answeredAt).getTime();
  const due = scheduleSeconds.map((s) => answeredAt.getTime() + s * 1_000).find((time) => time > done);
  return new Date(Math.min(due ?? until.getTime(), until.getTime()));
}
