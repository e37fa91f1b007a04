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
 * written, and of its causes the same; of any other object nothing at all.
 */
function safe(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, described(value)]));
}

function described(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return withoutTokens(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 5) return 'more';
  if (Array.isArray(value)) return value.map((one) => described(one, depth + 1));
  if (!(value instanceof Error)) return 'an object';
  const why = value.cause === undefined ? {} : { cause: described(value.cause, depth + 1) };
  return { name: value.name, message: withoutTokens(value.message).slice(0, 500), ...why };
}

/** Libraries quote what they were given; a token begins with the JSON of its header, which in base64 is `eyJ`. */
function withoutTokens(text: string): string {
  return text.replace(/\bBearer\s+\S+/gi, 'Bearer …').replace(/\beyJ[\w-]*\.[\w-]+(\.[\w-]*)*/g, '…');
}
