import { badRequest } from '../answer';
import type { Answer } from '../answer';
import type { Call } from '../call';

interface Item {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object | undefined;
}

const mostItems = 20;

/**
 * Answers a $batch. As in Graph, a malformed item refuses the whole batch, while a refused item only fails itself; each
 * has its own status and headers. What would break a connection comes back as that item's 504. Not simulated: dependsOn.
 */
export async function answerBatch(call: Call, answerItem: (item: Call) => Promise<Answer>): Promise<Answer> {
  const items = readItems(call.body);
  if (typeof items === 'string') return badRequest(items);
  const responses = await Promise.all(
    items.map(async (item) => {
      const answer = await answerItem(asCall(item, call));
      if (answer.delivery) return { id: item.id, status: 504, headers: {}, body: gatewayTimeout };
      const { status, headers = {}, body } = answer;
      return { id: item.id, status, headers: ownHeaders(headers), ...(body === undefined ? {} : { body }) };
    }),
  );
  return { status: 200, body: { responses } };
}

/** What Graph says once, for the whole batch, is not in its items. */
const ofTheBatch = ['date', 'request-id', 'client-request-id'];

function ownHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => !ofTheBatch.includes(name.toLowerCase()));
  return Object.fromEntries(own);
}

const gatewayTimeout = { error: { code: 'GatewayTimeout', message: 'The item was not answered in time.' } };

function asCall(item: Item, { headers }: Call): Call {
  const own = Object.entries(item.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    method: item.method.toUpperCase(),
    path: `/v1.0${item.url.startsWith('/') ? '' : '/'}${item.url}`,
    headers: { authorization: headers['authorization'], ...Object.fromEntries(own) },
    body: item.body === undefined ? '' : JSON.stringify(item.body),
    batched: true,
  };
}

/** The items, or the sentence Graph refuses the batch with. */
function readItems(text: string): Item[] | string {
  const requests = requestsIn(text);
  if (!requests) return 'Invalid batch payload format.';
  if (requests.length === 0) return 'Batch request must contain at least one request.';
  if (requests.length > mostItems)
    return `Number of batch request steps exceeds the maximum value of ${mostItems}.`;
  const items: Item[] = [];
  for (const request of requests) {
    const item = readItem(request);
    if (!item) return 'Invalid batch payload format.';
    if (items.some(({ id }) => id === item.id)) return `Request Id : ${item.id} is duplicated in the batch.`;
    if (isWriteWithoutContent(item)) {
      return `Write request id : ${item.id} does not contain Content-Type header or body.`;
    }
    items.push(item);
  }
  return items;
}

function requestsIn(text: string): unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || !('requests' in parsed)) return undefined;
    return Array.isArray(parsed.requests) ? parsed.requests : undefined;
  } catch {
    return undefined;
  }
}

function readItem(request: unknown): Item | undefined {
  if (typeof request !== 'object' || request === null) return undefined;
  const { id, method, url, headers, body } = request as Partial<Record<keyof Item, unknown>>;
  if (typeof id !== 'string' || id === '' || typeof method !== 'string' || typeof url !== 'string')
    return undefined;
  const named = typeof headers === 'object' && headers !== null ? Object.entries(headers) : [];
  const texts = named.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return {
    id,
    method,
    url,
    headers: Object.fromEntries(texts),
    body: typeof body === 'object' && body !== null ? body : undefined,
  };
}

function isWriteWithoutContent({ method, headers, body }: Item): boolean {
  if (/^(GET|DELETE)$/i.test(method)) return false;
  return body === undefined || !Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
}
