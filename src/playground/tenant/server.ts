import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { answerCall } from './answering';
import type { Call } from './call';
import { controlOf } from './control';
import type { TenantControl } from './control';
import { deliver } from './deliver';
import { planFaults } from './faults';
import type { Fault } from './faults';
import { openLedger } from './ledger';
import type { Ledger } from './ledger';
import { quotaMeter } from './quota';
import type { WriteQuota } from './quota';
import { openSignIn } from './signin/service';
import type { SignIn } from './signin/service';
import { townState } from './state';
import { town } from './town';
import type { Watch, World } from './world';

interface TenantOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** One line for every write. */
  readonly print?: (line: string) => void;
  /** The tenant's clock; the sign-in service keeps to the machine's. */
  readonly clock?: () => Date;
  readonly latencyMs?: number;
  readonly faults?: readonly Fault[];
  /** Counts writes and refuses those over it; off unless given. */
  readonly writeQuota?: WriteQuota;
  readonly watch?: Watch;
  /** Application permissions of the Graph identity; the four Evict asks for unless given. */
  readonly permissions?: readonly string[];
}

export interface Tenant {
  /** The root address, without a slash at the end. */
  readonly url: string;
  /** What stands for https://graph.microsoft.com: the version follows, as in `${graphUrl}/v1.0/users`. */
  readonly graphUrl: string;
  readonly tenantId: string;
  readonly people: typeof town.people;
  readonly ledger: Ledger;
  readonly control: TenantControl;
  readonly signIn: Pick<SignIn, 'accessToken' | 'channelToken'>;
  /** What App Service gives a process with a managed identity. */
  readonly environment: { readonly IDENTITY_ENDPOINT: string; readonly IDENTITY_HEADER: string };
  /** Where the bot finds the keys of the channel's tokens. */
  readonly channelMetadataUrl: string;
  /** Ends open connections too, those left without an answer included. */
  close(): Promise<void>;
}

/** Starts a tenant of its own on the loopback interface, with nothing kept outside this process. */
export async function startTenant(options: TenantOptions = {}): Promise<Tenant> {
  const closing = new AbortController();
  const state = townState();
  const clock = options.clock ?? (() => new Date());
  const faults = planFaults(options.faults);
  const ledger = openLedger();
  const settings = { latencyMs: options.latencyMs ?? 0, pageSize: 100, writeQuota: options.writeQuota };
  const signIn = await openSignIn(options.permissions);
  const pause = (ms: number): Promise<void> =>
    wait(ms, undefined, { signal: closing.signal }).catch(() => undefined);
  const print = options.print ?? (() => undefined);
  const meter = quotaMeter();
  const server = createServer((request, response) => {
    void handle(request, response, world);
  });
  const url = await listen(server, options.port ?? 0);
  const watch = options.watch === undefined ? {} : { watch: options.watch };
  const world: World = { state, settings, faults, ledger, meter, signIn, url, clock, print, pause, ...watch };
  return {
    url,
    graphUrl: url,
    tenantId: town.tenantId,
    people: town.people,
    ledger,
    control: controlOf(state, faults, settings, signIn.issues, clock),
    signIn,
    environment: signIn.environment(url),
    channelMetadataUrl: `${url}/botframework/.well-known/openidconfiguration`,
    close: () => close(server, closing),
  };
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function close(server: Server, closing: AbortController): Promise<void> {
  closing.abort();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

async function handle(request: IncomingMessage, response: ServerResponse, world: World): Promise<void> {
  try {
    const call = await readCall(request);
    if (world.settings.latencyMs > 0) await world.pause(world.settings.latencyMs);
    await world.watch?.(call, 'received');
    if (world.watch !== undefined) response.once('finish', () => void world.watch?.(call, 'answered'));
    deliver(response, await answerCall(call, world));
  } catch {
    // The caller went away while sending, or the tenant itself is wrong: either way this connection is of no use.
    response.destroy();
  }
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: Object.fromEntries(headers) as Call['headers'],
    body: Buffer.concat(chunks).toString(),
    batched: false,
  };
}
