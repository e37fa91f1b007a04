import type { RecordKeys } from './keys';
import { verifier, type Broken, type FoundRow, type Head } from './verify';

/** A head that somebody kept elsewhere, such as in the log: the record had this row with this seal. */
export interface KnownHead {
  readonly seq: number;
  readonly hash: string;
}

export type Checked =
  | { readonly kind: 'good'; readonly head: Head | undefined }
  /** The first bad row. */
  | { readonly kind: 'broken'; readonly broken: Broken }
  /** Sealed as it should be, and not the row a kept head tells of: rewritten by somebody with the key, or another record. */
  | { readonly kind: 'not-that-row'; readonly kept: KnownHead; readonly row: FoundRow }
  /** The rows end before a kept head does. */
  | { readonly kind: 'tail-missing'; readonly after: number; readonly kept: KnownHead };

/** Follows the whole record, oldest row first, and stops at the first thing that is wrong. Pure: rows come from wherever. */
export function checkRecord(
  rows: Iterable<FoundRow>,
  keys: RecordKeys,
  kept: readonly KnownHead[] = [],
): Checked {
  const chain = verifier(keys);
  for (const row of rows) {
    const broken = chain.check(row);
    if (broken !== undefined) return { kind: 'broken', broken };
    const head = chain.head();
    const other = kept.find(({ seq, hash }) => seq === head?.seq && hash !== head.hash);
    if (other !== undefined) return { kind: 'not-that-row', kept: other, row };
  }
  const head = chain.head();
  const after = head?.seq ?? 0;
  const cut = kept.toSorted((a, b) => b.seq - a.seq).find(({ seq }) => seq > after);
  return cut === undefined ? { kind: 'good', head } : { kind: 'tail-missing', after, kept: cut };
}
