/** A word of the typed text, with its place, so that a reason can be cut out exactly as it was written. */
export interface Word {
  readonly text: string;
  readonly start: number;
}

/** What people's keyboards make of ordinary characters: non-breaking spaces, typographic quotes and dashes. */
export function plain(text: string): string {
  return text
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019\u201a\u201b]/g, "'")
    .replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"');
}

/** Words between white space; a comma or semicolon is a word of its own. One pass, so linear in the length. */
export function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/[,;]|[^\s,;]+/g)].map((found) => ({ text: found[0], start: found.index }));
}

/** At most 100 characters of what was typed, for saying what was not understood. */
export function excerpt(text: string): string {
  const short = text.trim().slice(0, 100);
  return short.length < text.trim().length ? `${short}…` : short;
}
