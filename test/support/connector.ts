import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { statusOnly, type Answer } from '../../src/playground/tenant/answer';
import { deliver } from '../../src/playground/tenant/deliver';
import { parseFault, planFaults, type Faults } from '../../src/playground/tenant/faults';
import { misbehave } from '../../src/playground/tenant/misbehave';
import { town } from '../../src/playground/tenant/town';
import type { Watch } from '../../src/playground/tenant/world';

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
  status: number | 'pending' | NonNullable<Answer['delivery']>;
}

export interface Connector {
  /** What activities name as `serviceUrl`. */
  readonly serviceUrl: string;
  readonly origin: string;
  readonly calls: readonly TeamsCall[];
  readonly posted: readonly Posted[];
  /** Conversations the bot may speak in; any other is not found. */
  readonly conversations: Set<string>;
  /** Members who are not as Teams knows everybody, by their account; `undefined`: nobody of this conversation. */
  readonly members: Map<string, object | undefined>;
  /** In the words of the simulated tenant's faults, such as `PUT /activities 502 x1`; a conversation's id is in the path. */
  fail(fault: string): void;
  clear(): void;
  /** As if nothing had ever been posted. */
  forget(): void;
  close(): Promise<void>;
}

/** The service bots answer to: takes activities, gives them ids, replaces them, and remembers everything. */
export async function startConnector(watch?: Watch): Promise<Connector> {
  const calls: TeamsCall[] = [];
  const posted: Posted[] = [];
  const conversations = new Set<string>();
  const members = new Map<string, object | undefined>();
  const faults = planFaults();
  const server = createServer((request, response) => {
    answer(request, response, { calls, posted, conversations, members, faults }, watch).catch(() =>
      response.destroy(),
    );
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
    members,
    fail: (fault) => {
      const parsed = parseFault(fault);
      if (!parsed.ok) throw new Error(parsed.problem);
      faults.add(parsed.fault);
    },
    clear: () => {
      faults.clear();
      calls.length = 0;
    },
    forget: () => {
      posted.length = 0;
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
  readonly members: ReadonlyMap<string, object | undefined>;
  readonly faults: Faults;
}

const memberPath = /^\/(?:amer|emea)\/v3\/conversations\/([^/]+)\/members\/([^/]+)$/;
const activitiesPath = /^\/(?:amer|emea)\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/;

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  books: Books,
  watch: Watch | undefined,
): Promise<void> {
  const { method = '', url = '', headers } = request;
  const call: TeamsCall = {
    method,
    path: url,
    authorization: headers.authorization ?? '',
    status: 'pending',
  };
  books.calls.push(call);
  const body = await text(request);
  const activity: unknown = JSON.parse(body || '{}');
  const seen = { method, path: url, headers: { authorization: call.authorization }, body };
  await watch?.(seen, 'received');
  response.once('finish', () => void watch?.(seen, 'answered'));
  const serve = async (): Promise<Answer> => keep(method, url, activity, books);
  const said = await misbehave(books.faults.take(method, url), serve, pause);
  call.status = said.delivery ?? said.status;
  deliver(response, { ...said, headers: { 'content-type': 'application/json', ...said.headers } });
}

/** Teams knows conversations by their id and activities by theirs; what it does not know it does not find. */
function keep(method: string, url: string, activity: unknown, books: Books): Answer {
  const member = memberPath.exec(url);
  if (member !== null)
    return memberOf(decodeURIComponent(member[1] ?? ''), decodeURIComponent(member[2] ?? ''), books);
  const [, place = '', activityId] = activitiesPath.exec(url) ?? [];
  const conversation = decodeURIComponent(place);
  if (!books.conversations.has(conversation)) return statusOnly(404);
  if (method === 'POST') {
    const id = `1:${String(books.posted.length + 1).padStart(5, '0')}`;
    books.posted.push({ id, conversation, activity, before: [] });
    return { status: 201, body: { id } };
  }
  const known = books.posted.find(
    (one) => one.conversation === conversation && one.id === decodeURIComponent(activityId ?? ''),
  );
  if (method !== 'PUT' || known === undefined) return statusOnly(404);
  known.before.push(known.activity);
  known.activity = activity;
  return { status: 200, body: { id: known.id } };
}

/** Accounts are `29:` and the object id here, as everywhere in the tests. */
function memberOf(conversation: string, account: string, { conversations, members }: Books): Answer {
  const ordinary = { id: account, aadObjectId: account.slice('29:'.length), tenantId: town.tenantId };
  const member = members.has(account) ? members.get(account) : ordinary;
  if (!conversations.has(conversation) || member === undefined) return statusOnly(404);
  return { status: 200, body: member };
}
