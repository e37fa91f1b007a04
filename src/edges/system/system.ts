import { randomBytes, randomUUID } from 'node:crypto';
import { codeAlphabet, type Code, type RequestId } from '../../core/ids';
import type { Clock, Ids } from '../../core/ports';

/** What a timer can count, about 25 days; beyond it, it would fire at once. */
const longestSleepMs = 2 ** 31 - 1;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, cut) =>
    new Promise((resolve) => {
      if (cut?.aborted === true) {
        resolve();
        return;
      }
      const done = (): void => {
        clearTimeout(timer);
        cut?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(Math.max(0, ms), longestSleepMs));
      cut?.addEventListener('abort', done);
    }),
};

/** Identifiers from the system's cryptographic random source. */
export const randomIds: Ids = {
  request: () => randomUUID() as RequestId,
  clientRequest: () => randomUUID(),
  // 256 is a multiple of 32, so every letter is equally likely.
  code: () => `R-${[...randomBytes(5)].map((byte) => codeAlphabet.charAt(byte % 32)).join('')}` as Code,
};
