import type { Application } from '@microsoft/teams-ai';
import type { Activity } from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import { createServer, type Request, type Response, type Server } from 'restify';
import type { Journal } from '../../core/journal';
import type { Meters } from '../../core/meters';
import type { EvictAdapter } from './adapter';
import { enter, type DoorSettings } from './door';

export interface ServerParts {
  readonly adapter: EvictAdapter;
  readonly bot: Application;
  readonly door: DoorSettings;
  readonly journal: Journal;
  readonly meters: Meters;
  /** Whether the record can be written now, and Evict is not stopping. */
  readonly isReady: () => Promise<boolean>;
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** One constant text for each status: a refusal tells nothing about why. */
const texts: Readonly<Record<number, string>> = {
  200: 'ok',
  400: 'bad request',
  401: 'unauthorized',
  403: 'forbidden',
  408: 'timeout',
  413: 'too large',
  415: 'unsupported',
  500: 'error',
  503: 'not ready',
};

/** Opens the port: `POST /api/messages` for Teams, `GET /healthz` and `GET /readyz` for whoever runs Evict. */
export async function listen(parts: ServerParts, host: string, port: number): Promise<Listening> {
  const server = createServer({ name: 'evict', handleUncaughtExceptions: false });
  server.get('/healthz', async (_request, response) => {
    say(response, 200);
  });
  server.get('/readyz', async (_request, response) => {
    say(response, (await parts.isReady()) ? 200 : 503);
  });
  server.post('/api/messages', async (request, response) => receive(parts, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { port: server.address().port, close: () => close(server) };
}

async function receive(parts: ServerParts, request: Request, response: Response): Promise<void> {
  const entered = await enter(request, parts.door);
  if (!entered.ok) {
    parts.journal.note('refused at the door', { status: entered.status, reason: entered.reason });
    parts.meters.refusedAtTheDoor(entered.reason);
    // What was not read must not become the next request on this connection.
    response.header('connection', 'close');
    say(response, entered.status);
    return;
  }
  try {
    const activity = withDates(entered.raw);
    const answer = await parts.adapter.deliver(entered.authorization, activity, async (context) => {
      await parts.bot.run(context);
    });
    if (answer === undefined) say(response, 200);
    else response.send(answer.status, answer.body);
  } catch (cause) {
    const status = cause instanceof AuthenticationError ? 401 : 500;
    parts.journal.note('an activity was not processed', { status, cause });
    say(response, status);
  }
}

function say(response: Response, status: number): void {
  response.send(status, { status: texts[status] ?? 'error' });
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
