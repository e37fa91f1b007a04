import type { Evidence, Outcome } from './events';
import type { Attempt } from './run';

/** One reading of `signInSessionsValidFromDateTime`, with the `Date` of the answer it came in. ISO 8601. */
export interface Reading {
  readonly validFrom: string | null;
  readonly graphDate: string;
}

/** A clock of a directory replica may lag behind the one that wrote the `Date` we compare with. */
const replicaLagMs = 5_000;

/**
 * Whether Entra recorded the revoke: the timestamp moved past what was read before the first attempt, to a time
 * not before that reading. Only Graph's own times are compared, so Evict's clock cannot make a lie true.
 */
export function proves(first: Attempt, reading: Reading): boolean {
  if (reading.validFrom === null) return false;
  const after = Date.parse(reading.validFrom);
  const moved = first.before === null || after > Date.parse(first.before);
  return moved && after >= Date.parse(first.graphDate) - replicaLagMs;
}

export function evidence(first: Attempt, reading: Reading): Evidence {
  return { before: first.before, after: reading.validFrom, readAt: reading.graphDate };
}

/** `readBack`: no clear answer came, and the reading is all there is. */
export function verified(first: Attempt, reading: Reading, readBack: boolean): Outcome {
  return { kind: 'verified', evidence: evidence(first, reading), readBack };
}

/** An outcome without proof, with what was read last, if anything. */
export function withReading(otherwise: Outcome, first: Attempt, reading: Reading | undefined): Outcome {
  if (otherwise.kind !== 'unverified' || reading === undefined) return otherwise;
  return { ...otherwise, evidence: evidence(first, reading) };
}
