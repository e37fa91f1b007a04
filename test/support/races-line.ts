import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { http } from './http';
import { randomOf } from './random';

/** One call of the bot as it arrived, before anything was done about it. */
export interface Arrival {
  /** Milliseconds, on a clock that only goes forward. */
  readonly at: number;
  readonly method: string;
  readonly conversation: string;
  status: number | 'pending' | 'dropped';
}

type Fault = { readonly status: number; readonly worked?: true } | 'drop' | 'drop after it worked';

/** What Teams answers on a bad day, and connections that end without an answer. */
const faults: readonly Fault[] = [
  ...[412, 429, 500, 502, 503, 504].map((status) => ({ status })),
  { status: 500, worked: true },
  { status: 504, worked: true },
  'drop',
  'drop after it worked',
];

/** The line between the bot and Teams: keeps a ledger of what arrives and when, and can be bad. */
export interface Line {
  readonly serviceUrl: string;
  readonly origin: string;
  readonly arrivals: readonly Arrival[];
  /** From now on this share of the calls goes wrong. */
  spoil(share: number): void;
  /** The next so many new messages are posted, and the bot is told that they were not. */
  lose(posts: number): void;
  close(): Promise<void>;
}

export async function startLine(teams: string, seed: number): Promise<Line> {
  const arrivals: Arrival[] = [];
  const random = randomOf(seed);
  let share = 0;
  let losing = 0;
  const faultOf = ({ method }: IncomingMessage): Fault | undefined => {
    if (losing > 0 && method === 'POST') {
      losing -= 1;
      return { status: 500, worked: true };
    }
    return random() < share ? faults[Math.floor(random() * faults.length)] : undefined;
  };
  const server = createServer((request, response) => {
    const at = performance.now();
    const fault = faultOf(request);
    const arrival: Arrival = { at, ...placeOf(request), status: 'pending' };
    arrivals.push(arrival);
    pass(teams, request, response, { arrival, fault }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    serviceUrl: `${origin}/amer/`,
    origin,
    arrivals,
    spoil: (part) => {
      share = part;
    },
    lose: (posts) => {
      losing = posts;
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

function placeOf({ method = '', url = '' }: IncomingMessage): Pick<Arrival, 'method' | 'conversation'> {
  const [, place = ''] = /\/v3\/conversations\/([^/]+)\/activities/.exec(url) ?? [];
  return { method, conversation: decodeURIComponent(place) };
}

async function pass(
  teams: string,
  request: IncomingMessage,
  response: ServerResponse,
  { arrival, fault }: { arrival: Arrival; fault: Fault | undefined },
): Promise<void> {
  const body = await text(request);
  const { authorization = '' } = request.headers;
  const headers = { 'content-type': 'application/json', authorization };
  const forward = (): ReturnType<typeof http> =>
    http(request.method ?? '', `${teams}${request.url ?? ''}`, headers, body);
  if (fault === undefined) {
    const { status, body: answer } = await forward();
    say(response, arrival, status, answer);
    return;
  }
  const worked = fault === 'drop after it worked' || (fault !== 'drop' && fault.worked === true);
  if (worked) await forward();
  if (typeof fault === 'string') {
    arrival.status = 'dropped';
    response.destroy();
    return;
  }
  say(response, arrival, fault.status, '{"error":{"code":"Failed","message":"failed"}}');
}

// restify 12.0.0 patches every server of the process: `writeHead` returns nothing there.
function say(response: ServerResponse, arrival: Arrival, status: number, answer: string): void {
  arrival.status = status;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(answer);
}

/** The most calls that arrived within any `ms`; a window does not contain the moment it ends. */
export function mostWithin(ms: number, arrivals: readonly Arrival[]): number {
  const times = arrivals.map(({ at }) => at).toSorted((a, b) => a - b);
  let first = 0;
  let most = 0;
  times.forEach((time, index) => {
    while (time - times[first]! >= ms) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most;
}
