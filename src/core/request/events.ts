import type { Command } from '../command/command';
import type { Code, PersonId } from '../ids';
import type { LeftOut, Source } from '../left-out';
import type { Person } from '../person';
import type { Policy } from '../policy';
import type { Refusal } from '../refusal';
import type { Rule, Tier } from '../tier';
import type { Actor } from './decision';

/** Whom it is about, frozen when asked: afterwards only `person.id` is used. */
export interface Target {
  readonly person: Person;
  /** Names of every role at any scope, eligible ones marked so. */
  readonly roles: readonly string[];
}

/** What Graph said to one POST. `unknown` is every answer that leaves open whether it took effect. */
export type Answer =
  | { readonly kind: 'accepted'; readonly status: number; readonly requestId?: string }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly requestId?: string }
  /** Certainly without effect for now: 429, 401, or it never left. `retryAt` is when to come back, ISO 8601. */
  | {
      readonly kind: 'not-taken';
      readonly why: string;
      readonly retryAt: string;
      readonly requestId?: string;
    }
  | { readonly kind: 'unknown'; readonly why: string; readonly requestId?: string };

/** What the directory said before and after, all in Graph's own time. ISO 8601. */
export interface Evidence {
  readonly before: string | null;
  readonly after: string | null;
  /** When the last reading was made, by Graph's `Date`. */
  readonly readAt: string;
}

export type Outcome =
  /** Entra shows the sessions revoked. `readBack`: no clear answer came, reading back proved it. */
  | { readonly kind: 'verified'; readonly evidence: Evidence; readonly readBack: boolean }
  /** Sent, and no proof in time. `accepted`: whether Graph had said yes. */
  | { readonly kind: 'unverified'; readonly accepted: boolean; readonly evidence?: Evidence }
  /** Graph definitely did not do it. */
  | { readonly kind: 'failed'; readonly code: string }
  /** Stopped with no effect: never sent, or never taken by Graph, which `notTaken` quotes. */
  | { readonly kind: 'skipped'; readonly why: Halt; readonly notTaken?: string };

/** Why nothing more is sent although it was decided. */
export type Halt =
  | { readonly kind: 'not-allowed-any-more'; readonly refusal: Refusal }
  | { readonly kind: 'deadline' }
  /** Somebody who may stopped it. */
  | { readonly kind: 'stopped'; readonly by: Actor };

/** Everything that can happen to a request. `at` is Evict's clock, ISO 8601. */
export type Event = { readonly at: string } & (
  | {
      readonly type: 'asked';
      readonly code: Code;
      readonly by: Actor;
      readonly targets: readonly Target[];
      readonly leftOut?: readonly LeftOut[];
      readonly sources?: readonly Source[];
      readonly tier: Tier;
      readonly rule: Rule;
      /** Roles that alone cover every target, weakest first. */
      readonly coveringRoles: readonly string[];
      readonly reason?: string;
      readonly ticket?: string;
      /** Asked anew for those of this request for whom it failed. */
      readonly retryOf?: Code;
      readonly expiresAt: string;
      /** The conversation it was asked in, as the chat edge wrote it; opaque here. */
      readonly where: string;
      /** The policy in force when it was asked: loosening it later does not reach this request. */
      readonly policy: Policy;
    }
  | {
      readonly type: 'ask-refused';
      readonly by: PersonId | null;
      readonly typed: string;
      readonly refusal: Refusal;
      /** Of a name that is several people: what was asked and where, for going on with the one who is meant. */
      readonly command?: Extract<Command, { kind: 'revoke' }>;
      readonly where?: string;
      /** More of this kind by this person are not recorded for a while. */
      readonly last?: true;
    }
  /** Somebody else asked for the same while it was open. */
  | {
      readonly type: 'supported';
      readonly by: Actor;
      readonly reason?: string;
      readonly ticket?: string;
    }
  /** In a stream of its own: approval cards go to this conversation from now on. */
  | { readonly type: 'on-call-set'; readonly by: PersonId | null; readonly where: string }
  /** In a stream of its own: so many rows before this one are from a time when rows were not sealed. */
  | { readonly type: 'carried-over'; readonly rows: number }
  | { readonly type: 'confirmed'; readonly by: Actor }
  /** One approval; with `needed` distinct ones the request is decided. */
  | { readonly type: 'approved'; readonly by: Actor; readonly needed: number }
  | { readonly type: 'rejected'; readonly by: Actor; readonly reason?: string }
  /** Recorded before the reminder is sent, so that nobody is reminded twice. */
  | { readonly type: 'reminded' }
  | { readonly type: 'cancelled'; readonly by: Actor }
  | { readonly type: 'expired' }
  | {
      readonly type: 'press-refused';
      readonly by: PersonId | null;
      readonly press: string;
      readonly refusal: Refusal;
      /** More of this kind by this person are not recorded. */
      readonly last?: true;
    }
  | {
      readonly type: 'attempted';
      readonly target: PersonId;
      readonly attempt: number;
      /** Sent to Graph as `client-request-id`. */
      readonly clientRequestId: string;
      /** `signInSessionsValidFromDateTime` and Graph's `Date` read just before. */
      readonly before: string | null;
      readonly graphDate: string;
    }
  | {
      readonly type: 'answered';
      readonly target: PersonId;
      readonly attempt: number;
      readonly answer: Answer;
    }
  | { readonly type: 'halted'; readonly halt: Halt }
  | { readonly type: 'settled'; readonly target: PersonId; readonly outcome: Outcome }
);
