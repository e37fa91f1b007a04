import type { Event } from '../core/request/events';
import type { FoundRow } from '../edges/store/verify';

/** A row as far as it can be read; what stands in a damaged one is never trusted to be anything. */
export interface AuditRow {
  readonly seq: string;
  readonly request: string;
  readonly version: string;
  readonly at: string;
  readonly type: string;
  readonly key: string;
  readonly hash: string;
  readonly body: string;
  /** The body as an event; undefined when it is none. */
  readonly event?: Event;
}

export function readable(row: FoundRow): AuditRow {
  const [request, at, type, key, hash, body] = ['request', 'at', 'type', 'key', 'hash', 'body'].map((name) =>
    textOf(row[name]),
  ) as [string, string, string, string, string, string];
  const event = eventIn(body);
  const columns = {
    seq: String(row['seq']),
    request,
    version: String(row['version']),
    at,
    type,
    key,
    hash,
    body,
  };
  return { ...columns, ...(event === undefined ? {} : { event }) };
}

function textOf(value: unknown): string {
  return ArrayBuffer.isView(value)
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString()
    : '';
}

function eventIn(body: string): Event | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && 'type' in parsed ? (parsed as Event) : undefined;
  } catch {
    return undefined;
  }
}
