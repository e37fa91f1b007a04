const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `14:03:07 UTC on 21 Nov 2026`: people in several time zones read the same card. */
export function time(iso: string): string {
  const parts = Object.fromEntries(
    format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  );
  const { hour, minute, second, day, month, year } = parts as Record<string, string>;
  return `${hour ?? ''}:${minute ?? ''}:${second ?? ''} UTC on ${day ?? ''} ${month ?? ''} ${year ?? ''}`;
}
