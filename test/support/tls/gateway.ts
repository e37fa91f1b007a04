import { readFileSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { town } from '../../../src/playground/tenant/town';
import type { Tenant } from '../../../src/playground/tenant/server';
import { http } from '../http';
import type { Teams } from '../teams';

/** What a process has to trust to take this gateway for Microsoft: `NODE_EXTRA_CA_CERTS`. */
export const certificate = join(__dirname, 'certificate.pem');

/** Every host of Microsoft that Evict speaks to, behind one TLS port on loopback; the simulated services answer. */
export interface Gateway {
  readonly port: number;
  /** `GET graph.microsoft.com/v1.0/…`, in the order they came. */
  readonly received: readonly string[];
  close(): Promise<void>;
}

export async function openGateway(tenant: Tenant, teams: Teams): Promise<Gateway> {
  const received: string[] = [];
  const pem = { key: readFileSync(join(__dirname, 'key.pem')), cert: readFileSync(certificate) };
  const server = createHttps(pem, (request, response) => {
    const host = (request.headers.host ?? '').split(':')[0] ?? '';
    received.push(`${request.method ?? ''} ${host}${(request.url ?? '').split('?')[0] ?? ''}`);
    pass(request, response, { tenant, teams }).catch(() => response.destroy());
  });
  return { port: await listen(server), received, close: () => close(server) };
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  { tenant, teams }: { tenant: Tenant; teams: Teams },
): Promise<void> {
  const body = await text(request);
  const url = request.url ?? '/';
  const origin = `https://${request.headers.host ?? ''}`;
  const discovered = discovery(url, origin);
  if (discovered !== undefined) {
    say(response, 200, JSON.stringify(discovered));
    return;
  }
  if (url.includes('/oauth2/')) {
    say(response, 200, tokenFor(tenant, new URLSearchParams(body)));
    return;
  }
  const path = url.replace(/^\/v1\/\.well-known\//, '/botframework/.well-known/');
  const to = /^\/(amer|emea)\//.test(url) ? teams.origin : tenant.url;
  const { host: _, connection, ...headers } = request.headers;
  const answer = await http(
    request.method ?? 'GET',
    `${to}${path}`,
    { ...headers, 'accept-encoding': 'identity' },
    body,
  );
  say(response, answer.status, answer.body.replaceAll(tenant.url, origin));
}

/** What MSAL asks first of a sign-in service it does not know by name. */
function discovery(url: string, origin: string): object | undefined {
  const tenant = `${origin}/${town.tenantId}`;
  if (url.startsWith('/common/discovery/instance')) {
    return { tenant_discovery_endpoint: `${tenant}/v2.0/.well-known/openid-configuration`, metadata: [] };
  }
  if (!url.includes('/v2.0/.well-known/openid-configuration')) return undefined;
  return {
    issuer: `${tenant}/v2.0`,
    authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${tenant}/discovery/v2.0/keys`,
  };
}

/** The client-credentials flow of Microsoft Entra, for whoever asks. */
function tokenFor({ signIn }: Tenant, form: URLSearchParams): string {
  const identity = Object.values(town.identities).find(({ appId }) => appId === form.get('client_id'));
  const audience = (form.get('scope') ?? '').split('/.default')[0] ?? '';
  // One for Graph is good wherever the settings say that Graph is.
  const other = identity === town.identities.graph ? {} : { audience, permissions: [] };
  const access_token = signIn.accessToken({ ...(identity === undefined ? {} : { identity }), ...other });
  return JSON.stringify({ token_type: 'Bearer', expires_in: 3_599, access_token });
}

// restify 12.0.0 patches every server of the process: `writeHead` returns nothing there.
function say(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json', date: new Date().toUTCString() });
  response.end(status === 204 ? undefined : body);
}

/** A proxy as companies have them: it opens tunnels, and writes down where to. Every tunnel leads to the gateway. */
export interface TunnelProxy {
  readonly url: string;
  /** `graph.microsoft.com:443`, in the order they were asked for. */
  readonly tunnels: readonly string[];
  /** Requests in clear text, which no proxy should ever see here. */
  readonly plain: readonly string[];
  /** From now on it reaches nobody (502), and the tunnels that are open end. */
  down(isDown: boolean): void;
  close(): Promise<void>;
}

export async function openProxy({ port }: Pick<Gateway, 'port'>): Promise<TunnelProxy> {
  const tunnels: string[] = [];
  const plain: string[] = [];
  const open = new Set<Socket>();
  let isDown = false;
  const server = createHttp((request, response) => {
    plain.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(502);
    response.end();
  });
  server.on('connect', (request, client: Socket) => {
    tunnels.push(request.url ?? '');
    if (isDown) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const far = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      far.pipe(client);
      client.pipe(far);
    });
    for (const socket of [client, far]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        far.destroy();
      });
    }
  });
  const end = (): void => {
    for (const socket of open) socket.destroy();
  };
  const listening = await listen(server);
  return {
    url: `http://127.0.0.1:${listening}`,
    tunnels,
    plain,
    down: (now) => {
      isDown = now;
      if (now) end();
    },
    close: async () => {
      end();
      await close(server);
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function close(server: Server & { closeAllConnections?: () => void }): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections?.();
  });
}
