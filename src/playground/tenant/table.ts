/** What somebody can be looked up by: one text, or several. */
type Read<Thing> = (thing: Thing) => string | null | readonly (string | null)[];

/**
 * Things by their ids, in the order they came, and by anything else that can be read from them. What was worked out for that is
 * forgotten when something changes, so a tenant of ten thousand is not gone through at every look-up.
 */
export class Table<Thing extends { readonly id: string }> extends Map<string, Thing> {
  readonly #indexes = new Map<string, ReadonlyMap<string, readonly Thing[]>>();

  static of<Thing extends { readonly id: string }>(things: readonly Thing[]): Table<Thing> {
    const table = new Table<Thing>();
    for (const thing of things) table.set(thing.id, thing);
    return table;
  }

  override set(id: string, thing: Thing): this {
    this.#indexes.clear();
    return super.set(id, thing);
  }

  override delete(id: string): boolean {
    this.#indexes.clear();
    return super.delete(id);
  }

  /** Those from whom this text, in any letter case, is read; `name` stands for what is read. */
  by(name: string, read: Read<Thing>, text: string): readonly Thing[] {
    let index = this.#indexes.get(name);
    if (index === undefined) {
      index = this.#indexed(read);
      this.#indexes.set(name, index);
    }
    return index.get(text.toLowerCase()) ?? [];
  }

  #indexed(read: Read<Thing>): ReadonlyMap<string, readonly Thing[]> {
    const index = new Map<string, Thing[]>();
    for (const thing of this.values()) {
      for (const text of new Set([read(thing)].flat().map((one) => one?.toLowerCase()))) {
        if (text === undefined) continue;
        const known = index.get(text);
        if (known === undefined) index.set(text, [thing]);
        else known.push(thing);
      }
    }
    return index;
  }
}
