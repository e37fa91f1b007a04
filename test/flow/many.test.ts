import { CouldNotCheck } from '../../src/core/fault';
import type { PersonId } from '../../src/core/ids';
import { runOf } from '../../src/core/request/state';
import type { Process } from './process';
import { finish, openSquare, type Square } from './square';

let square: Square;
const open = async (count: number): Promise<Process> => {
  square = await openSquare(count);
  return square.process();
};
afterEach(() => {
  square.close();
});

const times = (who: PersonId): number => square.sent.filter(({ id }) => id === who).length;
const once = (): void => {
  expect(square.sent.map(({ id }) => id).toSorted()).toEqual(square.people.toSorted());
};
/** What was sent and what is on record are the same, one for one. */
const agreed = async (): Promise<void> => {
  const events = await square.events();
  const attempts = events.flatMap((event) => (event.type === 'attempted' ? [event.clientRequestId] : []));
  expect(attempts).toEqual(expect.arrayContaining(square.sent.map((one) => one.clientRequestId)));
  expect(new Set(attempts).size).toBe(attempts.length);
};
const every = (outcome: string): readonly string[] => square.people.map(() => outcome);

describe('a request for 45', () => {
  it('is sent once for each, proven for each, and the card comes to say so', async () => {
    const process = await open(45);
    await finish(process);
    once();
    await agreed();
    expect(await square.outcomes()).toEqual(every('verified'));
    expect(process.shown()).toMatchObject({ phase: 'done', unsettled: 0 });
  });

  it('those for whom Graph is too busy are sent again alone, and not before they may be', async () => {
    const process = await open(45);
    const busy = square.people.slice(5, 8);
    let retryAt = 0;
    square.world.deed = (who, nth) => {
      if (nth > 0 || !busy.includes(who)) return { effect: true, answer: { kind: 'accepted', status: 204 } };
      retryAt = square.clock.now().getTime() + 40_000;
      const at = new Date(retryAt).toISOString();
      return { effect: false, answer: { kind: 'not-taken', why: 'TooManyRequests', retryAt: at } };
    };
    await finish(process);
    expect(square.people.filter((who) => times(who) === 2)).toEqual(busy);
    for (const { at } of square.sent.slice(45)) expect(at.getTime()).toBeGreaterThanOrEqual(retryAt);
    expect(await square.outcomes()).toEqual(every('verified'));
  });

  it('no clear answer: read back, and sent again only where it had no effect', async () => {
    const process = await open(45);
    const [worked, lost] = [square.people.slice(0, 20), square.people.slice(20, 25)];
    square.world.deed = (who, nth) => {
      const isUnclear = nth === 0 && (worked.includes(who) || lost.includes(who));
      if (!isUnclear) return { effect: true, answer: { kind: 'accepted', status: 204 } };
      return { effect: worked.includes(who), answer: { kind: 'unknown', why: '503' } };
    };
    await finish(process);
    expect(square.people.filter((who) => times(who) === 2)).toEqual(lost);
    expect(await square.outcomes()).toEqual(every('verified'));
    const request = await square.request();
    expect(runOf(request, worked[0]!)?.outcome).toMatchObject({ readBack: true });
  });

  it('a yes without effect is never more than unverified, and is not sent again', async () => {
    const process = await open(45);
    square.world.deed = (who) => ({
      effect: who !== square.people[9],
      answer: { kind: 'accepted', status: 204 },
    });
    await finish(process);
    once();
    expect(await square.outcomes()).toEqual(every('verified').with(9, 'unverified'));
    const outcome = runOf(await square.request(), square.people[9]!)?.outcome;
    expect(outcome).toMatchObject({ accepted: true, evidence: { after: null } });
  });

  it.each(['before', 'after'] as const)(
    'killed %s each of its appends in turn: nobody is missed, and nobody sent about again whose first POST had worked',
    async (when) => {
      let kills = 0;
      for (let nth = 1; ; nth += 1) {
        const first = await open(45);
        first.dieAt(nth, when);
        const finished = finish(first).then(() => 'finished');
        const ended = await Promise.race([finished, first.died.then(() => 'killed')]);
        if (ended === 'killed') {
          kills += 1;
          const arrived = square.sent.length;
          await finish(square.process());
          expect(square.sent.length).toBeGreaterThanOrEqual(arrived);
        }
        once();
        await agreed();
        expect(await square.outcomes()).toEqual(every('verified'));
        if (ended === 'finished') break;
        square.close();
      }
      // Two at the least: the attempts, and how it ended.
      expect(kills).toBeGreaterThanOrEqual(3);
    },
    60_000,
  );

  it('a record that refuses each append in turn: interrupted, and gone on with by the next look, nobody twice', async () => {
    let interrupted = 0;
    for (let nth = 1; ; nth += 1) {
      const process = await open(45);
      process.failAt(nth);
      await finish(process);
      const isDone = (await square.request()).phase === 'done';
      if (!isDone) {
        interrupted += 1;
        await finish(process);
      }
      once();
      await agreed();
      expect(await square.outcomes()).toEqual(every('verified'));
      if (isDone) break;
      square.close();
    }
    expect(interrupted).toBeGreaterThanOrEqual(3);
  }, 60_000);

  it('two processes on one record: nobody is sent about twice', async () => {
    const one = await open(45);
    const other = square.process();
    await Promise.all([finish(one), finish(other)]);
    once();
    await agreed();
    expect(await square.outcomes()).toEqual(every('verified'));
  });

  it('asked to stop: begins nothing more, and what was sent is on record with its answer', async () => {
    const process = await open(45);
    square.world.deed = () => {
      process.stop();
      return { effect: true, answer: { kind: 'accepted', status: 204 } };
    };
    await finish(process);
    const events = await square.events();
    const answered = events.filter((event) => event.type === 'answered');
    expect(answered).toHaveLength(square.sent.length);
    await finish(square.process());
    once();
    expect(await square.outcomes()).toEqual(every('verified'));
  });

  it('look-ups that fail for a while hold it up, and nobody is sent about on what could not be checked', async () => {
    const process = await open(45);
    const begun = square.clock.now().getTime();
    square.world.standing = (who, usual) => {
      if (square.clock.now().getTime() < begun + 60_000) throw new CouldNotCheck(who);
      return usual;
    };
    await finish(process);
    once();
    for (const { at } of square.sent) expect(at.getTime()).toBeGreaterThanOrEqual(begun + 60_000);
  });

  it('look-ups that go on failing end it at its deadline, with nothing sent', async () => {
    const process = await open(45);
    square.world.standing = () => {
      throw new CouldNotCheck('anybody');
    };
    await finish(process);
    expect(square.sent).toEqual([]);
    expect(await square.outcomes()).toEqual(every('skipped'));
    expect(runOf(await square.request(), square.people[0]!)?.outcome).toMatchObject({
      why: { kind: 'deadline' },
    });
  });
});
