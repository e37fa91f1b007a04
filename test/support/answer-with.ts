import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** restify 12.0.0 patches every response of the process, across test files too: its `writeHead` returns nothing. */
export function answerWith(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders = {},
  body = '',
): void {
  response.writeHead(status, headers);
  response.end(body);
}
