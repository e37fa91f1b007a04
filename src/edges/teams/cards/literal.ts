/**
 * Control characters, bidirectional overrides and invisible ones, letters without a shape (DI) and the blank Braille
 * pattern included: they can fake a line, reverse an address or hide a name.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{DI}\u2800]+/gu;

/**
 * Text from people, as one line that shows what it is: invisible characters become spaces, the length is capped, the
 * card date macros `{{DATE(…)}}` are broken up, and what would show nothing is a dash. Use it only where Markdown is not
 * read (`TextRun`).
 */
export function literal(text: string, most = 300): string {
  const seen = text.toWellFormed().replace(unseen, ' ');
  const line = seen
    .replace(/\{(?=\{)/g, '{ ')
    .replace(/\s+/g, ' ')
    .trim();
  if (line === '') return '—';
  return line.length <= most ? line : `${line.slice(0, most - 1).toWellFormed()}…`;
}

/** The same for the few places where Teams reads Markdown and HTML in spite of all: plain words stay, marks go. */
export function unmarked(text: string): string {
  return literal(text, 1_000).replace(/[\\`*_[\]<>~|#]/g, (mark) => `\\${mark}`);
}
