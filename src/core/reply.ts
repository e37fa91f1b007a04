import type { Misread } from './command/command';
import type { Topic } from './command/catalogue';
import type { Standing } from './person';
import type { Refusal } from './refusal';
import type { Request } from './request/state';

/** Everything Evict can say. The chat edge turns each into one card or one line of text. */
export type Reply =
  /** A request as it stands: confirmation, progress or outcome, whichever is true now. */
  | { readonly kind: 'request'; readonly request: Request }
  /** A press was received and is still being checked; `request` is what is true so far. */
  | { readonly kind: 'checking'; readonly request: Request }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'misread'; readonly misread: Misread }
  | { readonly kind: 'help'; readonly topic?: Topic }
  | { readonly kind: 'who-am-i'; readonly standing: Standing }
  /** The bot was added to a conversation. */
  | { readonly kind: 'welcome' };
