import { benchAgainstLoop } from './many';
import { benchParser } from './parser';

describe('the benchmarks, in small', () => {
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  beforeEach(() => {
    said.length = 0;
  });

  it('many people are revoked once each, as one after the other would do it, and the ratio is told', async () => {
    await benchAgainstLoop({ people: 40, sample: 3, say });
    expect(said).toContain('  verified: 40, revoked twice: 0, missed: 0');
    expect(said.at(-1)).toMatch(/^ {2}ratio \d+\.\d$/);
  });

  it('lines are read, and time is told against length', () => {
    benchParser({ rounds: 100, say });
    expect(said[0]).toMatch(/^\d+ lines a second$/);
    expect(said.slice(1)).toHaveLength(5);
  });
});
