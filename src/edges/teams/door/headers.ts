import type { IncomingMessage } from 'node:http';
import type { Refusal } from './refusals';

export type Headed =
  { readonly ok: true; readonly token: string } | { readonly ok: false; readonly refusal: Refusal };

const no = (refusal: Refusal): Headed => ({ ok: false, refusal });

/** What can be told from the headers alone: exactly one token, and a body that is JSON of a length said beforehand. */
export function readHeaders(request: IncomingMessage, mostBytes: number): Headed {
  const { headers } = request;
  const tokens = valuesOf(request, 'authorization');
  if (tokens.length > 1) return no('more-than-one-token');
  const token = /^Bearer ([\w.-]+)$/.exec(tokens[0] ?? '')?.[1];
  if (token === undefined) return no('no-token');
  // restify 12.0.0 ends the process on a few bytes of garbage gzip: no decoder is ever reached.
  if (headers['content-encoding'] !== undefined) return no('content-encoding');
  if (!/^application\/json *(;|$)/i.test(headers['content-type'] ?? '')) return no('content-type');
  // The Bot Connector says the length; who does not would make us count, and two notions of an end are one too many.
  if (headers['transfer-encoding'] !== undefined || headers['content-length'] === undefined)
    return no('no-length');
  return Number(headers['content-length']) > mostBytes ? no('body-too-long') : { ok: true, token };
}

/** Every value of a header that was sent; Node keeps only the first of some. */
function valuesOf({ rawHeaders }: IncomingMessage, name: string): readonly string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}
