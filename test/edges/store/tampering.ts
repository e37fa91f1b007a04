import { recordKeys, type RecordKey } from '../../../src/edges/store/keys';
import type { KnownHead } from '../../../src/edges/store/check';
import type { FoundRow } from '../../../src/edges/store/verify';
import { bytes, keyFrom, resealed, textColumns } from './sealed';

/** What somebody did to a record, and the first row that is bad because of it. */
export interface Tampered {
  readonly rows: readonly FoundRow[];
  /** The number of the first bad row: where it stands, or should stand. */
  readonly first: number;
  /** Only somebody who kept a head can see it. */
  readonly needsHead?: true;
}

/** Whole numbers below `below`. */
export type Random = (below: number) => number;

/** Numbers that look like chance, the same for the same seed. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export type Tampering = (rows: readonly FoundRow[], random: Random, keys: readonly RecordKey[]) => Tampered;

const [stranger] = recordKeys([keyFrom('somebody else')]);
const seqOf = (row: FoundRow | undefined): number => Number(row?.['seq']);
const hashOf = (row: FoundRow | undefined): string =>
  row === undefined ? '0'.repeat(64) : bytes(row, 'hash').toString();

/** A chain that is whole in itself, from this row on. */
function rewritten(rows: readonly FoundRow[], from: number, key: RecordKey): FoundRow[] {
  const made: FoundRow[] = rows.slice(0, from);
  for (const row of rows.slice(from))
    made.push(resealed(key, hashOf(made.at(-1)), row, BigInt(made.length + 1)));
  return made;
}

/** With other words in it. */
function lie(row: FoundRow): FoundRow {
  return {
    ...row,
    body: Buffer.from(bytes(row, 'body').toString().replace('Olga', 'Ivan').replace('at', 'ta')),
  };
}

