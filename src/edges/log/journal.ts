import pino from 'pino';
import { messages, type Journal, type Level } from '../../core/journal';
import { described } from './described';

export type LogLevel = Level | 'silent';

export interface OpenJournal extends Journal {
  /** Returns when every line is out; for the moment before the process ends. */
  flush(): void;
}

/**
 * Structured log lines (JSON) on standard output, written before `note` returns, so that a process that ends loses none.
 * `secrets` are values that no line may hold, whatever brought them there.
 */
export function openJournal(level: LogLevel, secrets: readonly string[] = []): OpenJournal {
  const out = pino.destination({ dest: 1, sync: true });
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, out);
  return {
    note: (message, fields) => {
      const told = Object.entries(fields).map(([name, value]) => [name, described(value, secrets)]);
      log[messages[message].level](Object.fromEntries(told), message);
    },
    flush: () => {
      out.flushSync();
    },
  };
}
