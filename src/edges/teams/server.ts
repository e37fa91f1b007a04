import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Application } from './sdk';
import type { Activity, InvokeResponse } from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import { createServer, type Server } from 'restify';
import type { Journal } from '../../core/journal';
import type { EvictAdapter } from './adapter';
import { enter, type DoorSettings } from './door/door';
import { boundListener, type ListenerLimits } from './door/listener';
import { bodyOf, refusals, type Refusal, type Status } from './door/refusals';

export interface ServerParts {
  readonly adapter: Pick<EvictAdapter, 'deliver'>;
  readonly bot: Pick<Application, 'run'>;
  readonly door: DoorSettings;
  readonly journal: Journal;
  /** Whether Evict can do its work now. */
  readonly isReady: () => Promise<boolean>;
  /** Hears the reason of every refusal. */
  readonly refused: (refusal: Refusal) => void;
  /** Aborted when the process is asked to stop: from then on only presses are answered. */
  readonly stopping: AbortSignal;
  readonly limits?: ListenerLimits;
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** Documented, and missing from the types: runs before anything of restify's own, which `false` stops. */
interface WithFirst {
  first(handle: (request: IncomingMessage, response: ServerResponse) => boolean): void;
}

/** Opens the port: `POST /api/messages` for Teams, `GET /healthz` and `GET /readyz` for whoever runs Evict. */
export async function listen(parts: ServerParts, host: string, port: number): Promise<Listening> {
  const server = createServer({ name: 'evict', handleUncaughtExceptions: false });
  const trust = boundListener(server.server, parts.refused, parts.limits);
  const routes: Readonly<Record<string, Route>> = {
    '/api/messages': {
      method: 'POST',
      handle: (request, response) => receive(parts, trust, request, response),
    },
    '/healthz': { method: 'GET', handle: saying(async () => 200) },
    '/readyz': { method: 'GET', handle: saying(async () => ((await parts.isReady()) ? 200 : 503)) },
  };
  mount(server, routes, parts.refused);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { port: server.address().port, close: () => close(server) };
}

/** What has no route is turned away before restify, whose own answers repeat what was asked for. */
function mount(
  server: Server,
  routes: Readonly<Record<string, Route>>,
  refused: (refusal: Refusal) => void,
): void {
  const known = new Map(Object.entries(routes));
  const turnedAway = ({ method, url = '', headers, httpVersion }: IncomingMessage): Refusal | undefined => {
    if (httpVersion === '1.1' && headers.host === undefined) return 'broken-http';
    const route = known.get(url);
    if (route === undefined) return 'unknown-path';
    if (route.method !== method) return 'unknown-method';
    return headers.expect === undefined || /^100-continue$/i.test(headers.expect) ? undefined : 'expectation';
  };
  (server as unknown as WithFirst).first((request, response) => {
    const refusal = turnedAway(request);
    if (refusal !== undefined) refuse(response, refusal, refused);
    return refusal === undefined;
  });
  // Without a listener Node answers for itself.
  server.server.on('checkExpectation', (_request, response: ServerResponse) => {
    refuse(response, 'expectation', refused);
  });
  for (const [path, { method, handle }] of known) {
    const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> =>
      handle(request, response);
    if (method === 'POST') server.post(path, take);
    else server.get(path, take);
  }
}

async function receive(
  parts: ServerParts,
  trust: (socket: Socket) => void,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const entered = await enter(request, parts.door);
  if (!entered.ok) {
    refuse(response, entered.refusal, parts.refused);
    return;
  }
  trust(request.socket);
  const { stopping } = parts;
  // Teams sends a message again that was not taken; a press is lost then, so it is answered.
  if (stopping.aborted && entered.raw['type'] !== 'invoke') {
    refuse(response, 'stopping', parts.refused);
    return;
  }
  try {
    const answer = await parts.adapter.deliver(entered.token, withDates(entered.raw), async (context) => {
      await parts.bot.run(context);
    });
    // Nothing more is to come over a connection of a process that ends.
    if (isAborted(stopping)) response.setHeader('connection', 'close');
    if (answer === undefined) say(response, 200);
    else sayInvoked(response, answer);
  } catch (cause) {
    if (cause instanceof AuthenticationError) {
      refuse(response, 'refused-behind-the-door', parts.refused);
      return;
    }
    parts.journal.note('an activity was not processed', { status: 500, cause });
    say(response, 500);
  }
}

function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}

function refuse(response: ServerResponse, refusal: Refusal, refused: (refusal: Refusal) => void): void {
  refused(refusal);
  // What was not read must not become the next request on this connection.
  response.setHeader('connection', 'close');
  say(response, refusals[refusal]);
}

function saying(status: () => Promise<Status>): Route['handle'] {
  return async (_request, response) => {
    say(response, await status());
  };
}

function say(response: ServerResponse, status: Status): void {
  send(response, status, bodyOf(status));
}

function sayInvoked(response: ServerResponse, { status, body }: InvokeResponse): void {
  send(response, status, body === undefined ? '' : JSON.stringify(body));
}

/** Not restify's `send`: the sender's `Accept` would choose another form, or an error of restify's own. */
function send(response: ServerResponse, status: number, body: string): void {
  response.removeHeader('server');
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}

/** The SDK calls date methods on these two; on the wire they are text. */
function withDates(raw: Record<string, unknown>): Activity {
  const date = (value: unknown): Date | undefined =>
    typeof value === 'string' ? new Date(value) : undefined;
  return {
    ...raw,
    timestamp: date(raw['timestamp']),
    localTimestamp: date(raw['localTimestamp']),
  } as unknown as Activity;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(resolve);
    // Idle keep-alive connections would hold the port open.
    server.server.closeIdleConnections();
  });
}
