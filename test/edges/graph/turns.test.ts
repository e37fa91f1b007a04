import { atMost } from '../../../src/edges/graph/turns';

describe('look-ups at the same time', () => {
  /** Work that ends when it is told to. */
  const held = (): {
    work: () => Promise<string>;
    end: (failed?: true) => Promise<void>;
    begun: () => boolean;
  } => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    let hasBegun = false;
    return {
      work: () => {
        hasBegun = true;
        return promise;
      },
      end: async (failed) => {
        if (failed === true) reject(new Error('503'));
        else resolve('found');
        await new Promise((done) => setImmediate(done));
      },
      begun: () => hasBegun,
    };
  };

  it('are no more than allowed; the others begin in the order they came, as soon as there is room', async () => {
    const inTurn = atMost(2);
    const all = Array.from({ length: 5 }, held);
    const answers = all.map(({ work }) => inTurn(work));
    const begun = (): readonly boolean[] => all.map((one) => one.begun());
    expect(begun()).toEqual([true, true, false, false, false]);
    await all[1]!.end();
    expect(begun()).toEqual([true, true, true, false, false]);
    await all[2]!.end();
    expect(begun()).toEqual([true, true, true, true, false]);
    for (const one of all) await one.end();
    expect(await Promise.all(answers)).toEqual(Array(5).fill('found'));
  });

  it('that fail make room as well, and there is never more of it than before', async () => {
    const inTurn = atMost(1);
    const [first, second, third] = [held(), held(), held()];
    const failing = inTurn(first.work);
    const waiting = inTurn(second.work);
    const refused = expect(failing).rejects.toThrow('503');
    await first.end(true);
    await refused;
    expect(second.begun()).toBe(true);
    await second.end();
    expect(await waiting).toBe('found');
    const last = inTurn(third.work);
    const behind = held();
    void inTurn(behind.work);
    expect([third.begun(), behind.begun()]).toEqual([true, false]);
    await third.end();
    expect(await last).toBe('found');
    expect(behind.begun()).toBe(true);
  });
});
