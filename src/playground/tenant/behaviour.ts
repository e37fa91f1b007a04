/** What a revoke does to the person, apart from what the caller is told: the two can disagree, as in life. */
export interface RevokeBehaviour {
  readonly effect: RevokeEffectWanted;
  readonly answer: RevokeAnswer;
  /** How many revokes behave so; without it, all of them. */
  readonly times?: number;
}

/** All of it by the tenant's clock. */
export type RevokeEffectWanted =
  | 'at-once'
  | 'never'
  /** Done now; readers see it so much later, with the time of the revoke. */
  | { readonly afterMs: number }
  /** Answered now and done so much later, with the time it is done. */
  | { readonly lateMs: number }
  /** Done now; readers meet replicas that know it and replicas that do not, in turn, each for so long. */
  | { readonly flapMs: number };

export type RevokeAnswer =
  | { readonly status: number }
  | { readonly delayMs: number }
  | 'no-answer'
  | 'reset'
  | 'reset-mid-body'
  | 'half-open';
