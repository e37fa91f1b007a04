import type { Code, GroupId, PersonId, RequestId } from './ids';
import type { FileRead, SentFile } from './file';
import type { Person, Standing } from './person';
import type { OnCallPlace, Place } from './place';
import type { Reply } from './reply';
import type { Answer, Event } from './request/events';
import type { Reading } from './request/proof';
import type { Request } from './request/state';
import type { GroupRef, PersonRef } from './command/command';

/** Look-ups in Microsoft Entra. Every method throws `CouldNotCheck` when the answer is not complete. */
export interface Directory {
  /** Exact matches only: nothing similar, nothing that merely begins so. */
  find(ref: Findable): Promise<Found>;
  /** The same for many, in their order, in far fewer calls. */
  findAll(refs: readonly Findable[]): Promise<readonly Found[]>;
  /** Everything decisions depend on, read fresh; `undefined` when no such account exists (any more). */
  standing(id: PersonId): Promise<Standing | undefined>;
  /**
   * The same for many targets, in their order, in far fewer calls: the accounts read now, their roles no more than five
   * seconds ago. Of the groups somebody is in, only those of `watched` are told.
   */
  standings(
    ids: readonly PersonId[],
    watched: readonly GroupId[],
  ): Promise<readonly (Standing | undefined)[]>;
  /** By its id, or by exactly this name. */
  group(ref: GroupRef): Promise<FoundGroup>;
  /** Everybody in a group, nested ones too; `more` when they are more than `most`, and then nobody is left out silently. */
  peopleIn(
    group: GroupId,
    most: number,
  ): Promise<{ readonly people: readonly Person[]; readonly more: boolean }>;
  /** People in these groups, nested ones too; at most `most` of them. */
  members(groups: readonly GroupId[], most: number): Promise<readonly Person[]>;
}

/** A mention is looked up in Teams first. */
export type Findable = Exclude<PersonRef, { kind: 'mention' }>;

export interface Group {
  readonly id: GroupId;
  readonly name: string;
}

export type FoundGroup =
  | { readonly kind: 'one'; readonly group: Group }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly groups: readonly Group[] };

export type Found =
  | { readonly kind: 'one'; readonly person: Person }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly people: readonly Person[] }
  /** The id of something that has no sessions of its own, such as an application. */
  | { readonly kind: 'not-a-person' };

/** The two Graph calls the job is about. */
export interface Sessions {
  /** Throws `CouldNotCheck`. `undefined`: the account does not exist any more. */
  read(id: PersonId): Promise<Reading | undefined>;
  /** Exactly one POST, never repeated by itself. Never throws: what went wrong is in the answer. */
  revoke(id: PersonId, clientRequestId: string): Promise<Answer>;
  /** The same for at most 20, in their order; `'unknown'` for one whose reading failed. Never throws. */
  readMany(ids: readonly PersonId[]): Promise<readonly (Reading | 'gone' | 'unknown')[]>;
  /** One POST for each of at most 20, all in one call, each with an answer of its own, in their order. Never throws. */
  revokeMany(items: readonly Revocation[]): Promise<readonly Answer[]>;
  /**
   * Resolves when so many POSTs may be sent within Graph's write quota, and counts them. `behind` lets those go first that
   * a person waits for, and leaves a part of the quota to them; `last`, with which a crowd ends, takes that too. Resolves at
   * once when `cut` is aborted.
   */
  turn(count: number, hurry: Hurry, cut: AbortSignal): Promise<void>;
}

export type Hurry = 'first' | 'behind' | 'last';

export interface Revocation {
  readonly id: PersonId;
  readonly clientRequestId: string;
}

/** Who stands behind a mention in a conversation. */
export interface Roster {
  /** `undefined`: nobody of the home tenant. Throws `CouldNotCheck`. */
  memberOf(where: string, account: string): Promise<PersonId | undefined>;
}

/** Files that are handed over in Teams. */
export interface Files {
  /** What stands in it, or why it cannot be used. Throws `CouldNotCheck` when the place where it lies does not answer. */
  read(file: SentFile, mostRows: number): Promise<FileRead>;
  /** Puts a file where somebody agreed to have it; opaque here. Throws when it was not taken. */
  write(to: string, text: string): Promise<void>;
}

