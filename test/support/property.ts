/**
 * How a property is run: from the same seed every time, and as often as it says. Where it runs for every mutant
 * (`npm run mutation`), a part of that, and the first counterexample is enough.
 */
export function times(numRuns: number): { seed: number; numRuns: number; endOnFailure: boolean } {
  const part = Number(process.env['PROPERTY_PART'] ?? 1);
  return { seed: 7, numRuns: Math.ceil(numRuns * part), endOnFailure: part < 1 };
}
