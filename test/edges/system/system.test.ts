import { asCode, codeAlphabet } from '../../../src/core/ids';
import { randomIds, systemClock } from '../../../src/edges/system/system';

describe('the clock of the machine', () => {
  it('is now', () => {
    const before = Date.now();
    const now = systemClock.now().getTime();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('sleeps at least as long as told', async () => {
    const start = performance.now();
    await systemClock.sleep(30);
    expect(performance.now() - start).toBeGreaterThanOrEqual(29);
  });

  it.each([0, -5])('does not sleep for %i ms', async (ms) => {
    await systemClock.sleep(ms);
  });

  it('wakes at once when cut short, and never rejects', async () => {
    const cut = new AbortController();
    const start = performance.now();
    const asleep = systemClock.sleep(600_000, cut.signal);
    cut.abort(new Error('stopping'));
    await expect(asleep).resolves.toBeUndefined();
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('does not fall asleep when it was cut short before', async () => {
    const start = performance.now();
    await systemClock.sleep(600_000, AbortSignal.abort());
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('leaves no listener behind on a signal that outlives many sleeps', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    const { signal } = new AbortController();
    for (let turn = 0; turn < 50; turn += 1) await systemClock.sleep(0, signal);
    await new Promise(setImmediate);
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it('sleeps a time that is longer than timers can count', async () => {
    const cut = new AbortController();
    let awake = false;
    const asleep = systemClock.sleep(60 * 24 * 3_600_000, cut.signal).then(() => {
      awake = true;
    });
    await systemClock.sleep(50);
    expect(awake).toBe(false);
    cut.abort();
    await asleep;
  });
});

describe('ids', () => {
  const many = 2_000;
  const codes = Array.from({ length: many }, () => randomIds.code());
  const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  it('of requests and attempts are GUIDs that do not repeat', () => {
    const ids = Array.from({ length: many }, () => [
      randomIds.request() as string,
      randomIds.clientRequest(),
    ]).flat();
    expect(ids.every((id) => guid.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(2 * many);
  });

  it('that people say are five letters of the alphabet that survives the telephone', () => {
    expect(codes.every((code) => new RegExp(`^R-[${codeAlphabet}]{5}$`).test(code))).toBe(true);
  });

  it('that people say are read back as they are', () => {
    expect(codes.map(asCode)).toEqual(codes);
    expect(codes.map((code) => asCode(code.toLowerCase().replace('-', '')))).toEqual(codes);
  });

  it('that people say use every letter, none much more than another', () => {
    const letters = codes.flatMap((code) => Array.from(code.slice(2)));
    const counts = Array.from(codeAlphabet).map((letter) => letters.filter((one) => one === letter).length);
    const expected = letters.length / codeAlphabet.length;
    // About 17 standard deviations: chance does not get there, a wrong modulus does.
    for (const count of counts) expect(Math.abs(count - expected)).toBeLessThan(expected);
    expect(Math.min(...counts)).toBeGreaterThan(expected / 4);
  });
});
