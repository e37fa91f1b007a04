/** At most `longest` UTF-16 units of a text, an ellipsis included where it was cut; never half a character. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text.toWellFormed();
  const kept = text.slice(0, longest - 1);
  const splits = /[\ud800-\udbff]$/.test(kept);
  return `${(splits ? kept.slice(0, -1) : kept).toWellFormed()}…`;
}

/**
 * Longest reason and typed command on record. A UTF-16 unit takes three bytes of UTF-8 at most, so on disk they stay well
 * under 4,096 bytes.
 */
export const longestReason = 1_000;
