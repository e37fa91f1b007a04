/** Why a request was not let in, each with the status that is all its sender learns. The reasons are for log and metrics. */
export const refusals = {
  'broken-http': 400,
  upgrade: 400,
  'no-token': 401,
  'more-than-one-token': 401,
  'malformed-token': 401,
  'token-algorithm': 401,
  'token-without-key-id': 401,
  'unknown-key': 401,
  'key-not-for-teams': 401,
  'bad-signature': 401,
  'token-issuer': 401,
  'token-audience': 401,
  'token-expired': 401,
  'token-not-yet-valid': 401,
  'token-without-service-address': 401,
  'refused-behind-the-door': 401,
  'token-for-another-service-address': 403,
  'another-channel': 403,
  'another-tenant-in-the-conversation': 403,
  'another-tenant-in-the-channel-data': 403,
  'service-address-not-listed': 403,
  'unknown-path': 404,
  'unknown-method': 405,
  'slow-headers': 408,
  'slow-body': 408,
  'no-length': 411,
  'body-too-long': 413,
  'content-encoding': 415,
  'content-type': 415,
  expectation: 417,
  'headers-too-long': 431,
  'broken-body': 400,
  'not-utf-8': 400,
  'not-json': 400,
  'nested-too-deep': 400,
  'not-an-activity': 400,
  'keys-not-ready': 503,
  stopping: 503,
} as const;

export type Refusal = keyof typeof refusals;

/** The answer for each status, one constant text: a refusal tells nothing about why. */
export const texts = {
  200: 'ok',
  400: 'bad request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not found',
  405: 'not allowed',
  408: 'timeout',
  411: 'length required',
  413: 'too large',
  415: 'unsupported',
  417: 'not expected',
  431: 'headers too large',
  500: 'error',
  503: 'not ready',
} as const;

export type Status = keyof typeof texts;

export function bodyOf(status: Status): string {
  return JSON.stringify({ status: texts[status] });
}
