import { texts } from '../../src/edges/teams/door/refusals';
import { tenantId, serviceUrl, without } from '../edges/teams/activities';
import { sendRaw, wire, type RawAnswer } from '../support/raw';
import { mutateActivity, mutateBytes, mutateToken } from './mutate';
import { chanceOf, type Chance } from './random';

export interface Campaign {
  readonly port: number;
  readonly seed: number;
  /** The first case, and how many. */
  readonly from: number;
  readonly count: number;
  /** A token that is good now, and one that nobody's key signed. */
  readonly tokens: () => { readonly good: string; readonly stranger: string };
  /** Told now and then how many are done, and how many of them went wrong. */
  readonly progress?: (done: number, wrong: number) => void;
}

export interface Outcome {
  /** How many got each status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** What should never be, with the number of its case. */
  readonly violations: readonly string[];
}

interface Case {
  readonly kind: string;
  readonly bytes: Buffer;
  /** Whether it may be let in: it is still what Teams would send. */
  readonly mayEnter: boolean;
}

const atOnce = 24;
/** Tokens are made anew so often: they end after an hour. */
const tokensFor = 20_000;

/** Sends mutated requests, each on a connection of its own, and judges every answer. */
export async function runCampaign(campaign: Campaign): Promise<Outcome> {
  const { port, seed, from, count, progress } = campaign;
  const statuses: Record<number, number> = {};
  const violations: string[] = [];
  let next = from;
  let tokens = campaign.tokens();
  const sendSome = async (): Promise<void> => {
    while (next < from + count) {
      const index = next++;
      if (index % tokensFor === 0) tokens = campaign.tokens();
      const one = caseOf(chanceOf(seed, index), tokens);
      const answer = await sendRaw(port, one.bytes);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      const wrong = whatIsWrong(one, answer);
      if (wrong !== undefined) violations.push(`case ${index} (${one.kind}): ${wrong}`);
      if ((index + 1) % 10_000 === 0) progress?.(index + 1, violations.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sendSome));
  return { statuses, violations };
}

function whatIsWrong({ mayEnter, bytes }: Case, { status, body }: RawAnswer): string | undefined {
  if (status === 0) return bytes.length > 100_000 ? undefined : 'no answer';
  if (status >= 500) return `status ${status}`;
  if (body !== JSON.stringify({ status: texts[status as keyof typeof texts] })) return `the text ${body}`;
  return status === 200 && !mayEnter ? `let in:\n${bytes.toString('latin1')}` : undefined;
}

/** Nobody is answered for it, so that it has no effect even where it is let in. */
const base = { ...without('text'), type: 'conversationUpdate' };

function caseOf(chance: Chance, { good, stranger }: ReturnType<Campaign['tokens']>): Case {
  const kind = chance.of(['bytes', 'bytes', 'activity', 'activity', 'token', 'token', 'headers'] as const);
  switch (kind) {
    case 'bytes': {
      const body = mutateBytes(Buffer.from(JSON.stringify(base)), chance);
      return { kind, bytes: request(good, body), mayEnter: isOurs(body) };
    }
    case 'activity': {
      const body = mutateActivity(base, chance);
      return { kind, bytes: request(good, body), mayEnter: isOurs(body) };
    }
    case 'token': {
      const token = mutateToken(good, stranger, chance);
      return { kind, bytes: request(token, JSON.stringify(base)), mayEnter: isSame(token, good) };
    }
    case 'headers':
      return { kind, bytes: chance.of(headed)(good, JSON.stringify(base)), mayEnter: false };
  }
}

function request(
  token: string,
  body: string | Buffer,
  more: readonly (readonly [string, string])[] = [],
  line = 'POST /api/messages HTTP/1.1',
): Buffer {
  const length = ['content-length', String(Buffer.byteLength(body))] as const;
  const type = ['content-type', 'application/json'] as const;
  return wire(line, [['host', 'x'], ['authorization', `Bearer ${token}`], type, length, ...more], body);
}

const headed: readonly ((token: string, body: string) => Buffer)[] = [
  (token, body) => request(token, body, [['content-encoding', 'gzip']]),
  (token, body) => request(token, body, [['transfer-encoding', 'chunked']]),
  (token, body) => request(token, body, [['authorization', `Bearer ${token}`]]),
  (token, body) => request(token, body, [['content-length', '1']]),
  (token, body) => request(token, body, [['expect', 'x']]),
  (token, body) => request(token, body, [['x', 'y'.repeat(17_000)]]),
  (token, body) => request(token, body, [], 'PATCH /api/messages HTTP/1.1'),
  (token, body) => request(token, body, [], 'POST /api/messages/.. HTTP/1.1'),
  (token, body) => request(token, body, [], 'POST //api/messages HTTP/1.1'),
  (token, body) => request(token, body, [], 'POST /api/messages HTTP/9.9'),
];

interface Said {
  readonly channelId?: unknown;
  readonly serviceUrl?: unknown;
  readonly conversation?: { readonly tenantId?: unknown };
  readonly channelData?: { readonly tenant?: { readonly id?: unknown } };
}

/** Judged apart from the door: what still says everything that Teams has to say. */
function isOurs(body: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const { channelId, conversation, channelData, serviceUrl: address } = JSON.parse(text) as Said;
    const tenants = [conversation?.tenantId, channelData?.tenant?.id];
    return channelId === 'msteams' && address === serviceUrl && tenants.every((one) => one === tenantId);
  } catch {
    return false;
  }
}

/** The last letter of a signature has bits that mean nothing. */
function isSame(token: string, good: string): boolean {
  const [, claims, signature] = token.split('.').map((one) => Buffer.from(one, 'base64url').toString('hex'));
  const [, goodClaims, goodSignature] = good
    .split('.')
    .map((one) => Buffer.from(one, 'base64url').toString('hex'));
  return token.split('.')[0] === good.split('.')[0] && claims === goodClaims && signature === goodSignature;
}
