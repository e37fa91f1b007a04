import type { PersonId } from '../../../src/core/ids';
import { follow } from '../../../src/core/request/state';
import { alice } from '../../support/people';
import * as story from './story';
import { given } from './story';

describe('a request for many', () => {
  test('ten thousand people: however many events follow at once, what is kept for each is copied once', () => {
    const people = Array.from({ length: 10_000 }, (_, index) => ({
      ...alice.person,
      id: `person ${index}` as PersonId,
    }));
    const asked = story.asked({ targets: people.map((person) => ({ person, roles: [] })) });
    const before = given(asked, story.confirmed());
    const runs = counted(before.runs);
    const life = people.flatMap(({ id }) => [
      story.attempted(11, 1, { target: id }),
      story.answered(12, 1, story.accepted, id),
      story.settled(13, story.verified, id),
    ]);
    const after = follow(story.id, { ...before, runs: runs.list }, life);
    expect(after).toMatchObject({ phase: 'done', unsettled: 0, version: 2 + life.length });
    expect(after?.runs.every((run) => run.outcome?.kind === 'verified')).toBe(true);
    // One look before the first change, and one for the copy.
    expect(runs.looks()).toBeLessThan(2 * people.length);
    expect(before.runs.every((run) => run.attempts.length === 0)).toBe(true);
  });

  test('somebody named twice is one target', () => {
    const twice = story.asked({ targets: [alice, alice].map(({ person }) => ({ person, roles: [] })) });
    expect(given(twice, story.confirmed(), story.settled(11, story.verified)).phase).toBe('done');
  });
});

/** A list that knows how often one of its entries was looked at. */
function counted<T>(entries: readonly T[]): { readonly list: readonly T[]; readonly looks: () => number } {
  let looks = 0;
  const list = new Proxy(entries, {
    get: (of, key) => {
      if (typeof key === 'string' && /^[0-9]+$/.test(key)) looks += 1;
      return Reflect.get(of, key) as unknown;
    },
  });
  return { list, looks: () => looks };
}
