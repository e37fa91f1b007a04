import { generateKeyPairSync } from 'node:crypto';
import { keyTimes, signingKeys, type PublishedKeys, type SigningKeys } from '../../src/edges/teams/door/keys';

const key = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey;
const endorsements = ['msteams'];
const published = (...kids: readonly string[]): PublishedKeys =>
  new Map(kids.map((kid) => [kid, { key, endorsements }]));
const known = { key, endorsements };
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** A channel that publishes what the test says, on a clock that the test moves. */
function channel(): {
  keys: SigningKeys;
  publish: (what: PublishedKeys | 'down' | 'slow') => void;
  answer: () => void;
  pass: (ms: number) => void;
  fetched: () => number;
  said: readonly unknown[];
} {
  let now = 0;
  let what: PublishedKeys | 'down' | 'slow' = published('a');
  let fetches = 0;
  let answer = (): void => undefined;
  const said: unknown[] = [];
  const load = async (): Promise<PublishedKeys> => {
    fetches += 1;
    if (what === 'down') throw new Error('down');
    if (what !== 'slow') return what;
    return new Promise((resolve) => {
      answer = () => {
        resolve(published('a'));
      };
    });
  };
  const journal = {
    note: (message: string, fields: object) => void said.push({ message, ...fields }),
  };
  return {
    keys: signingKeys({ load, now: () => now, journal }),
    publish: (next) => {
      what = next;
    },
    answer: () => {
      answer();
    },
    pass: (ms) => {
      now += ms;
    },
    fetched: () => fetches,
    said,
  };
}

describe('the signing keys of the channel', () => {
  it('are not there before they were fetched: nobody is let in, and no knock fetches them', async () => {
    const { keys, fetched } = channel();
    expect(keys.isReady()).toBe(false);
    for (let knock = 0; knock < 1_000; knock += 1) expect(await keys.find(`k${knock}`)).toBe('not-ready');
    expect(fetched()).toBe(0);
  });

  it('are fetched at the start, and then known', async () => {
    const { keys, fetched } = channel();
    await keys.tend();
    expect(keys.isReady()).toBe(true);
    expect(await keys.find('a')).toEqual(known);
    expect(fetched()).toBe(1);
  });

  it('are fetched once, however many wait for them', async () => {
    const { keys, publish, answer, fetched } = channel();
    publish('slow');
    const tended = [keys.tend(), keys.tend()];
    const waiting = Array.from({ length: 50 }, () => keys.find('a'));
    expect(keys.isReady()).toBe(false);
    answer();
    expect(await Promise.all(waiting)).toEqual(Array.from({ length: 50 }, () => known));
    await Promise.all(tended);
    expect(fetched()).toBe(1);
  });

  it('that cannot be had leave the door shut, are asked for again, and then open it', async () => {
    const { keys, publish, pass, fetched, said } = channel();
    publish('down');
    await keys.tend();
    expect(keys.isReady()).toBe(false);
    expect(await keys.find('a')).toBe('not-ready');
    expect(said).toEqual([
      expect.objectContaining({
        message: 'the signing keys of Teams could not be fetched',
        ready: false,
        cause: new Error('down'),
      }),
    ]);
    await keys.tend();
    expect(fetched()).toBe(1);
    publish(published('a'));
    pass(keyTimes.coldPauseMs);
    await keys.tend();
    expect(fetched()).toBe(2);
    expect(await keys.find('a')).toEqual(known);
  });

  it('serve on while the address of the channel is down', async () => {
    const { keys, publish, pass, said } = channel();
    await keys.tend();
    publish('down');
    for (let hours = 0; hours < 23; hours += 1) {
      pass(hour);
      await keys.tend();
      expect(await keys.find('a')).toEqual(known);
    }
    expect(keys.isReady()).toBe(true);
    expect(said).toContainEqual(expect.objectContaining({ ready: true }));
  });

  it('are not used after a day without a word from the channel', async () => {
    const { keys, publish, pass } = channel();
    await keys.tend();
    publish('down');
    pass(24 * hour - 1);
    expect(await keys.find('a')).toEqual(known);
    pass(1);
    expect(keys.isReady()).toBe(false);
    expect(await keys.find('a')).toBe('not-ready');
  });

  it('are fetched again in the background, long before that', async () => {
    const { keys, pass, fetched } = channel();
    await keys.tend();
    pass(6 * hour - 1);
    await keys.tend();
    expect(fetched()).toBe(1);
    pass(1);
    await keys.tend();
    expect(fetched()).toBe(2);
    pass(20 * hour);
    expect(keys.isReady()).toBe(true);
  });

  it('are asked for once a minute when that fails', async () => {
    const { keys, publish, pass, fetched } = channel();
    await keys.tend();
    publish('down');
    pass(6 * hour);
    for (let seconds = 0; seconds < 180; seconds += 5) {
      await keys.tend();
      pass(5 * second);
    }
    expect(fetched()).toBe(1 + 3);
  });

  it('follow a rotation within a minute', async () => {
    const { keys, publish, pass } = channel();
    await keys.tend();
    publish(published('a', 'b'));
    pass(minute - 1);
    expect(await keys.find('b')).toBe('unknown');
    pass(1);
    expect(await keys.find('b')).toEqual(known);
    expect(await keys.find('a')).toEqual(known);
  });

  it('that were withdrawn are unknown from the next fetch on', async () => {
    const { keys, publish, pass } = channel();
    await keys.tend();
    publish(published('b'));
    pass(minute);
    expect(await keys.find('b')).toEqual(known);
    expect(await keys.find('a')).toBe('unknown');
  });

  it('are fetched once a minute at most, whatever a thousand unknown ids a second ask for', async () => {
    const { keys, pass, fetched } = channel();
    await keys.tend();
    for (let seconds = 0; seconds < 180; seconds += 1) {
      const asked = Array.from({ length: 1_000 }, (_, each) => keys.find(`${seconds}-${each}`));
      expect(new Set(await Promise.all(asked))).toEqual(new Set(['unknown']));
      pass(second);
    }
    expect(fetched()).toBe(1 + 2);
  });

  it('serve on while unknown ids ask for others and the address is down', async () => {
    const { keys, publish, pass, fetched } = channel();
    await keys.tend();
    publish('down');
    pass(minute);
    expect(await keys.find('x')).toBe('unknown');
    expect(await keys.find('x')).toBe('unknown');
    expect(await keys.find('a')).toEqual(known);
    expect(fetched()).toBe(2);
  });

  it('keep who asks for an unknown one waiting only as long as a fetch is under way', async () => {
    const { keys, publish, pass, answer, fetched } = channel();
    await keys.tend();
    publish('slow');
    pass(minute);
    const [first, second_] = [keys.find('x'), keys.find('y')];
    expect(await keys.find('a')).toEqual(known);
    answer();
    expect(await Promise.all([first, second_])).toEqual(['unknown', 'unknown']);
    expect(fetched()).toBe(2);
  });
});
