import { phrases, type Topic } from './catalogue';

/** The command whose beginning is spelt most like these words, when it is close enough to be worth naming. */
export function nearestTopic(words: readonly string[]): { topic?: Topic } {
  const first = (words[0] ?? '').slice(0, 20);
  if (/^(?:[a-z]+-(?:mg|entra|azuread)|m365$)/.test(first)) return { topic: 'powershell' };
  const best = phrases
    .map(({ topic, words: [start = ''] }) => ({ topic, distance: distance(first, start) }))
    .reduce((a, b) =>
      b.distance < a.distance || (b.distance === a.distance && a.topic === 'revoke-own') ? b : a,
    );
  return best.distance <= Math.floor(first.length / 3) ? { topic: best.topic } : {};
}

/** Levenshtein distance: letters to add, drop or change. Both words are short, so the cost is bounded. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, change));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
