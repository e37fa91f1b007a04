import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bodyLimits } from '../../src/edges/teams/door/body';
import { enter, type DoorSettings, type Entered } from '../../src/edges/teams/door/door';
import { refusals, type Refusal } from '../../src/edges/teams/door/refusals';
import { message, tenantId } from '../edges/teams/activities';
import { answerWith } from '../support/answer-with';
import { botId, channelAtHand, issuer, type ChannelAtHand } from '../support/channel';

export interface Sent {
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string | Buffer;
}
export type Outcome = 'let in' | Refusal;

/** The door alone, on a port of its own, with nothing behind it. */
export interface Doorway {
  readonly channel: ChannelAtHand;
  readonly port: number;
  /** What the door made of each request, oldest first, and whether it read anything of the body. */
  readonly entered: Entered[];
  readonly wereRead: boolean[];
  /** Sends one request, good but for what is said, and tells what became of it. */
  knock(sent?: Sent): Promise<Outcome>;
  close(): Promise<void>;
}

/** @param timeMs how long the door waits for a body */
export async function openDoorway(timeMs: number): Promise<Doorway> {
  const channel = await channelAtHand();
  const entered: Entered[] = [];
  const wereRead: boolean[] = [];
  const settings: DoorSettings = {
    tenantId,
    botId,
    issuer,
    serviceOrigins: ['https://smba.trafficmanager.net'],
    keys: channel.keys,
    limits: { ...bodyLimits, timeMs },
  };
  const server = createServer((request, response) => {
    void enter(request, settings).then((result) => {
      entered.push(result);
      wereRead.push(request.readableDidRead);
      const status = result.ok ? 200 : refusals[result.refusal];
      answerWith(response, status, { connection: 'close' }, result.ok ? 'let in' : result.refusal);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const good = (): Record<string, string> => ({
    authorization: `Bearer ${channel.token()}`,
    'content-type': 'application/json; charset=utf-8',
  });
  return {
    channel,
    port,
    entered,
    wereRead,
    knock: ({ headers, body = JSON.stringify(message()) } = {}) => {
      const length = { 'content-length': String(Buffer.byteLength(body)) };
      const wanted: [string, unknown][] = Object.entries({ ...good(), ...length, ...headers });
      const all = Object.fromEntries(wanted.filter(([, value]) => value !== undefined));
      return post(port, all as never, body);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

function post(port: number, headers: Record<string, string>, body: string | Buffer): Promise<Outcome> {
  return new Promise((resolve) => {
    const outgoing = send({ port, method: 'POST', headers });
    outgoing.on('response', (response) => {
      response.setEncoding('utf8').once('data', (text) => {
        resolve(text as Outcome);
      });
    });
    // The answer to a body that is too long comes before the end of it.
    outgoing.on('error', () => undefined);
    outgoing.end(body);
  });
}

/** An activity of exactly this many bytes. */
export function padded(bytes: number): string {
  const empty = JSON.stringify(message({ padding: '' }));
  return JSON.stringify(message({ padding: 'x'.repeat(bytes - empty.length) }));
}
