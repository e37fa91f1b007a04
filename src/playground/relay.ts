import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Relay {
  /** Where the Playground windows send activities. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Stands where Teams' own service stands: takes what a Playground window sends, puts a token of the channel on it, and
 * hands it to the bot. So the bot checks real signed tokens here as everywhere; it has no switch to leave that out.
 */
export async function startRelay(
  bot: { readonly url: string },
  tokenFor: (serviceUrl: string) => string,
): Promise<Relay> {
  const server = createServer((request, response) => {
    forward(request, response, bot, tokenFor).catch(() => {
      reply(response, 502, '');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/messages`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  bot: { readonly url: string },
  tokenFor: (serviceUrl: string) => string,
): Promise<void> {
  // The Playground asks with HEAD whether a bot is there; any answer will do.
  if (request.method !== 'POST') {
    reply(response, 200, '');
    return;
  }
  const body = await buffer(request);
  const { serviceUrl } = JSON.parse(body.toString()) as { serviceUrl: string };
  const answer = await fetch(bot.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenFor(serviceUrl)}` },
    body,
  });
  reply(response, answer.status, await answer.text());
}

/** restify 12.0.0 patches every server of the process: its `writeHead` returns nothing, so calls are not chained. */
function reply(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body);
}
