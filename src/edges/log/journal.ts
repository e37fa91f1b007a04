import pino from 'pino';
import type { Journal } from '../../core/ports';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Structured log lines (JSON) on standard output. */
export function journal(level: LogLevel): Journal {
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (message, fields = {}) => {
      log.info(safe(fields), message);
    },
    error: (message, fields = {}) => {
      log.error(safe(fields), message);
    },
  };
}

/**
 * SDK errors carry whole requests, tokens included, in their properties. Of an error only its name and message are
 * written, and of its causes the same.
 */
function safe(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, described(value)]));
}

function described(value: unknown, depth = 0): unknown {
  if (!(value instanceof Error)) return value;
  const why = value.cause === undefined || depth > 4 ? {} : { cause: described(value.cause, depth + 1) };
  return { name: value.name, message: value.message.slice(0, 500), ...why };
}
