import type { TokenCredential } from '@azure/identity';
import { Client, type Context, type Middleware } from '@microsoft/microsoft-graph-client';

export interface GraphSettings {
  /** Origin of Microsoft Graph, such as `https://graph.microsoft.com`; the national clouds have their own. */
  readonly url: string;
  readonly credential: TokenCredential;
  /** Scope of the app-only token, such as `https://graph.microsoft.com/.default`. */
  readonly scope: string;
  /** No request outlives this, in milliseconds. */
  readonly timeoutMs: number;
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
 * Graph's own client over one middleware of ours. Its default chain is left out on purpose
 * (@microsoft/microsoft-graph-client 3.0.7): it re-sends a POST up to three times by itself, waits up to 180 s, and has
 * no time limit. Here one call is one request; who repeats it decides that, and records it first.
 */
export function graphClient(settings: GraphSettings): Client {
  const origin = new URL(settings.url).origin;
  const send: Middleware = {
    execute: async (context: Context) => {
      // The client makes a Request object only for callers that pass one in; ours is always the address.
      const url = context.request as string;
      // The token works on the whole tenant: it goes to this one origin and nowhere else.
      if (new URL(url).origin !== origin)
        throw new NotSent(`refused to send a Graph token to ${new URL(url).origin}`);
      const headers = new Headers(context.options?.headers);
      headers.set('authorization', `Bearer ${await accessToken(settings)}`);
      const signal = AbortSignal.timeout(settings.timeoutMs);
      try {
        context.response = await fetch(url, { ...context.options, headers, redirect: 'error', signal });
      } catch (cause) {
        throw signal.aborted ? new NoAnswer('no answer in time', { cause }) : cause;
      }
    },
  };
  return Client.initWithMiddleware({ middleware: send, baseUrl: origin, defaultVersion: 'v1.0' });
}

/**
 * @azure/identity 4.14.1 goes on asking a dead managed-identity endpoint for about 19 s whatever its abort signal says,
 * so the time limit is kept here as well.
 */
async function accessToken({ credential, scope, timeoutMs }: GraphSettings): Promise<string> {
  const tooLong = AbortSignal.timeout(timeoutMs);
  const late = new Promise<never>((_, reject) => {
    tooLong.addEventListener('abort', () => {
      reject(new Error('no token in time'));
    });
  });
  try {
    const token = await Promise.race([credential.getToken(scope, { abortSignal: tooLong }), late]);
    if (token !== null) return token.token;
  } catch (cause) {
    throw new NotSent('no token for Microsoft Graph', { cause });
  }
  throw new NotSent('no token for Microsoft Graph');
}
