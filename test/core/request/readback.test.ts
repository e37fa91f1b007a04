import fc from 'fast-check';
import { nextReading } from '../../../src/core/request/readback';
import { after } from './story';
import { times } from '../../support/property';

/** The moments of all readings up to `until`, each taking `takes` seconds; in seconds after the answer. */
function readings(until: number, takes: number, begins = 0): number[] {
  const moments: number[] = [];
  let now = begins;
  let last: number | undefined;
  while (last === undefined || last < until) {
    const lastRead = last === undefined ? undefined : after(last);
    const due =
      (nextReading(after(0), lastRead, after(until), after(now)).getTime() - after(0).getTime()) / 1_000;
    moments.push(due);
    now = Math.max(now, due) + takes;
    last = now;
    if (moments.length > 50) throw new Error('it never ends');
  }
  return moments;
}

describe('when the timestamp is read', () => {
  test('soon at first, then at a pace that costs little, and a last time at the very end', () => {
    expect(readings(180, 0)).toEqual([1, 2, 4, 8, 15, 30, 45, 60, 90, 120, 150, 180]);
  });

  test('within half a minute when another attempt may follow', () => {
    expect(readings(30, 0)).toEqual([1, 2, 4, 8, 15, 30]);
  });

  test('a reading that takes long leaves out those it overran', () => {
    expect(readings(30, 5)).toEqual([1, 8, 15, 30]);
  });

  test('when the end is nearer than the first reading, at the end', () => {
    expect(readings(0.5, 0)).toEqual([0.5]);
  });

  test('a process that starts late reads at once, and then keeps the schedule', () => {
    expect(readings(180, 0.3, 50)).toEqual([50, 60, 90, 120, 150, 180]);
  });

  test('a process that starts after the end still looks once', () => {
    expect(readings(180, 0.3, 5_000)).toEqual([5_000]);
  });

  test('a first reading a second after the answer is not late', () => {
    expect(nextReading(after(0), undefined, after(180), after(1))).toEqual(after(1));
    expect(nextReading(after(0), undefined, after(180), after(0.4))).toEqual(after(1));
  });

  test('whatever it takes, readings follow one another, none comes after the end, and the last is no earlier', () => {
    const halves = fc.integer({ min: 1, max: 400 }).map((half) => half / 2);
    fc.assert(
      fc.property(halves, halves, fc.boolean(), (until, takes, instantly) => {
        const moments = readings(until, instantly ? 0 : takes);
        expect(moments.every((moment, index) => index === 0 || moment > moments[index - 1]!)).toBe(true);
        expect(Math.max(...moments)).toBeLessThanOrEqual(until);
        if (instantly) expect(moments.at(-1)).toBe(until);
      }),
      times(500),
    );
  });
});
