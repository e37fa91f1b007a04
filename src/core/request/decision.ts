import type { PersonId } from '../ids';

/** A person whose ask or decision counts, with the role that made it count. */
export interface Actor {
  readonly id: PersonId;
  readonly name: string;
  readonly address: string;
  readonly role?: string;
}

export type Phase = 'awaiting-confirmation' | 'ready' | 'executing' | 'done' | 'cancelled' | 'expired';

export interface Decision {
  readonly kind: 'confirmed' | 'cancelled' | 'expired';
  readonly by?: Actor;
  readonly at: string;
}
