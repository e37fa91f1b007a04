import { randomUUID } from 'node:crypto';
import type { RevokeEffect } from './ledger';
import type { Call } from './call';

/** What goes back for one call: an object is sent as JSON, a string as HTML, nothing as an empty body. */
export interface Answer {
  readonly status: number;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How it travels; whole unless something is meant to break. */
  readonly delivery?: 'no-answer' | 'reset' | 'reset-mid-body' | 'half-open';
  /** For the ledger: what a revoke did. */
  readonly effect?: RevokeEffect;
}

/** Graph's error shape; the inner error is filled in when the answer is dressed. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Answer {
  return { status, body: { error: { code, message } }, headers };
}

export function notFound(id: string): Answer {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return refusal(404, 'Request_ResourceNotFound', message);
}

export function badRequest(message: string): Answer {
  return refusal(400, 'BadRequest', message);
}

/** The codes Graph uses when nothing more exact is known. */
const codes: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Authorization_RequestDenied',
  404: 'Request_ResourceNotFound',
  409: 'Conflict',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

/** An answer with only a status to go by: the error Graph would send, or an empty success. */
export function statusOnly(status: number, code?: string, retryAfter?: number | string): Answer {
  if (status < 400) return { status };
  const headers = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  const known = code ?? codes[status] ?? 'UnknownError';
  return refusal(status, known, `The simulated tenant was asked to answer ${status}.`, headers);
}

/** Adds what every answer of Graph carries: Date, request-id, client-request-id, and both ids inside an error. */
export function dress(answer: Answer, call: Call, now: Date): Answer {
  const requestId = randomUUID();
  const clientRequestId = call.headers['client-request-id'] ?? requestId;
  const headers = {
    Date: now.toUTCString(),
    'request-id': requestId,
    'client-request-id': clientRequestId,
    ...contentType(answer.body),
    ...answer.headers,
  };
  if (!isError(answer.body)) return { ...answer, headers };
  const innerError = {
    date: now.toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': clientRequestId,
  };
  return { ...answer, headers, body: { error: { ...answer.body.error, innerError } } };
}

function contentType(body: Answer['body']): Record<string, string> {
  if (body === undefined) return {};
  if (typeof body === 'string') return { 'Content-Type': 'text/html; charset=utf-8' };
  const json =
    'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
  return { 'Content-Type': json };
}

function isError(body: Answer['body']): body is { error: object } {
  return typeof body === 'object' && 'error' in body && typeof body.error === 'object' && body.error !== null;
}
