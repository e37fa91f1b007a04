import type { Status } from '../../../src/edges/teams/door/refusals';
import type { Tenant } from '../../../src/playground/tenant/server';
import type { ChannelTokenOverrides } from '../../../src/playground/tenant/signin/channel';
import { message, without } from '../../edges/teams/activities';
import { wire } from '../../support/raw';

export const post = 'POST /api/messages HTTP/1.1';
export const json = ['content-type', 'application/json'] as const;
export const host = ['host', 'evict.example'] as const;
type Header = readonly [string, string];

/** What an attacker of the tenant could have in hand, and what they could not. */
export interface Hand {
  readonly token: (overrides?: ChannelTokenOverrides) => string;
  /** Tokens Microsoft Entra gave somebody, for something else. */
  readonly entra: Tenant['signIn']['accessToken'];
}

/** One request that must come to nothing: what it is, the status it gets, its bytes. */
export type Hostile = readonly [what: string, status: Status, bytes: (hand: Hand) => Buffer];

export const withToken = (token: string, body: string | Buffer, more: readonly Header[] = [json]): Buffer =>
  wire(post, [host, ['authorization', `Bearer ${token}`], ...more, length(body)], body);
export const length = (body: string | Buffer): Header => ['content-length', String(Buffer.byteLength(body))];
/** Everything right but the token. */
export const bearing =
  (make: (hand: Hand) => string): Hostile[2] =>
  (hand) =>
    withToken(make(hand), valid());
export const overridden = (overrides: ChannelTokenOverrides): Hostile[2] =>
  bearing(({ token }) => token(overrides));
/** Everything right but the activity. */
export const saying =
  (body: string | Buffer): Hostile[2] =>
  ({ token }) =>
    withToken(token(), body);
export const activity = (changes: Readonly<Record<string, unknown>>): Hostile[2] =>
  saying(JSON.stringify(message(changes)));
/** Everything right but the headers behind the token. */
export const headed =
  (headers: readonly Header[], body: string | Buffer = valid()): Hostile[2] =>
  ({ token }) =>
    wire(post, [host, ['authorization', `Bearer ${token()}`], ...headers], body);

export const valid = (): string => JSON.stringify(message());

/** Costs nothing and changes nothing: somebody came into the conversation. */
export function harmless({ token }: Hand): Buffer {
  return withToken(token(), JSON.stringify({ ...without('text'), type: 'conversationUpdate' }));
}

/** One that has an effect: it is answered, for which the bot needs a token and a connection. */
export function answered({ token }: Hand): Buffer {
  return withToken(token(), JSON.stringify(message({ text: 'help' })));
}
