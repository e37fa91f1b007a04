import type { IncomingMessage } from 'node:http';
import { activitySchema, type InboundActivity } from './activity';

export interface DoorSettings {
  readonly tenantId: string;
  /** Origins Teams may ask to be answered at, exactly; such as `https://smba.trafficmanager.net`. */
  readonly serviceOrigins: readonly string[];
}

/** Refused before any SDK sees it. The reason is for the log; the sender gets only the status. */
export interface Refused {
  readonly status: 400 | 401 | 403 | 408 | 413 | 415;
  readonly reason: string;
}
export type Entered =
  | {
      readonly ok: true;
      readonly activity: InboundActivity;
      readonly raw: Record<string, unknown>;
      readonly authorization: string;
    }
  | ({ readonly ok: false } & Refused);

const mostBytes = 256 * 1024;
const mostTimeMs = 10_000;

const refuse = (status: Refused['status'], reason: string): Entered => ({ ok: false, status, reason });

/** Reads and checks one request, cheapest checks first. The token itself is checked behind this. */
export async function enter(request: IncomingMessage, settings: DoorSettings): Promise<Entered> {
  const { authorization } = request.headers;
  if (authorization === undefined || !/^Bearer \S+$/.test(authorization))
    return refuse(401, 'no bearer token');
  if (headerCount(request, 'authorization') !== 1) return refuse(401, 'more than one token');
  // restify 12.0.0 ends the process on a few bytes of garbage gzip: no decoder is ever reached.
  if (request.headers['content-encoding'] !== undefined) return refuse(415, 'content encoding');
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return refuse(415, 'content type');
  const body = await readBody(request);
  if (typeof body !== 'string') return { ok: false, ...body };
  const raw = parseJson(body);
  const parsed = activitySchema.safeParse(raw);
  if (!parsed.success) return refuse(400, 'not an activity');
  const from = foreign(parsed.data, settings);
  if (from !== undefined) return refuse(403, from);
  return { ok: true, activity: parsed.data, raw: raw as Record<string, unknown>, authorization };
}

function headerCount({ rawHeaders }: IncomingMessage, name: string): number {
  return rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === name).length;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Not Teams, not our tenant (it must stand in both places), or not an address of Teams. */
function foreign(activity: InboundActivity, { tenantId, serviceOrigins }: DoorSettings): string | undefined {
  if (activity.channelId !== 'msteams') return 'another channel';
  if (activity.conversation.tenantId !== tenantId) return 'another tenant in the conversation';
  if (activity.channelData.tenant.id !== tenantId) return 'another tenant in the channel data';
  return isServiceAddress(activity.serviceUrl, serviceOrigins)
    ? undefined
    : 'a service address that is not on the list';
}

/** Whether the bot's token may be sent there: the origin is one of the listed, to the letter, and nobody's name is in it. */
export function isServiceAddress(address: string, origins: readonly string[]): boolean {
  // Parsers of addresses disagree about these: one's path is another's host.
  if (/[\\\s]/.test(address) || !URL.canParse(address)) return false;
  const { origin, username, password, href } = new URL(address);
  return (
    username === '' &&
    password === '' &&
    origins.includes(origin) &&
    address.startsWith(href.slice(0, origin.length))
  );
}

/** The body as text, or why not: too long, too slow, not UTF-8. */
function readBody(request: IncomingMessage): Promise<string | Refused> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return Promise.resolve(tooLong);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (result: string | Refused): void => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      resolve(result);
    };
    const timer = setTimeout(() => {
      end({ status: 408, reason: 'slow body' });
    }, mostTimeMs);
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > mostBytes) end(tooLong);
      else chunks.push(chunk);
    });
    request.once('end', () => {
      end(asText(Buffer.concat(chunks)));
    });
    request.once('error', () => {
      end({ status: 400, reason: 'broken body' });
    });
  });
}

const tooLong: Refused = { status: 413, reason: 'body too long' };

function asText(bytes: Buffer): string | Refused {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { status: 400, reason: 'not UTF-8' };
  }
}
