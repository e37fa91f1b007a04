import { defaultPolicy } from '../../src/core/policy';
import type { PersonId } from '../../src/core/ids';
import type { Caller } from '../../src/flow/means';
import { createFloods, type Floods } from '../../src/flow/floods';

const start = Date.parse('2026-11-21T14:00:00Z');
const olga = { id: 'olga' as PersonId, name: 'Olga Ops' };
const ben = { id: 'ben' as PersonId, name: 'Ben Berg' };
const nobody = { name: 'Somebody' };
const minute = 60;

describe('messages', () => {
  let floods: Floods;
  beforeEach(() => {
    floods = createFloods(defaultPolicy);
  });

  const at = (seconds: number): Date => new Date(start + seconds * 1_000);
  /** What becomes of so many messages, all in one second. */
  const write = (who: Caller, count: number, seconds: number): string[] =>
    Array.from({ length: count }, () => {
      const answer = floods.message(who, at(seconds));
      return typeof answer === 'string' ? answer : answer.kind;
    });
  const told = (answers: readonly string[]): [read: number, notices: number, silence: number] => [
    answers.filter((one) => one === 'read').length,
    answers.filter((one) => one === 'slow-down').length,
    answers.filter((one) => one === 'silence').length,
  ];

  it('of one person: 20 are read, one notice is given, and the rest of 200 gets silence', () => {
    expect(told(write(olga, 200, 0))).toEqual([20, 1, 179]);
  });

  it('the notice says how many, and until when', () => {
    write(olga, 20, 0);
    expect(floods.message(olga, at(10))).toEqual({
      kind: 'slow-down',
      name: 'Olga Ops',
      most: 20,
      until: at(minute).toISOString(),
    });
  });

  it('are read again at that time, and not a moment earlier, whoever went on writing', () => {
    write(olga, 21, 0);
    expect(told(write(olga, 500, 59))).toEqual([0, 0, 500]);
    expect(told(write(olga, 20, 60))).toEqual([20, 0, 0]);
  });

  it('at a slow pace are all read', () => {
    for (let second = 0; second < 3_600; second += 3) expect(write(olga, 1, second)).toEqual(['read']);
  });

  it('twice a second for an hour get a notice a minute at the most', () => {
    const answers = Array.from({ length: 7_200 }, (_, half) => write(olga, 1, half / 2)).flat();
    const [read, notices] = told(answers);
    expect(read).toBeLessThanOrEqual(60 * 20);
    expect(notices).toBeLessThanOrEqual(60);
    expect(notices).toBeGreaterThan(40);
  });

  it('of others are read meanwhile', () => {
    write(olga, 200, 0);
    expect(told(write(ben, 20, 0))).toEqual([20, 0, 0]);
  });

  it('of all whom Teams does not name: five are read together', () => {
    expect(told([...write(nobody, 4, 0), ...write({ name: 'Somebody else' }, 4, 1)])).toEqual([5, 1, 2]);
    expect(told(write(olga, 1, 1))).toEqual([1, 0, 0]);
  });

  it('of a crowd: beyond the bound in all, five of each are still read', () => {
    for (let one = 0; one < 30; one += 1) write({ id: `one ${one}` as PersonId, name: 'One' }, 20, 0);
    expect(told(write(olga, 10, 1))).toEqual([5, 1, 4]);
    expect(told(write(ben, 3, 1))).toEqual([3, 0, 0]);
    expect(told(write(ben, 10, minute + 1))).toEqual([10, 0, 0]);
  });

  it.each([
    ['back an hour', -3_600],
    ['back a day', -86_400],
    ['on an hour', 3_600],
  ])('after the clock was put %s are read', (_, seconds) => {
    write(olga, 21, 0);
    expect(told(write(olga, 1, seconds))).toEqual([1, 0, 0]);
  });
});

describe('presses', () => {
  const policy = { ...defaultPolicy, pressesPerMinute: 3 };
  const at = (seconds: number): Date => new Date(start + seconds * 1_000);

  it('of one person count as long as they are few, and it is said when they count again', () => {
    const floods = createFloods(policy);
    for (const second of [0, 1, 2]) expect(floods.press(olga, at(second))).toBeUndefined();
    const until = at(minute).toISOString();
    expect(floods.press(olga, at(3))).toEqual({ kind: 'too-many-presses', most: 3, until });
    expect(floods.press(ben, at(3))).toBeUndefined();
    expect(floods.press(olga, at(59))).toMatchObject({ kind: 'too-many-presses' });
    expect(floods.press(olga, at(minute))).toBeUndefined();
  });

  it('and messages have nothing to do with each other', () => {
    const floods = createFloods(policy);
    for (let one = 0; one < 30; one += 1) floods.message(olga, at(0));
    expect(floods.press(olga, at(0))).toBeUndefined();
  });
});

describe('refused asks', () => {
  const at = (minutes: number): Date => new Date(start + minutes * 60_000);
  const unknown = { kind: 'caller-unknown' } as const;

  it('of one kind by one person go on record 20 times an hour, and the last of them says so', () => {
    const floods = createFloods(defaultPolicy);
    const worth = Array.from({ length: 30 }, () => floods.refusedAsk(olga, unknown, at(0)));
    expect(worth).toEqual([...Array<string>(19).fill('record'), 'last', ...Array<string>(10).fill('no')]);
    expect(floods.refusedAsk(olga, { kind: 'caller-is-guest' }, at(0))).toBe('record');
    expect(floods.refusedAsk(ben, unknown, at(0))).toBe('record');
    expect(floods.refusedAsk(olga, unknown, at(60))).toBe('record');
  });
});

describe('people who wrote and pressed', () => {
  it('are forgotten when what they did does not count any more', () => {
    const floods = createFloods(defaultPolicy);
    const act = (name: string, seconds: number): void => {
      const who = { id: name as PersonId, name };
      const now = new Date(start + seconds * 1_000);
      floods.press(who, now);
      for (let one = 0; one < 21; one += 1) floods.message(who, now);
      floods.refusedAsk(who, { kind: 'caller-is-guest' }, now);
    };
    for (let one = 0; one < 1_000; one += 1) act(`one ${one}`, 0);
    expect(floods.remembered()).toBe(3_000);
    act('somebody', minute);
    expect(floods.remembered()).toBe(1_003);
    act('somebody else', 61 * minute);
    expect(floods.remembered()).toBe(3);
  });
});

describe('what is counted and then acted on', () => {
  it('is done one after the other, also after one that failed', async () => {
    const floods = createFloods(defaultPolicy);
    const said: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      said.push(`${name} begins`);
      await Promise.resolve();
      said.push(`${name} ends`);
      if (name === 'first') throw new Error('it failed');
    };
    const first = floods.inTurn(work('first'));
    const second = floods.inTurn(work('second'));
    await expect(first).rejects.toThrow('it failed');
    await second;
    expect(said).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });
});
