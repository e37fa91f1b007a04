/** One comparison; several are joined by `or`. */
interface Clause {
  readonly property: string;
  /** True for `property/any(x:x eq '…')`. */
  readonly any: boolean;
  readonly value: string;
}

type ParsedFilter =
  | { readonly ok: true; readonly clauses: readonly Clause[] }
  /** `unsupported` is OData Graph would understand but this tenant does not offer; `invalid` is not OData. */
  | { readonly ok: false; readonly why: 'unsupported' | 'invalid' };

const clause =
  /\s*(?:(\w+)\s+eq\s+(?:'((?:[^']|'')*)'|(true|false)\b)|(\w+)\/any\(\s*(\w+)\s*:\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*\))\s*/iy;
const or = /or\s+/iy;

/** Reads `name eq 'value'`, `name eq true` and `name/any(x:x eq 'value')` joined by `or`; a quote inside a value is doubled. */
export function parseFilter(text: string): ParsedFilter {
  const clauses: Clause[] = [];
  let position = 0;
  for (;;) {
    clause.lastIndex = position;
    const found = clause.exec(text);
    if (!found) return { ok: false, why: looksLikeOData(text) ? 'unsupported' : 'invalid' };
    const [, name, value, flag, collection, bound, used, anyValue] = found;
    if (bound !== used) return { ok: false, why: 'invalid' };
    clauses.push({
      property: name ?? collection ?? '',
      any: collection !== undefined,
      value: (value ?? flag ?? anyValue ?? '').replaceAll("''", "'"),
    });
    position = clause.lastIndex;
    if (position === text.length) return { ok: true, clauses };
    or.lastIndex = position;
    if (!or.test(text)) return { ok: false, why: looksLikeOData(text) ? 'unsupported' : 'invalid' };
    position = or.lastIndex;
  }
}

/** Balanced quotes and an operator or function: then the trouble is what is asked, not how it is written. */
function looksLikeOData(text: string): boolean {
  const unquoted = text.replaceAll(/'(?:[^']|'')*'/g, '_');
  return (
    !unquoted.includes("'") &&
    /\b(eq|ne|gt|ge|lt|le|and|not|in|startswith|endswith|any|all)\b/i.test(unquoted)
  );
}

/** What a property of a thing can be compared with: one text, or several for a collection. */
export type Readers<Thing> = Readonly<
  Record<string, (thing: Thing) => string | null | readonly (string | null)[]>
>;

/** Things to filter; a table finds them by one property without going through them all. */
export interface Things<Thing> {
  values(): Iterable<Thing>;
  by?(name: string, read: Readers<Thing>[string], text: string): readonly Thing[];
}

/** All that can meet the clauses, and perhaps others. */
export function candidates<Thing>(
  things: Things<Thing>,
  clauses: readonly Clause[],
  readers: Readers<Thing>,
): Iterable<Thing> {
  const [only, ...others] = clauses;
  if (only === undefined || others.length > 0) return things.values();
  const read = readerOf(readers, only.property);
  return (read && things.by?.(only.property.toLowerCase(), read, only.value)) ?? things.values();
}

function readerOf<Thing>(readers: Readers<Thing>, property: string): Readers<Thing>[string] | undefined {
  const name = Object.keys(readers).find((known) => known.toLowerCase() === property.toLowerCase());
  return name === undefined ? undefined : readers[name];
}

/** Whether a thing meets one of the clauses, in any letter case; undefined when a clause names what cannot be filtered. */
export function filterBy<Thing>(
  clauses: readonly Clause[],
  readers: Readers<Thing>,
): ((thing: Thing) => boolean) | undefined {
  const tests: ((thing: Thing) => boolean)[] = [];
  for (const { property, any, value } of clauses) {
    const read = readerOf(readers, property);
    if (!read) return undefined;
    const wanted = value.toLowerCase();
    tests.push((thing) => {
      const held = read(thing);
      if (Array.isArray(held) !== any) return false;
      return [held].flat().some((one) => one?.toLowerCase() === wanted);
    });
  }
  return (thing) => tests.some((test) => test(thing));
}
