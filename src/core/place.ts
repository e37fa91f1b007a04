import type { RequestId } from './ids';

/** Whom a request's card is for: its asker in a chat of their own, or everybody who could decide. */
export type View = 'asker' | 'everybody';

/** One card somewhere in Teams that shows a request, and how much of it. */
export interface Place {
  readonly request: RequestId;
  /** Opaque: the chat edge wrote it and reads it. */
  readonly where: string;
  readonly activityId: string;
  /** Whom the card is for: its asker in a chat of their own, or everybody who could decide. */
  readonly view: View;
  /** The request's `shows` when the card was last brought up to date. */
  readonly shown: number;
}

/** The conversation approval cards are sent to. */
export interface OnCallPlace {
  readonly where: string;
  /** Who made it so, for reading. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}
