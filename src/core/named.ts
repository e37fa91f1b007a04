import type { Findable } from './ports';
import type { Refusal } from './refusal';

/** One row of a file: whom it names, and what stands there. */
export interface NamedRow {
  /** As a spreadsheet numbers it, from 1. */
  readonly row: number;
  /** What stands there, in short. */
  readonly text: string;
  /** Absent where the row names nobody, or more than one. */
  readonly ref?: Findable;
}

export type RowsRead =
  | { readonly ok: true; readonly name: string; readonly rows: readonly NamedRow[] }
  | { readonly ok: false; readonly refusal: Refusal };
