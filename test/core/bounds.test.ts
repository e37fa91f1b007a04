import { messagesRead, tooManyOpen, within } from '../../src/core/bounds';
import { defaultPolicy } from '../../src/core/policy';

const policy = {
  ...defaultPolicy,
  openPerPerson: 3,
  openInAll: 5,
  commandsPerMinute: 20,
  commandsPerMinuteInAll: 100,
};

describe('one more request may be opened', () => {
  it.each([
    ['by whoever has none', { theirs: 0, all: 0 }],
    ['by whoever has fewer than a person may', { theirs: 2, all: 2 }],
    ['as long as fewer wait in all than may', { theirs: 2, all: 4 }],
    ['by whoever has none, however many wait in all', { theirs: 0, all: 5 }],
    ['by whoever has none, when more wait than may', { theirs: 0, all: 500 }],
  ])('%s', (_, waiting) => {
    expect(tooManyOpen(policy, waiting)).toBeUndefined();
  });

  it.each([
    ['by whoever has as many as a person may', { theirs: 3, all: 3 }, 'yours', 3],
    ['by whoever has more', { theirs: 9, all: 9 }, 'yours', 3],
    ['by whoever has one, when as many wait as may', { theirs: 1, all: 5 }, 'everybody', 5],
    ['by whoever has one, when more wait', { theirs: 1, all: 6 }, 'everybody', 5],
    ['by whoever has their own number, which is said first', { theirs: 3, all: 5 }, 'yours', 3],
  ])('but not %s', (_, waiting, whose, most) => {
    expect(tooManyOpen(policy, waiting)).toEqual({ kind: 'too-many-open', whose, most });
  });
});

describe('messages that are read within a minute', () => {
  it.each([
    ['of a person, while few write', { named: true, all: 0 }, 20],
    ['of a person, just before the house is full', { named: true, all: 99 }, 20],
    ['of a person, in a full house', { named: true, all: 100 }, 5],
    ['of all whom Teams does not name', { named: false, all: 0 }, 5],
    ['of all whom Teams does not name, in a full house', { named: false, all: 1_000 }, 5],
  ])('%s', (_, of, most) => {
    expect(messagesRead(policy, of)).toBe(most);
  });

  it('are never more than the policy says, whoever writes', () => {
    const strict = { ...policy, commandsPerMinute: 2 };
    expect(messagesRead(strict, { named: false, all: 0 })).toBe(2);
    expect(messagesRead(strict, { named: true, all: 1_000 })).toBe(2);
  });
});

describe('what lies in the window', () => {
  it('is what came within it, not at its very beginning, and not later than now', () => {
    expect(within([0, 1, 60_000, 60_001], 60_000, 60_000)).toEqual([1, 60_000]);
  });
});
