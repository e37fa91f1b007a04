import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** An activity of the bot as it stands in a conversation: what it shows now, and all it showed before. */
export interface Posted {
  readonly id: string;
  readonly conversation: string;
  activity: unknown;
  readonly before: unknown[];
}

/** One request of the bot to Teams. */
export interface TeamsCall {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  status: number | 'pending' | 'dropped';
}

/** What goes wrong, for the next `times` calls with this method. `worked`: it takes effect all the same. */
export interface TeamsFailure {
  readonly method: 'POST' | 'PUT';
  readonly does: { readonly status: number } | { readonly delayMs: number } | 'drop';
  readonly times: number;
  readonly worked?: boolean;
  /** Only in this conversation. */
  readonly conversation?: string;
}

export interface Connector {
  /** What activities name as `serviceUrl`. */
  readonly serviceUrl: string;
  readonly origin: string;
  readonly calls: readonly TeamsCall[];
  readonly posted: readonly Posted[];
  /** Conversations the bot may speak in; any other is not found. */
  readonly conversations: Set<string>;
  fail(failure: TeamsFailure): void;
  clear(): void;
  close(): Promise<void>;
}

/** The service bots answer to: takes activities, gives them ids, replaces them, and remembers everything. */
export async function startConnector(): Promise<Connector> {
  const calls: TeamsCall[] = [];
  const posted: Posted[] = [];
  const conversations = new Set<string>();
  let failures: (TeamsFailure & { left: number })[] = [];
  const take = (method: string, url: string): TeamsFailure | undefined => {
    const fits = ({ left, conversation = '', ...failure }: (typeof failures)[number]): boolean =>
      left > 0 && failure.method === method && decodeURIComponent(url).includes(conversation);
    const hit = failures.find(fits);
    if (hit !== undefined) hit.left -= 1;
    return hit;
  };
  const server = createServer((request, response) => {
    answer(request, response, { calls, posted, conversations, take }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    serviceUrl: `${origin}/amer/`,
    origin,
    calls,
    posted,
    conversations,
    fail: (failure) => failures.push({ ...failure, left: failure.times }),
    clear: () => {
      failures = [];
      calls.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

interface Books {
  readonly calls: TeamsCall[];
  readonly posted: Posted[];
  readonly conversations: ReadonlySet<string>;
  readonly take: (method: string, url: string) => TeamsFailure | undefined;
}

const activitiesPath = /^\/(?:amer|emea)\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/;

async function answer(request: IncomingMessage, response: ServerResponse, books: Books): Promise<void> {
  const { method = '', url = '', headers } = request;
  const call: TeamsCall = {
    method,
    path: url,
    authorization: headers.authorization ?? '',
    status: 'pending',
  };
  books.calls.push(call);
  const activity: unknown = JSON.parse((await text(request)) || '{}');
  const failure = books.take(method, url);
  const delayMs = delayOf(failure);
  if (delayMs !== undefined) await pause(delayMs);
  const takesEffect = failure === undefined || delayMs !== undefined || failure.worked === true;
  const kept = takesEffect ? keep(method, url, activity, books) : { status: 500, id: '' };
  if (failure?.does === 'drop') {
    call.status = 'dropped';
    response.destroy();
    return;
  }
  const status = statusOf(failure) ?? kept.status;
  call.status = status;
  // restify 12.0.0 patches every server of the process: `writeHead` returns nothing there.
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify(status < 300 ? { id: kept.id } : { error: { code: 'Failed', message: 'failed' } }),
  );
}

function delayOf(failure: TeamsFailure | undefined): number | undefined {
  if (failure === undefined || failure.does === 'drop') return undefined;
  return 'delayMs' in failure.does ? failure.does.delayMs : undefined;
}

function statusOf(failure: TeamsFailure | undefined): number | undefined {
  if (failure === undefined || failure.does === 'drop') return undefined;
  return 'status' in failure.does ? failure.does.status : undefined;
}

/** Teams knows conversations by their id and activities by theirs; what it does not know it does not find. */
function keep(method: string, url: string, activity: unknown, books: Books): { status: number; id: string } {
  const [, place = '', activityId] = activitiesPath.exec(url) ?? [];
  const conversation = decodeURIComponent(place);
  if (!books.conversations.has(conversation)) return { status: 404, id: '' };
  if (method === 'POST') {
    const id = `1:${String(books.posted.length + 1).padStart(5, '0')}`;
    books.posted.push({ id, conversation, activity, before: [] });
    return { status: 201, id };
  }
  const known = books.posted.find(
    (one) => one.conversation === conversation && one.id === decodeURIComponent(activityId ?? ''),
  );
  if (method !== 'PUT' || known === undefined) return { status: 404, id: '' };
  known.before.push(known.activity);
  known.activity = activity;
  return { status: 200, id: known.id };
}
