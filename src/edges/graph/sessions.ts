import { ResponseType, type Client } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import type { Clock, Sessions } from '../../core/ports';
import type { Answer } from '../../core/request/events';
import { get, graphErrorCode } from './read';

/** `POST /users/{id}/revokeSignInSessions` and the timestamp that proves it. */
export function graphSessions(client: Client, clock: Clock): Sessions {
  const schema = z.object({
    signInSessionsValidFromDateTime: z.string().datetime({ offset: true }).nullish(),
  });
  const sessions: Pick<Sessions, 'read' | 'revoke'> = {
    read: async (id) => {
      const path = `/users/${id}?$select=id,signInSessionsValidFromDateTime`;
      const answer = await get(client, { what: 'when sessions were last revoked', path }, schema);
      if (answer === undefined) return undefined;
      return { validFrom: answer.body.signInSessionsValidFromDateTime ?? null, graphDate: answer.graphDate };
    },
    revoke: async (id, clientRequestId) => {
      try {
        const response = (await client
          .api(`/users/${id}/revokeSignInSessions`)
          .headers({ 'content-type': 'application/json', 'client-request-id': clientRequestId })
          .responseType(ResponseType.RAW)
          .post({})) as Response;
        return await classify(response, clock.now());
      } catch (cause) {
        return notAnswered(cause, clock.now());
      }
    },
  };
  return {
    ...sessions,
    readMany: (ids) =>
      Promise.all(
        ids.map((id) =>
          sessions.read(id).then(
            (reading) => reading ?? ('gone' as const),
            () => 'unknown' as const,
          ),
        ),
      ),
    revokeMany: (items) =>
      Promise.all(items.map(({ id, clientRequestId }) => sessions.revoke(id, clientRequestId))),
    turn: async () => undefined,
  };
}

/**
 * What a status means for the effect (Microsoft Learn, "Microsoft Graph error responses"). Any 2xx is "accepted" and its
 * body proves nothing. 5xx and silence leave it open whether the revoke happened; 4xx and 429 say it did not.
 */
async function classify(response: Response, now: Date): Promise<Answer> {
  const requestId = response.headers.get('request-id');
  const id = requestId === null ? {} : { requestId };
  if (response.ok) {
    await response.body?.cancel().catch(() => undefined);
    return { kind: 'accepted', status: response.status, ...id };
  }
  const code = await graphErrorCode(response);
  const { status } = response;
  if (status === 429) return { kind: 'not-taken', why: code, retryAt: retryAt(response, now), ...id };
  if (status === 401) return { kind: 'not-taken', why: code, retryAt: after(now, 5), ...id };
  if (status >= 500 || status === 408) return { kind: 'unknown', why: `${status} ${code}`, ...id };
  return { kind: 'refused', status, code, ...id };
}

/** graph-client 3.0.7 wraps what a middleware throws in a GraphError whose `code` is the name of the cause. */
function notAnswered(cause: unknown, now: Date): Answer {
  const name = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (name === 'NotSent') return { kind: 'not-taken', why: 'no-token', retryAt: after(now, 5) };
  return { kind: 'unknown', why: name === 'NoAnswer' ? 'no answer in time' : 'the connection broke' };
}

function after(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1_000).toISOString();
}

/** `Retry-After` in seconds or as a date; junk and the past count as five seconds. */
function retryAt(response: Response, now: Date): string {
  const header = response.headers.get('retry-after') ?? '';
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : (Date.parse(header) - now.getTime()) / 1_000;
  return after(now, Number.isFinite(seconds) && seconds > 0 ? seconds : 5);
}
