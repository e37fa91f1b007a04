/** What a revoke does to the person, apart from what the caller is told: the two can disagree, as in life. */
export interface RevokeBehaviour {
  readonly effect: 'at-once' | 'never' | { readonly afterMs: number };
  readonly answer: RevokeAnswer;
  /** How many revokes behave so; without it, all of them. */
  readonly times?: number;
}

export type RevokeAnswer =
  { readonly status: number } | { readonly delayMs: number } | 'no-answer' | 'reset' | 'reset-mid-body';