export const tamperings: Readonly<Record<string, Tampering>> = {
  'a bit flipped in a text': (rows, random) => {
    const at = random(rows.length);
    const column = textColumns[random(textColumns.length)]!;
    const changed = bytes(rows[at]!, column);
    changed[random(changed.length)]! ^= 1 << random(8);
    return { rows: rows.with(at, { ...rows[at], [column]: changed }), first: at + 1 };
  },
  'a byte put in or taken out': (rows, random) => {
    const at = random(rows.length);
    const column = textColumns[random(textColumns.length)]!;
    const text = bytes(rows[at]!, column);
    const cut = random(text.length);
    const changed =
      random(2) === 0
        ? Buffer.concat([text.subarray(0, cut), text.subarray(cut + 1)])
        : Buffer.concat([text.subarray(0, cut), Buffer.from([random(256)]), text.subarray(cut)]);
    return { rows: rows.with(at, { ...rows[at], [column]: changed }), first: at + 1 };
  },
  'a text moved over the border of two columns': (rows, random) => {
    const at = random(rows.length);
    const row = rows[at]!;
    const [one, two] = [bytes(row, 'at'), bytes(row, 'type')];
    const by = 1 + random(two.length);
    const moved = { at: Buffer.concat([one, two.subarray(0, by)]), type: two.subarray(by) };
    return { rows: rows.with(at, { ...row, ...moved }), first: at + 1 };
  },
  'a bit flipped in a version': (rows, random) => {
    const at = random(rows.length);
    const version = BigInt.asIntN(64, (rows[at]!['version'] as bigint) ^ (1n << BigInt(random(64))));
    return { rows: rows.with(at, { ...rows[at], version }), first: at + 1 };
  },
  'a bit flipped in a number': (rows, random) => {
    const at = random(rows.length);
    const seq = BigInt.asIntN(64, (rows[at]!['seq'] as bigint) ^ (1n << BigInt(random(63))));
    return { rows: rows.with(at, { ...rows[at], seq }), first: at + 1 };
  },
  'a column emptied, or of another type': (rows, random) => {
    const at = random(rows.length);
    const column = [...textColumns, 'version'][random(7)]!;
    const value = [null, Buffer.alloc(0), 'text', 1.5][random(4)];
    return { rows: rows.with(at, { ...rows[at], [column]: value }), first: at + 1 };
  },
  'the first removed': (rows) => ({ rows: rows.slice(1), first: 1 }),
  'the first removed, and the others renumbered': (rows) => ({
    rows: rows.slice(1).map((row, index) => ({ ...row, seq: BigInt(index + 1) })),
    first: 1,
  }),
  'one in the middle removed': (rows, random) => {
    const at = 1 + random(rows.length - 2);
    return { rows: rows.toSpliced(at, 1), first: at + 1 };
  },
  'one in the middle removed, and the others renumbered': (rows, random) => {
    const at = 1 + random(rows.length - 2);
    const kept = rows.toSpliced(at, 1).map((row, index) => ({ ...row, seq: BigInt(index + 1) }));
    return { rows: kept, first: at + 1 };
  },
  'two swapped': (rows, random) => {
    const at = random(rows.length - 1);
    const other = at + 1 + random(rows.length - 1 - at);
    return { rows: rows.with(at, rows[other]!).with(other, rows[at]!), first: at + 1 };
  },
  'two swapped, each with the number of the other': (rows, random) => {
    const at = random(rows.length - 1);
    const other = at + 1 + random(rows.length - 1 - at);
    const [one, two] = [rows[at]!, rows[other]!];
    const swapped = rows.with(at, { ...two, seq: one['seq'] }).with(other, { ...one, seq: two['seq'] });
    return { rows: swapped, first: at + 1 };
  },
  'one twice': (rows, random) => {
    const at = random(rows.length);
    return { rows: rows.toSpliced(at, 0, rows[at]!), first: at + 2 };
  },
  'one twice, and the others renumbered': (rows, random) => {
    const at = random(rows.length);
    const more = rows.toSpliced(at, 0, rows[at]!).map((row, index) => ({ ...row, seq: BigInt(index + 1) }));
    return { rows: more, first: at + 2 };
  },
  'cut, and older rows put in the place of newer ones': (rows, random) => {
    const at = 1 + random(rows.length - 1);
    const put = rows.slice(0, at).map((row, index) => ({ ...row, seq: BigInt(at + index + 1) }));
    return { rows: [...rows.slice(0, at), ...put], first: at + 1 };
  },
  'rewritten with another key': (rows, random) => {
    const at = random(rows.length);
    return { rows: rewritten(rows.with(at, lie(rows[at]!)), at, stranger), first: at + 1 };
  },
  'rewritten with another key under the name of the right one': (rows, random, [key]) => {
    const at = random(rows.length);
    return { rows: rewritten(rows, at, { ...stranger, id: key!.id }), first: at + 1 };
  },
  'rewritten without a key': (rows, random) => {
    const at = random(rows.length);
    const forged = rows.map((row, index) =>
      index < at ? row : { ...lie(row), hash: Buffer.from(hashOf(rows[random(rows.length)])) },
    );
    return { rows: forged.with(at, lie(rows[at]!)), first: at + 1 };
  },
  'a row sealed with a key that had been replaced': (rows, random, [, old]) => {
    const newer = rows.findIndex((row) => bytes(row, 'key').toString() !== old!.id);
    const at = newer + 1 + random(rows.length - newer - 1);
    return { rows: rewritten(rows, at, old!), first: at + 1 };
  },
  'a row of another record with the same key': (rows, random, [key]) => {
    const other = rewritten(rows.with(0, lie(rows[0]!)), 0, key!);
    const at = 1 + random(rows.length - 1);
    return { rows: rows.with(at, other[at]!), first: at + 1 };
  },
  'the tail cut off': (rows, random) => {
    const left = random(rows.length);
    return { rows: rows.slice(0, left), first: left + 1, needsHead: true };
  },
  'an old copy put back, and gone on from there by Evict': (rows, random, [key]) => {
    const left = random(rows.length);
    const gone = rewritten(rows.with(left, lie(rows[left]!)), left, key!);
    return { rows: gone, first: rows.length, needsHead: true };
  },
};

export function headOf(rows: readonly FoundRow[]): KnownHead {
  return { seq: seqOf(rows.at(-1)), hash: hashOf(rows.at(-1)) };
}
