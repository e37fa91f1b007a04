import type { Code, GroupId, PersonId } from '../ids';
import type { Topic } from './catalogue';
import type { Note, Unfit } from './powershell/parameters';

/** How somebody named a person. What is not literally one of these is not a target. */
export type PersonRef =
  | { readonly kind: 'id'; readonly id: PersonId }
  /** A user principal name or a mail address, as typed. */
  | { readonly kind: 'address'; readonly address: string }
  /** A display name between quotation marks. Only an account of exactly this name is meant. */
  | { readonly kind: 'name'; readonly name: string }
  /** Mentioned in Teams: the account behind the mention is meant, whatever its text says. */
  | ({ readonly kind: 'mention' } & Mentioned);

/** Somebody mentioned in a message: the id Teams gave, and the text it shows. */
export interface Mentioned {
  readonly account: string;
  readonly text: string;
}

export type GroupRef =
  { readonly by: 'id'; readonly id: GroupId } | { readonly by: 'name'; readonly name: string };

/** How somebody named whom a command is about. */
export type TargetRef =
  | PersonRef
  /** Everybody in a group, in the groups in it too. */
  | { readonly kind: 'group'; readonly group: GroupRef }
  /** Everybody in the file that came with the message. */
  | { readonly kind: 'file' };

export interface Why {
  readonly reason?: string;
  readonly ticket?: string;
}

interface Manner {
  /** Asked once more on purpose, although it was done a moment ago. */
  readonly again?: true;
  /** Look everything up, check it and say what would happen; write nothing. */
  readonly preview?: true;
  /** What somebody who knows the PowerShell line should know about the answer. */
  readonly notes?: readonly Note[];
}

/** What came with the words. */
export interface Along {
  /** In the order of the marks in the text. */
  readonly mentions: readonly Mentioned[];
  readonly file?: true;
}

export type Command =
  | ({ readonly kind: 'revoke'; readonly targets: readonly [TargetRef, ...TargetRef[]] } & Why & Manner)
  | ({ readonly kind: 'revoke-own' } & Why & Manner)
  | { readonly kind: 'approve'; readonly code: Code }
  | { readonly kind: 'reject'; readonly code: Code; readonly reason: string }
  | { readonly kind: 'pending' }
  | { readonly kind: 'history'; readonly target?: PersonRef; readonly days?: number }
  | { readonly kind: 'approvals-here' }
  | { readonly kind: 'approvals-status' }
  | { readonly kind: 'status'; readonly code: Code }
  | { readonly kind: 'cancel'; readonly code: Code }
  /** Sends nothing more of a request that is under way. */
  | { readonly kind: 'stop'; readonly code: Code }
  /** Asks anew for those of a request for whom it failed. */
  | { readonly kind: 'retry'; readonly code: Code }
  /** Everybody in a request, a page at a time, from 1. */
  | { readonly kind: 'people'; readonly code: Code; readonly page?: number }
  /** What came of a request, as a CSV file. */
  | { readonly kind: 'file'; readonly code: Code }
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
    | 'unknown-topic'
    /** Not the name of a group between quotation marks, nor its id. */
    | 'not-a-group'
    /** A group was named, and now something that may be another group or a person. */
    | 'group-or-person'
    /** A name and an address that belong together name two people. */
    | 'two-in-one'
    /** "This file", and none came with the message. */
    | 'no-file'
    /** People were named, and a file came along that nobody mentioned. */
    | 'file-unsaid'
    /** Not to be had as a preview. */
    | 'nothing-to-preview'
    /** Lines of PowerShell of which only some say -WhatIf, or only some are about oneself. */
    | 'mixed-lines'
    /** The name of a variable: what is in it is not known here. */
    | 'variable'
    /** Another command than those that revoke sessions. */
    | 'other-command'
    | 'unknown-parameter'
    | 'unfit-parameter';
  /** The words in question, as typed, at most 100 characters. */
  readonly text?: string;
  /** Why a parameter of PowerShell has no place here. */
  readonly unfit?: Unfit;
  /** The command that was understood, or the nearest one. */
  readonly topic?: Topic;
}

export type Reading =
  { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly misread: Misread };
