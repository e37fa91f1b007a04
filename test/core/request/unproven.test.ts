import type { Answer, Event } from '../../../src/core/request/events';
import { mayHaveWorked, unproven } from '../../../src/core/request/next';
import type { Attempt } from '../../../src/core/request/run';
import { runOf } from '../../../src/core/request/state';
import { alice } from '../../support/people';
import * as story from './story';
import { given } from './story';

const { accepted, noAnswer, notFound } = story;
const ready = [story.asked(), story.confirmed(10)];
const tried = (at: number, attempt: number, answer: Answer): Event[] => [
  story.attempted(at, attempt),
  story.answered(at + 1, attempt, answer),
];

describe('what may be said of attempts without proof', () => {
  const of = (...events: readonly Event[]): readonly Attempt[] =>
    runOf(given(...ready, ...events), alice.person.id)!.attempts;
  const later = (at: number, answer: Answer): Event[] => tried(at, 2, answer);
  const throttled = story.throttled(25);

  test.each<[what: string, attempts: readonly Attempt[], mayHave: boolean, accepted: boolean]>([
    ['none', [], false, false],
    ['one that nobody answered yet', of(story.attempted(20)), false, false],
    ['Graph said no', of(...tried(20, 1, notFound)), false, false],
    ['Graph had too many requests', of(...tried(20, 1, throttled)), false, false],
    ['Graph said yes', of(...tried(20, 1, accepted)), true, true],
    ['no clear answer', of(...tried(20, 1, noAnswer)), true, false],
    ['no clear answer, then no', of(...tried(20, 1, noAnswer), ...later(60, notFound)), true, false],
    ['no clear answer, then yes', of(...tried(20, 1, noAnswer), ...later(60, accepted)), true, true],
    [
      'too many requests, then one not answered yet',
      of(...tried(20, 1, throttled), story.attempted(26, 2)),
      false,
      false,
    ],
  ])('%s', (_what, attempts, mayHave, isAccepted) => {
    expect(mayHaveWorked(attempts)).toBe(mayHave);
    expect(unproven(attempts)).toStrictEqual({ kind: 'unverified', accepted: isAccepted });
  });
});
