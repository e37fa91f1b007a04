import type { Code, PersonId } from '../ids';
import type { Topic } from './catalogue';

/** How somebody named a person. What is not literally one of these is not a target. */
export type TargetRef =
  | { readonly kind: 'id'; readonly id: PersonId }
  /** A user principal name or a mail address, as typed. */
  | { readonly kind: 'address'; readonly address: string };

export interface Why {
  readonly reason?: string;
  readonly ticket?: string;
}

/** Asked once more on purpose, although it was done a moment ago. */
interface Again {
  readonly again?: true;
}

export type Command =
  | ({ readonly kind: 'revoke'; readonly targets: readonly [TargetRef, ...TargetRef[]] } & Why & Again)
  | ({ readonly kind: 'revoke-own' } & Why & Again)
  | { readonly kind: 'approve'; readonly code: Code }
  | { readonly kind: 'reject'; readonly code: Code; readonly reason: string }
  | { readonly kind: 'pending' }
  | { readonly kind: 'history'; readonly target?: TargetRef; readonly days?: number }
  | { readonly kind: 'approvals-here' }
  | { readonly kind: 'approvals-status' }
  | { readonly kind: 'status'; readonly code: Code }
  | { readonly kind: 'cancel'; readonly code: Code }
  | { readonly kind: 'who-am-i' }
  | { readonly kind: 'help'; readonly topic?: Topic };

/** Why a text is not a command. Nothing was changed by it. */
export interface Misread {
  readonly problem:
    | 'empty'
    | 'unknown-command'
    | 'no-target'
    | 'not-a-target'
    | 'leftover'
    | 'no-code'
    | 'not-a-code'
    | 'no-reason'
    | 'here-or-status'
    | 'quoted'
    | 'unknown-topic';
  /** The words in question, as typed, at most 100 characters. */
  readonly text?: string;
  /** The command that was understood, or the nearest one. */
  readonly topic?: Topic;
}

export type Reading =
  { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly misread: Misread };
