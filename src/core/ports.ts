import type { Code, PersonId, RequestId } from './ids';
import type { Person, Standing } from './person';
import type { Reply } from './reply';
import type { Answer, Event } from './request/events';
import type { Reading } from './request/proof';
import type { TargetRef } from './command/command';

/** Look-ups in Microsoft Entra. Every method throws `CouldNotCheck` when the answer is not complete. */
export interface Directory {
  /** Exact matches only: nothing similar, nothing that merely begins so. */
  find(ref: TargetRef): Promise<Found>;
  /** Everything decisions depend on, read fresh; `undefined` when no such account exists (any more). */
  standing(id: PersonId): Promise<Standing | undefined>;
}

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
}

/** The append-only record. Every method throws `CouldNotRecord` when the store does not answer. */
export interface RequestLog {
  /**
   * Appends all events, or none: when the stream is not at `expected` events any more (`conflict`), and when a
   * new request's code is taken (`code-taken`). This is the only lock there is.
   */
  append(
    id: RequestId,
    expected: number,
    events: readonly Event[],
  ): Promise<'appended' | 'conflict' | 'code-taken'>;
  /** All events of a request, oldest first; empty when there is none. */
  read(id: RequestId): Promise<readonly Event[]>;
  idOf(code: Code): Promise<RequestId | undefined>;
  /** Requests that are not over, oldest first. */
  unfinished(): Promise<readonly RequestId[]>;
}

/** One card somewhere in Teams that shows a request, and how much of it. */
export interface Place {
  readonly request: RequestId;
  /** Opaque: the chat edge wrote it and reads it. */
  readonly where: string;
  readonly activityId: string;
  /** The request's `shows` when the card was last brought up to date. */
  readonly shown: number;
}

/** Where cards stand. Beside the record, not part of it. Throws `CouldNotRecord`. */
export interface Places {
  remember(place: Place): Promise<void>;
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

/** Speaking in Teams. */
export interface Notices {
  /** Posts a new message. Throws when Teams did not take it. */
  post(where: string, reply: Reply): Promise<{ readonly activityId: string }>;
  /** Replaces a card. `gone`: it cannot be replaced, now or later. Throws when trying again may help. */
  update(place: Place, reply: Reply): Promise<'shown' | 'gone'>;
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

/** Operational messages; never a token, a secret or a card. */
export interface Journal {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}
