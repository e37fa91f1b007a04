import { ResponseType } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { OnlyLooksUp, type GraphClient } from './client';

/** One call among those of a batch. */
export interface Item {
  readonly method: 'GET' | 'POST';
  /** Without the version, such as `/users/{id}`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Graph takes no more in one batch (Microsoft Learn, "Combine multiple HTTP requests using JSON batching"). */
export const mostItems = 20;

/**
 * At most twenty calls in one POST, never repeated here. That the batch was answered says nothing about what is in it: every
 * item has an answer of its own, in the order of the items, or `undefined` where Graph gave none, two, or one that is not
 * an answer. Where the batch as a whole was refused, that is every item's answer. Throws when no whole answer came.
 */
export async function batch(
  client: GraphClient,
  items: readonly Item[],
): Promise<readonly (Response | undefined)[]> {
  const requests = items.map((item, index) => asRequest(item, index));
  const onlyLooksUp = items.every(({ method }) => method === 'GET');
  const outer = (await client
    .api('/$batch')
    .middlewareOptions(onlyLooksUp ? [new OnlyLooksUp()] : [])
    .header('content-type', 'application/json')
    .responseType(ResponseType.RAW)
    .post({ requests })) as Response;
  // That there is no such thing as the batch says nothing about the people in it.
  if (onlyLooksUp && outer.status === 404) return items.map(() => undefined);
  if (!outer.ok) return forEach(items, outer);
  const answers = answersIn(await outer.json(), outer);
  return items.map((item, index) => {
    const answer = answers.get(idOf(index));
    tell(client, item, outer, answer);
    return answer;
  });
}

const idOf = (index: number): string => String(index + 1);

function asRequest({ method, path, headers, body }: Item, index: number): object {
  return { id: idOf(index), method, url: path, headers, body };
}

async function forEach(items: readonly Item[], outer: Response): Promise<readonly Response[]> {
  const text = await outer.text().catch(() => '');
  return items.map(() => new Response(text, { status: outer.status, headers: outer.headers }));
}

const answered = z.object({ responses: z.array(z.unknown()) });
const itemAnswered = z.object({
  id: z.string(),
  status: z.number().int(),
  headers: z.record(z.unknown()).nullish(),
  body: z.unknown(),
});

function answersIn(body: unknown, outer: Response): ReadonlyMap<string, Response | undefined> {
  const answers = new Map<string, Response | undefined>();
  for (const one of answered.parse(body).responses) {
    const item = itemAnswered.safeParse(one);
    if (!item.success) continue;
    const { id } = item.data;
    // Of two answers to one item nobody can say which is true.
    answers.set(id, answers.has(id) ? undefined : asResponse(item.data, outer));
  }
  return answers;
}

/** What Graph says once for the whole batch, such as its `Date`, holds for every item that does not say it itself. */
const shared = ['date', 'request-id'];

function asResponse(item: z.infer<typeof itemAnswered>, outer: Response): Response | undefined {
  try {
    const texts = Object.entries(item.headers ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    const headers = new Headers(texts);
    for (const name of shared) {
      const value = outer.headers.get(name);
      if (value !== null && !headers.has(name)) headers.set(name, value);
    }
    const hasNone = item.body === undefined || [204, 205, 304].includes(item.status);
    return new Response(hasNone ? null : JSON.stringify(item.body), { status: item.status, headers });
  } catch {
    // A status or a header that HTTP does not know.
    return undefined;
  }
}

function tell(client: GraphClient, item: Item, outer: Response, answer: Response | undefined): void {
  client.watch({
    method: item.method,
    url: new URL(`/v1.0${item.path}`, outer.url).href,
    clientRequestId: item.headers?.['client-request-id'],
    answer: answer ?? 'no answer',
  });
}
