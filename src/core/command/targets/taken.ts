import type { Misread, TargetRef } from '../command';

/** One target, and where the words go on; or why these words are none; or nothing, as they are of another form. */
export type Taken =
  | { readonly ok: true; readonly target: TargetRef; readonly next: number }
  | { readonly ok: false; readonly misread: Misread }
  | undefined;
