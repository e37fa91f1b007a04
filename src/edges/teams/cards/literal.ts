/** Control characters, bidirectional overrides and invisible ones: they can fake a line or reverse an address. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu;

/**
 * Text from people, as one line that shows what it is: invisible characters become spaces, the length is capped, and
 * the card date macros `{{DATE(…)}}` are broken up. Use it only where Markdown is not read (`TextRun`).
 */
export function literal(text: string, most = 300): string {
  const line = text.toWellFormed().replace(unseen, ' ').replaceAll('{{', '{ {').replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).toWellFormed()}…`;
}

/** The same for the few places where Teams reads Markdown and HTML in spite of all: plain words stay, marks go. */
export function unmarked(text: string): string {
  return literal(text, 1_000).replace(/[\\`*_[\]<>~|#]/g, (mark) => `\\${mark}`);
}
