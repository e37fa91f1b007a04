/** A word of the typed text, with its place, so that a reason can be cut out exactly as it was written. */
export interface Word {
  readonly text: string;
  readonly start: number;
  /** The first of its line. */
  readonly opens?: true;
}

/** What people's keyboards make of ordinary characters: non-breaking spaces, typographic quotes and dashes. */
export function plain(text: string): string {
  return text
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019\u201a\u201b\u2039\u203a]/g, "'")
    .replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"');
}

const blanks = /\s+/y;
/** The mark of a mention, a comma or semicolon, or whatever else stands together. */
const piece = /\ue000\d{1,5}\ue000|[,;]|[^\s,;\ue000]+|\ue000/y;

/**
 * Words between white space; a comma or semicolon is a word of its own, and so is what stands between quotation marks
 * on one line. One pass, so linear in the length.
 */
export function wordsOf(text: string): readonly Word[] {
  const closing = quotations(text);
  const words: Word[] = [];
  let opens = false;
  for (let start = 0; start < text.length;) {
    blanks.lastIndex = start;
    const gap = blanks.exec(text)?.[0];
    if (gap !== undefined) {
      opens ||= /[\n\r\u2028\u2029]/.test(gap);
      start += gap.length;
      continue;
    }
    piece.lastIndex = start;
    const word = text.slice(start, closing(start) ?? start + (piece.exec(text)?.[0].length ?? 1));
    words.push(opens ? { text: word, start, opens } : { text: word, start });
    opens = false;
    start += word.length;
  }
  return words;
}

/** Where the quotation that begins at a place ends: behind the first such mark on its line that ends a word. */
function quotations(text: string): (start: number) => number | undefined {
  // Where none was found once, none is found later on that line either: without this, many openings would be quadratic.
  const hopeless: Record<string, number> = {};
  return (start) => {
    const quote = text[start] ?? '';
    if ((quote !== '"' && quote !== "'") || start < (hopeless[quote] ?? 0)) return undefined;
    for (let at = start + 1; at < text.length; at += 1) {
      const here = text[at];
      if (here === quote && /^[\s,;.!?:<)|]?$/.test(text[at + 1] ?? '')) return at + 1;
      if (here === '\n') {
        hopeless[quote] = at;
        return undefined;
      }
    }
    hopeless[quote] = text.length;
    return undefined;
  };
}

/** At most 100 characters of what was typed, for saying what was not understood. */
export function excerpt(text: string): string {
  const short = text.trim().slice(0, 100);
  return short.length < text.trim().length ? `${short}…` : short;
}
