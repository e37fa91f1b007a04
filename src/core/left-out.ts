import type { Person } from './person';

/** Somebody who was named and is not among the targets. */
export interface LeftOut {
  /** As typed, or as it stands in the file. */
  readonly named: string;
  /** Of a file the row, from 1. */
  readonly row?: number;
  readonly person?: Person;
  readonly why: LeftOutWhy;
}

export type LeftOutWhy =
  | 'not-recognised'
  | 'not-found'
  | 'several-found'
  | 'not-a-person'
  | 'guest'
  | 'protected'
  /** The policy says "never" to requests about somebody like this. */
  | 'not-allowed'
  | 'recently-revoked';

/** Where many targets come from, for reading. */
export interface Source {
  readonly kind: 'group' | 'file';
  readonly name: string;
}
