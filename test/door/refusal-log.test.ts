import { refusals, texts, bodyOf, type Refusal } from '../../src/edges/teams/door/refusals';
import { refusalLog } from '../../src/edges/teams/door/refusal-log';

describe('refusals', () => {
  const all = Object.keys(refusals) as Refusal[];

  it('each have a status with one constant text, which says nothing of the reason', () => {
    for (const refusal of all) {
      const body = bodyOf(refusals[refusal]);
      expect(JSON.parse(body)).toEqual({ status: texts[refusals[refusal]] });
      expect(texts[refusals[refusal]]).toMatch(/^[a-z ]+$/);
    }
    expect(new Set(all.map((one) => bodyOf(refusals[one]))).size).toBe(new Set(Object.values(refusals)).size);
  });

  it('are errors of the sender, except that there are no keys, or that Evict is stopping', () => {
    const others = all.filter((one) => refusals[one] < 400 || refusals[one] >= 500);
    expect(others).toEqual(['keys-not-ready', 'stopping']);
  });
});

describe('the log of refusals', () => {
  const open = (): { log: (refusal: Refusal) => void; lines: unknown[]; pass: (ms: number) => void } => {
    let now = 0;
    const lines: unknown[] = [];
    const journal = {
      note: (message: string, fields: object) => void lines.push({ message, ...fields }),
    };
    const log = refusalLog(journal, () => now);
    return { log, lines, pass: (ms) => (now += ms) };
  };
  const line = (reason: Refusal, count: number): object => ({
    message: 'refused at the door',
    status: refusals[reason],
    reason,
    count,
  });

  it('says the first of each reason at once, with its status', () => {
    const { log, lines } = open();
    log('no-token');
    log('another-channel');
    expect(lines).toEqual([line('no-token', 1), line('another-channel', 1)]);
  });

  it('counts what comes in between, and says it with the next after ten seconds', () => {
    const { log, lines, pass } = open();
    for (let times = 0; times < 1_000; times += 1) log('no-token');
    pass(9_999);
    log('no-token');
    expect(lines).toEqual([line('no-token', 1)]);
    pass(1);
    log('no-token');
    expect(lines).toEqual([line('no-token', 1), line('no-token', 1_001)]);
    pass(10_000);
    log('no-token');
    expect(lines.at(-1)).toEqual(line('no-token', 1));
  });

  it('cannot be made to grow: an hour of every reason, a hundred a second, is six lines a minute of each', () => {
    const { log, lines, pass } = open();
    for (let tenths = 0; tenths < 36_000; tenths += 1) {
      for (const refusal of ['no-token', 'not-json'] as const) log(refusal);
      pass(100);
    }
    expect(lines).toHaveLength(2 * 360);
  });
});
