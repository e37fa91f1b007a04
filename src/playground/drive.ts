import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Stands where OneDrive stands: files of people, each behind an address that nobody can guess, and places to put some. */
export interface Drive {
  /** Where all of it lies. */
  readonly origin: string;
  /** Puts a file there, and says where. */
  keep(content: string | Buffer): string;
  /** An address that takes one file; once it did, `saved` has it. */
  place(): { readonly uploadUrl: string; readonly contentUrl: string; readonly uniqueId: string };
  /** What was put at a place. */
  saved(uniqueId: string): Buffer | undefined;
  /** Every request, as `GET /…`, with the token that came along, which none should. */
  readonly seen: readonly { readonly line: string; readonly authorization?: string }[];
  close(): Promise<void>;
}

/** @param dropped called when somebody posts a file, with where it lies then: they dropped it into a chat */
export async function startDrive(dropped?: (name: string, address: string) => Promise<void>): Promise<Drive> {
  const files = new Map<string, Buffer>();
  const places = new Set<string>();
  const seen: { line: string; authorization?: string }[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const { authorization } = headers;
    seen.push({ line: `${method} ${url}`, ...(authorization === undefined ? {} : { authorization }) });
    const work =
      method === 'POST' && dropped !== undefined
        ? drop(request, response, (name, content) => dropped(name, keep(content)))
        : serve(request, response, files, places);
    work.catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keep: Drive['keep'] = (content) => {
    const id = randomUUID();
    files.set(id, Buffer.from(content));
    return `${origin}/${id}`;
  };
  return {
    origin,
    seen,
    keep,
    place: () => {
      const uniqueId = randomUUID();
      places.add(uniqueId);
      return { uploadUrl: `${origin}/${uniqueId}`, contentUrl: `${origin}/${uniqueId}`, uniqueId };
    },
    saved: (uniqueId) => files.get(uniqueId),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function drop(
  request: IncomingMessage,
  response: ServerResponse,
  dropped: (name: string, content: Buffer) => Promise<void>,
): Promise<void> {
  await dropped(decodeURIComponent(request.url?.slice(1) ?? ''), await buffer(request));
  reply(response, 202);
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  files: Map<string, Buffer>,
  places: ReadonlySet<string>,
): Promise<void> {
  const id = request.url?.slice(1) ?? '';
  const file = files.get(id);
  if (request.method === 'GET' && file !== undefined) {
    reply(response, 200, file);
    return;
  }
  const body = await buffer(request);
  // As OneDrive's upload sessions: a piece is taken by what it says of itself.
  const isWhole = request.headers['content-range'] === `bytes 0-${body.length - 1}/${body.length}`;
  if (request.method !== 'PUT' || !places.has(id) || !isWhole) {
    reply(response, 404);
    return;
  }
  files.set(id, body);
  reply(response, 201);
}

function reply(response: ServerResponse, status: number, body: Buffer = Buffer.alloc(0)): void {
  response.writeHead(status, { 'content-type': 'application/octet-stream' });
  response.end(body);
}
