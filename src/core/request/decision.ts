import type { PersonId } from '../ids';

/** A person whose ask or decision counts, with the role that made it count. */
export interface Actor {
  readonly id: PersonId;
  readonly name: string;
  readonly address: string;
  readonly role?: string;
}

export type Phase =
  | 'awaiting-confirmation'
  | 'awaiting-approval'
  | 'ready'
  | 'executing'
  | 'done'
  | 'rejected'
  | 'cancelled'
  | 'expired';

export interface Decision {
  readonly kind: 'confirmed' | 'approved' | 'rejected' | 'cancelled' | 'expired';
  /** Who made it; of several approvers the last. Nobody, when it expired. */
  readonly by?: Actor;
  readonly reason?: string;
  readonly at: string;
}
