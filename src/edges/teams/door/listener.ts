import { STATUS_CODES, type Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { bodyOf, refusals, type Refusal } from './refusals';

export interface ListenerLimits {
  /** Open connections in all; the next is closed at once. */
  readonly connections: number;
  /** Of them, connections on which nobody has shown a token yet; the oldest makes room for the next. */
  readonly strangers: number;
  readonly headersMs: number;
  readonly requestMs: number;
  readonly headerBytes: number;
}

const listenerLimits: ListenerLimits = {
  connections: 1_000,
  strangers: 400,
  headersMs: 10_000,
  // The door's own time for the body is shorter, and answers.
  requestMs: 25_000,
  headerBytes: 16 * 1024,
};

/**
 * Bounds what clients can make the HTTP server hold, and answers what is no HTTP with the same constant texts as the rest.
 * Hands back how to say that somebody on this connection has shown a good token.
 */
export function boundListener(
  server: HttpServer,
  refused: (refusal: Refusal) => void,
  limits: ListenerLimits = listenerLimits,
): (socket: Socket) => void {
  // restify 12.0.0 makes its server without options; these are read when it begins to listen and at each connection.
  Object.assign(server, {
    maxConnections: limits.connections,
    maxHeaderSize: limits.headerBytes,
    maxHeadersCount: 100,
    // Node would answer for itself; the server looks.
    requireHostHeader: false,
    maxRequestsPerSocket: 1_000,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
    // Longer than the idle time of the usual front ends, which would otherwise send into a connection that just closed.
    keepAliveTimeout: 65_000,
    timeout: 90_000,
  });
  const turnAway = (socket: Duplex, refusal: Refusal): void => {
    refused(refusal);
    // On a connection where something was answered, this could be taken for the answer to another request.
    const answered = 'bytesWritten' in socket && socket.bytesWritten !== 0;
    if (!answered && socket.writable) socket.write(rawAnswer(refusal));
    socket.destroy();
  };
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    turnAway(socket, refusalFor(error.code));
  });
  // restify listens for upgrades and leaves them alone: the connection would stay open for ever, out of all time limits.
  server.on('upgrade', (_request, socket) => {
    turnAway(socket, 'upgrade');
  });
  return boundStrangers(server, limits.strangers);
}

function refusalFor(code: string | undefined): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers-too-long';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'slow-headers' : 'broken-http';
}

function rawAnswer(refusal: Refusal): string {
  const status = refusals[refusal];
  const body = bodyOf(status);
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}

/** Many open connections of nobody in particular keep nobody else out: the one that has waited longest goes. */
function boundStrangers(server: HttpServer, most: number): (socket: Socket) => void {
  const strangers = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    strangers.add(socket);
    socket.once('close', () => strangers.delete(socket));
    const [oldest] = strangers;
    if (strangers.size > most) oldest?.destroy();
  });
  return (socket) => {
    strangers.delete(socket);
  };
}
