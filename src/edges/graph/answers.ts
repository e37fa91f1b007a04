import type { Answer } from '../../core/request/events';
import { graphErrorCode } from './read';

/**
 * What a status means for the effect (Microsoft Learn, "Microsoft Graph error responses"). Any 2xx is "accepted" and its
 * body proves nothing. 5xx and silence leave it open whether the revoke happened; 4xx and 429 say it did not.
 */
export async function classify(response: Response, now: Date): Promise<Answer> {
  const requestId = response.headers.get('request-id');
  const id = requestId === null ? {} : { requestId };
  if (response.ok) {
    await response.body?.cancel().catch(() => undefined);
    return { kind: 'accepted', status: response.status, ...id };
  }
  const code = await graphErrorCode(response);
  const { status } = response;
  if (status === 429)
    return { kind: 'not-taken', why: code, retryAt: after(now, retryAfterSeconds(response, now)), ...id };
  if (status === 401) return { kind: 'not-taken', why: code, retryAt: after(now, soonSeconds), ...id };
  if (status >= 500 || status === 408) return { kind: 'unknown', why: `${status} ${code}`, ...id };
  return { kind: 'refused', status, code, ...id };
}

/**
 * What it means that no answer came. graph-client 3.0.7 wraps what a middleware throws in a GraphError whose `code` is the
 * name of the cause; of a body that stops coming, `fetch` says it itself.
 */
export function notAnswered(cause: unknown, now: Date): Answer {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'NotSent') return { kind: 'not-taken', why: 'no-token', retryAt: after(now, soonSeconds) };
  const late = code === 'NoAnswer' || nameOf(cause) === 'TimeoutError';
  return { kind: 'unknown', why: late ? 'no answer in time' : 'the connection broke' };
}

function nameOf(cause: unknown): unknown {
  return typeof cause === 'object' && cause !== null && 'name' in cause ? cause.name : undefined;
}

const soonSeconds = 5;

/** `Retry-After` in seconds or as a date; junk and the past count as five seconds. */
export function retryAfterSeconds(response: Response, now: Date): number {
  const header = response.headers.get('retry-after') ?? '';
  const seconds = /^\d{1,9}(?:\.\d{1,9})?$/.test(header)
    ? Number(header)
    : (Date.parse(header) - now.getTime()) / 1_000;
  return Number.isFinite(seconds) && seconds > 0 ? seconds : soonSeconds;
}

function after(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1_000).toISOString();
}
