import fc from 'fast-check';
import type { Answer, Event } from '../../../src/core/request/events';
import { defaultLimits, next, type Step } from '../../../src/core/request/next';
import { runOf } from '../../../src/core/request/state';
import { alice } from '../../support/people';
import { times } from '../../support/property';
import * as story from './story';
import { after, given } from './story';

const target = alice.person.id;
const deadline = 10 + defaultLimits.deadlineMs / 1_000;

/** What the world does in one turn: what Graph says, how long it all takes, and whether anything goes wrong. */
interface Turn {
  readonly answer: 'accepted' | 'refused' | 'unknown' | 'throttled' | 'never recorded';
  readonly retryAfter: number;
  readonly takes: number;
  readonly late: number;
  readonly proven: boolean;
  readonly halted: boolean;
}

const rarely = (outOf: number): fc.Arbitrary<boolean> => fc.nat(outOf - 1).map((drawn) => drawn === 0);
const turn: fc.Arbitrary<Turn> = fc.record({
  answer: fc.constantFrom(
    'accepted',
    'refused',
    'unknown',
    'unknown',
    'throttled',
    'throttled',
    'never recorded',
  ),
  retryAfter: fc.constantFrom(-100, 0, 1, 5, 60, 179, 86_400),
  takes: fc.constantFrom(0.2, 1, 9.9),
  late: fc.constantFrom(0, 0, 0, 0.001, 3, 40, 2_000),
  proven: rarely(6),
  halted: rarely(12),
});

interface Told {
  readonly events: readonly Event[];
  readonly steps: readonly { readonly step: Step; readonly at: number; readonly before: readonly Event[] }[];
}

/** Carries one target on, turn by turn, as the record and `next` say, until there is nothing left to do. */
function tell(turns: readonly Turn[], from: number): Told {
  const events: Event[] = [story.asked(), story.confirmed(10)];
  const steps: Told['steps'][number][] = [];
  let now = from;
  for (let index = 0; index < 500; index += 1) {
    const world = turns[index % turns.length]!;
    const step = next(given(...events), target, after(now), defaultLimits);
    steps.push({ step, at: now, before: [...events] });
    if (step.do === 'nothing') return { events, steps };
    now = happen(events, step, world, now);
  }
  throw new Error('it never ends');
}

/** What one step leads to; the time by then. */
function happen(events: Event[], step: Exclude<Step, { do: 'nothing' }>, world: Turn, now: number): number {
  const seconds = (until: Date): number => Math.max((until.getTime() - after(0).getTime()) / 1_000, now);
  switch (step.do) {
    case 'send': {
      if (world.halted) {
        events.push(story.halted(now));
        return now;
      }
      events.push(story.attempted(now, step.attempt));
      const at = now + world.takes;
      if (world.answer !== 'never recorded') events.push(story.answered(at, step.attempt, answer(world, at)));
      return at + world.late;
    }
    case 'wait':
      return seconds(step.until) + world.late;
    case 'call-unknown':
      events.push(story.answered(now, step.attempt, story.noAnswer));
      return now + world.late;
    case 'read-back': {
      const until = seconds(step.until) + world.late;
      if (world.proven) events.push(story.settled(until, story.verified));
      else if (step.otherwise !== undefined) events.push(story.settled(until, step.otherwise));
      return until;
    }
    case 'settle':
      events.push(story.settled(now, step.outcome));
      return now;
  }
}

function answer({ answer: kind, retryAfter }: Turn, at: number): Answer {
  if (kind === 'accepted') return story.accepted;
  if (kind === 'refused') return story.notFound;
  return kind === 'throttled' ? story.throttled(at + retryAfter) : story.noAnswer;
}

const stories = fc.tuple(
  fc.array(turn, { minLength: 1, maxLength: 25 }),
  fc.constantFrom(10, 10.5, 500, 905, deadline - 0.001, deadline, 5_000),
);
const often = times(1_000);
const isSend = ({ step }: Told['steps'][number]): boolean => step.do === 'send';

describe('whatever Graph answers, and however late anybody looks', () => {
  test('it ends, and the target is settled once', () => {
    fc.assert(
      fc.property(stories, ([turns, from]) => {
        const { events } = tell(turns, from);
        expect(given(...events).phase).toBe('done');
        expect(events.filter(({ type }) => type === 'settled')).toHaveLength(1);
      }),
      often,
    );
  });

  test('nothing is sent at or after the deadline', () => {
    fc.assert(
      fc.property(stories, ([turns, from]) => {
        for (const { at } of tell(turns, from).steps.filter(isSend)) expect(at).toBeLessThan(deadline);
      }),
      often,
    );
  });

  test('nothing is sent after a halt, after a yes, or while an attempt has no answer', () => {
    fc.assert(
      fc.property(stories, ([turns, from]) => {
        for (const { before } of tell(turns, from).steps.filter(isSend)) {
          const request = given(...before);
          expect(request.halt).toBeUndefined();
          for (const attempt of runOf(request, target)?.attempts ?? []) {
            expect(['not-taken', 'unknown']).toContain(attempt.answer?.kind);
          }
        }
      }),
      often,
    );
  });

  test('at most three attempts are left without a clear answer, and throttling never becomes a hammer', () => {
    fc.assert(
      fc.property(stories, ([turns, from]) => {
        const attempts = runOf(given(...tell(turns, from).events), target)?.attempts ?? [];
        expect(attempts.filter((attempt) => attempt.answer?.kind === 'unknown').length).toBeLessThanOrEqual(
          3,
        );
        expect(attempts.length).toBeLessThanOrEqual(25);
      }),
      often,
    );
  });

  test('"failed" and "skipped" are said only when nothing can have worked', () => {
    fc.assert(
      fc.property(stories, ([turns, from]) => {
        const { attempts = [], outcome } = runOf(given(...tell(turns, from).events), target) ?? {};
        const kinds = attempts.map((attempt) => attempt.answer?.kind);
        if (outcome?.kind === 'skipped') expect(kinds.filter((kind) => kind !== 'not-taken')).toEqual([]);
        if (outcome?.kind === 'failed') {
          expect(kinds).not.toContain('accepted');
          expect(kinds).not.toContain('unknown');
        }
        if (outcome?.kind === 'unverified') expect(outcome.accepted).toBe(kinds.includes('accepted'));
      }),
      often,
    );
  });

  test('a settled target is left alone, whenever anybody looks', () => {
    fc.assert(
      fc.property(stories, fc.nat(100_000), ([turns, from], later) => {
        const request = given(...tell(turns, from).events);
        expect(next(request, target, after(later), defaultLimits)).toEqual({ do: 'nothing' });
      }),
      often,
    );
  });

  test('without a confirming decision nothing is ever done', () => {
    const undecided = fc.constantFrom(
      [story.asked()],
      [story.asked(), story.cancelled()],
      [story.asked(), story.expired()],
    );
    fc.assert(
      fc.property(undecided, fc.nat(100_000), (events, now) => {
        expect(next(given(...events), target, after(now), defaultLimits)).toEqual({ do: 'nothing' });
      }),
      times(300),
    );
  });
});