/** The append-only record. Every method throws `CouldNotRecord` when the store does not answer. */
export interface RequestLog {
  /** Appends all events, or none. This is the only lock there is. */
  append(id: RequestId, expected: number, events: readonly Event[]): Promise<Appended>;
  /** All events of a request, oldest first; empty when there is none. */
  read(id: RequestId): Promise<readonly Event[]>;
  /** What they add up to; `undefined` for a stream that opens no request. */
  load(id: RequestId): Promise<Request | undefined>;
  idOf(code: Code): Promise<RequestId | undefined>;
  /** The request of this kind for exactly these people that is not over, if there is one. */
  openFor(targets: readonly PersonId[], kind: OpenKind): Promise<RequestId | undefined>;
  /** Requests that are not over, oldest first. */
  unfinished(): Promise<readonly RequestId[]>;
  /** Requests that match, newest first. */
  find(query: HistoryQuery): Promise<readonly RequestId[]>;
}

/**
 * At most one of each is open for the same people. They do not stand in each other's way: one's own sessions do not wait for
 * somebody else's approvers, and who needs an approver gets one although somebody else only had to confirm.
 */
export type OpenKind = 'own' | 'confirm' | 'approval';

export type Appended =
  | 'appended'
  /** The stream is not at the expected number of events any more. */
  | 'conflict'
  /** A new request's code is in use. */
  | 'code-taken'
  /** `openFor` has one already for the same people. */
  | 'already-open';

export interface HistoryQuery {
  readonly target?: PersonId;
  /** Asked at this time or later. */
  readonly since?: Date;
  readonly most: number;
}

/** Where cards stand. Beside the record, not part of it. Throws `CouldNotRecord`. */
export interface Places {
  remember(place: Place): Promise<void>;
  /**
   * The card was replaced by one that shows `now`. If by then it is not on record as it was read, somebody else replaced it
   * as well: which of the two Teams took last nobody knows, so it is to be sent again, unless both show the same.
   */
  replaced(asRead: Place, now: number): Promise<void>;
  /** Whether a card of any request is known under this id. */
  isKnown(activityId: string): Promise<boolean>;
  of(request: RequestId): Promise<readonly Place[]>;
  /** Cards that show less than their request has to show; the crash-proof to-do list of updates. */
  behind(): Promise<readonly Place[]>;
  /** Requests not over, asked before `before`, with no card anywhere: it was lost between the record and the chat. */
  without(before: Date): Promise<readonly RequestId[]>;
  /** A client may show something else than was stored: the card is to be sent again, whatever it showed. */
  doubt(request: RequestId): Promise<void>;
  /** The card is gone (deleted, or the bot removed): it is not updated any more. */
  forget(place: Place): Promise<void>;
}

/** The one conversation approval cards are sent to. Throws `CouldNotRecord`. */
export interface OnCall {
  get(): Promise<OnCallPlace | undefined>;
  /** `undefined`: the bot was removed from it. */
  set(place: OnCallPlace | undefined): Promise<void>;
}

/** Speaking in Teams. */
export interface Notices {
  /** Posts a new message. Throws when Teams did not take it; `ConversationGone` when it never will. */
  post(where: string, reply: Reply): Promise<{ readonly activityId: string }>;
  /** Replaces a card. `gone`: it cannot be replaced, now or later. Throws when trying again may help. */
  update(place: Place, reply: Reply): Promise<'shown' | 'gone'>;
  /** Whether both are the same chat or channel; threads of one channel are the same conversation. */
  isSame(a: string, b: string): boolean;
  /** Whether only one person reads there. */
  isPersonal(where: string): boolean;
  /** Where an answer to this card stands beside it: in a channel its thread, elsewhere the conversation. */
  threadOf(place: Place): string;
  /** The conversation to use for later messages: of a thread in a channel, the channel itself. */
  roomOf(where: string): string;
}

export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or at once when `cut` is aborted; never rejects. */
  sleep(ms: number, cut?: AbortSignal): Promise<void>;
}

/** Unpredictable identifiers. */
export interface Ids {
  request(): RequestId;
  code(): Code;
  /** A GUID, one per attempt. */
  clientRequest(): string;
}
