import type { TokenCredential } from '@azure/identity';
import {
  Client,
  type Context,
  type Middleware,
  type MiddlewareOptions,
} from '@microsoft/microsoft-graph-client';
import { setTimeout as wait } from 'node:timers/promises';
import { atMost } from './turns';
import type { Watch } from './watched';

export interface GraphSettings {
  /** Origin of Microsoft Graph, such as `https://graph.microsoft.com`; the national clouds have their own. */
  readonly url: string;
  readonly credential: TokenCredential;
  /** Scope of the app-only token, such as `https://graph.microsoft.com/.default`. */
  readonly scope: string;
  /** No request outlives this, in milliseconds. */
  readonly timeoutMs: number;
  /** Cuts what is under way when the process has to end; by default nothing does. */
  readonly cut?: Cut;
  readonly watch?: Watch;
}

export interface Cut {
  /** Look-ups end, as nothing depends on them that cannot be asked again. */
  readonly lookups: AbortSignal;
  /** A revoke ends without an answer, in time to record that. */
  readonly sent: AbortSignal;
}

/** Graph's own client, and what is shared by everything that asks through it. */
export type GraphClient = Client & {
  readonly watch: Watch;
  /** Waits so many milliseconds, or until look-ups are cut. */
  readonly pause: (ms: number) => Promise<void>;
};

/** Marks a POST that only looks things up: it takes its turn with the look-ups, and ends with them. */
export class OnlyLooksUp implements MiddlewareOptions {
  readonly writes = false;
}

/** Throws while no token for Microsoft Graph can be had; the credential keeps those it has until they are about to end. */
export function tokenCheck(settings: GraphSettings): () => Promise<void> {
  return async () => {
    await accessToken(settings, AbortSignal.timeout(settings.timeoutMs));
  };
}

/** The token could not be had, so the request never left. */
class NotSent extends Error {
  override readonly name = 'NotSent';
}

/** Sent, and no answer in time. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/**
 * Many people asking at once are hundreds of look-ups. Sent together, those that only wait for a connection would run out of
 * time and say "could not check"; their time begins when it is their turn. A revoke waits for none of them.
 */
const lookupsAtOnce = 32;

/**
 * Graph's own client over one middleware of ours. Its default chain is left out on purpose
 * (@microsoft/microsoft-graph-client 3.0.7): it re-sends a POST up to three times by itself, waits up to 180 s, and has
 * no time limit. Here one call is one request; who repeats it decides that, and records it first.
 */
export function graphClient(settings: GraphSettings): GraphClient {
  const { watch = () => undefined, cut } = settings;
  const origin = new URL(settings.url).origin;
  const inTurn = atMost(lookupsAtOnce);
  const send: Middleware = {
    execute: async (context: Context) => {
      // The client makes a Request object only for callers that pass one in; ours is always the address.
      const url = context.request as string;
      // The token works on the whole tenant: it goes to this one origin and nowhere else.
      if (new URL(url).origin !== origin)
        throw new NotSent(`refused to send a Graph token to ${new URL(url).origin}`);
      const headers = new Headers(context.options?.headers);
      const method = context.options?.method ?? 'GET';
      const clientRequestId = headers.get('client-request-id') ?? undefined;
      const began = performance.now();
      const tell = (answer: Response | string): void => {
        watch({ method, url, clientRequestId, ms: performance.now() - began, answer });
      };
      const isLookup = method === 'GET' || isMarked(context);
      const ends = isLookup ? cut?.lookups : cut?.sent;
      try {
        const ask = (): Promise<Response> =>
          asked(settings, url, { ...context.options, method, headers }, ends);
        context.response = await (isLookup ? inTurn(ask) : ask());
        tell(context.response);
      } catch (cause) {
        tell(cause instanceof NotSent ? 'no token' : cause instanceof NoAnswer ? 'no answer' : 'broken');
        throw cause;
      }
    },
  };
  const client = Client.initWithMiddleware({ middleware: send, baseUrl: origin, defaultVersion: 'v1.0' });
  const signal = cut === undefined ? {} : { signal: cut.lookups };
  const pause = (ms: number): Promise<void> => wait(ms, undefined, signal).catch(() => undefined);
  return Object.assign(client, { watch, pause });
}

function isMarked({ middlewareControl }: Context): boolean {
  return middlewareControl?.getMiddlewareOptions(OnlyLooksUp) instanceof OnlyLooksUp;
}

async function asked(
  settings: GraphSettings,
  url: string,
  options: RequestInit & { readonly headers: Headers },
  ends: AbortSignal | undefined,
): Promise<Response> {
  const { timeoutMs } = settings;
  const limit = (): AbortSignal =>
    AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(ends === undefined ? [] : [ends])]);
  options.headers.set('authorization', `Bearer ${await accessToken(settings, limit())}`);
  const signal = limit();
  try {
    return await fetch(url, { ...options, redirect: 'error', signal });
  } catch (cause) {
    throw signal.aborted ? new NoAnswer('no answer in time', { cause }) : cause;
  }
}

/**
 * @azure/identity 4.14.1 goes on asking a dead managed-identity endpoint for about 19 s whatever its abort signal says,
 * so the time limit is kept here as well.
 */
async function accessToken({ credential, scope }: GraphSettings, tooLong: AbortSignal): Promise<string> {
  try {
    const asking = credential.getToken(scope, { abortSignal: tooLong });
    const token = await Promise.race([asking, aborted(tooLong)]);
    if (token !== null) return token.token;
  } catch (cause) {
    throw new NotSent('no token for Microsoft Graph', { cause });
  }
  throw new NotSent('no token for Microsoft Graph');
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const late = (): void => {
      reject(new Error('no token in time'));
    };
    if (signal.aborted) late();
    signal.addEventListener('abort', late, { once: true });
  });
}
