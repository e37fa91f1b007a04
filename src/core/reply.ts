import type { Misread } from './command/command';
import type { Topic } from './command/catalogue';
import type { Note } from './command/powershell/parameters';
import type { FileLink } from './file';
import type { Code, RequestId } from './ids';
import type { Person, Standing } from './person';
import type { OnCallPlace, View } from './place';
import type { Refusal } from './refusal';
import type { Asked } from './request/decide';
import type { Event } from './request/events';
import type { Request } from './request/state';

/** The request that an ask would open, without a code: there is nothing yet that could have one. */
export type Would = Omit<Asked, 'code'>;

/** What Evict says, and what somebody should know beside it. The chat edge turns each into one card. */
export type Reply = Answer & { readonly notes?: readonly Note[] };

/** Everything Evict can say. */
type Answer =
  /** A request as it stands: confirmation, progress or outcome, whichever is true now. */
  | {
      readonly kind: 'request';
      readonly request: Request;
      /** Whom it is for; unless given, as the conversation has it. */
      readonly view?: View;
      /** Somebody else had asked for the same: the ask joined their request. */
      readonly joined?: true;
      /** People to mention, so that their phones ring. */
      readonly mention?: readonly Person[];
      /** Nobody can be shown an approval card yet: how to change that. */
      readonly noOnCall?: true;
    }
  /** A press was received and is still being checked; `request` is what is true so far. */
  | { readonly kind: 'checking'; readonly request: Request }
  /** `preview`: it is what an ask would have come to. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly preview?: true }
  /** A name that is several people: `id` is the ask that could not go on. `more`: others match that are not in it. */
  | {
      readonly kind: 'pick';
      readonly id: RequestId;
      readonly typed: string;
      readonly choices: readonly Person[];
      readonly more?: true;
    }
  /** A press was received; its answer follows as a new message. */
  | { readonly kind: 'looking-up' }
  /** Everybody in a request, a page at a time, from 1. */
  | { readonly kind: 'people'; readonly request: Request; readonly page: number }
  /** What an ask would open, or the request it would join; nothing of it is on record. */
  | { readonly kind: 'preview'; readonly would: Would; readonly joins?: Code }
  | { readonly kind: 'misread'; readonly misread: Misread }
  | { readonly kind: 'help'; readonly topic?: Topic }
  /** `no`: why this person may not ask about others, if so. */
  | { readonly kind: 'who-am-i'; readonly standing: Standing; readonly no?: Refusal }
  /** `status`: one request with everything that happened. */
  | { readonly kind: 'story'; readonly request: Request; readonly events: readonly Event[] }
  /** `more`: there are others that are not in it. */
  | {
      readonly kind: 'list';
      readonly list: 'pending' | 'history';
      readonly requests: readonly Request[];
      readonly more?: true;
    }
  /** A press did not count, and why is nobody else's business. */
  | { readonly kind: 'press-again'; readonly name: string }
  /** `nobodyAsked`: no approver has a card. */
  | { readonly kind: 'reminder'; readonly request: Request; readonly nobodyAsked?: true }
  /** Nobody decided in time. */
  | { readonly kind: 'expiry'; readonly request: Request }
  | { readonly kind: 'on-call'; readonly place?: OnCallPlace; readonly here: boolean }
  /** More messages than are read in a minute; none is read until `until`, ISO 8601. */
  | { readonly kind: 'slow-down'; readonly name: string; readonly most: number; readonly until: string }
  /** Whether somebody wants the outcome as a file, of so many bytes: Teams asks them. */
  | {
      readonly kind: 'file-offer';
      readonly request: RequestId;
      readonly code: Code;
      readonly name: string;
      readonly bytes: number;
    }
  /** They have it. */
  | { readonly kind: 'file-given'; readonly name: string; readonly link: FileLink }
  | { readonly kind: 'file-declined'; readonly code: Code }
  /** The bot was added to a conversation. */
  | { readonly kind: 'welcome' };
