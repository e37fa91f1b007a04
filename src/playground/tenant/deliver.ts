import type { ServerResponse } from 'node:http';
import type { Answer } from './answer';

/**
 * Puts an answer on the wire, whole or broken as its `delivery` says. restify 12.0.0 patches every server of a process: its
 * `writeHead` returns nothing, so calls are not chained.
 */
export function deliver(response: ServerResponse, { status, headers, body, delivery }: Answer): void {
  if (delivery === 'no-answer') return;
  if (delivery === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const text = Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
  const length = status === 204 ? {} : { 'Content-Length': text.length };
  response.writeHead(status, { ...headers, ...length });
  if (delivery === undefined) {
    response.end(text);
    return;
  }
  if (delivery === 'half-open') {
    response.flushHeaders();
    return;
  }
  response.write(text.subarray(0, text.length / 2), () => {
    response.destroy();
  });
}
