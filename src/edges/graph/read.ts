import { ResponseType, type Client } from '@microsoft/microsoft-graph-client';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { CouldNotCheck } from '../../core/fault';

export interface ReadAnswer<T> {
  readonly body: T;
  /** The answer's `Date`: Graph's own clock. ISO 8601. */
  readonly graphDate: string;
}

/** What a look-up is about, in words a person reads when it fails: `the roles of Alice Archer`. */
export interface Lookup {
  readonly what: string;
  readonly path: string;
  /** OData casts and a few filters are "advanced queries": they need this header and `$count=true`. */
  readonly advanced?: boolean;
}

/** Pauses before repeating a GET that Graph was too busy for. Reading twice is free; waiting long is not. */
const pausesMs = [300, 1_000];
const busy = new Set([429, 502, 503, 504]);
const longestPauseMs = 3_000;

/** One GET. `undefined` when Graph says there is no such object; throws `CouldNotCheck` on any other failure. */
export async function get<T>(
  client: Client,
  lookup: Lookup,
  schema: z.ZodType<T>,
): Promise<ReadAnswer<T> | undefined> {
  const response = await patiently(client, lookup);
  if (response.status === 404) {
    await response.body?.cancel();
    return undefined;
  }
  if (!response.ok) throw new CouldNotCheck(lookup.what, { cause: await graphError(response) });
  const graphDate = dateOf(response, lookup);
  try {
    return { body: schema.parse(await response.json()), graphDate };
  } catch (cause) {
    throw new CouldNotCheck(lookup.what, { cause });
  }
}

/**
 * Every page of a collection. A page that fails makes the whole list unknown, and so does one that is not there: "not
 * found" must never read as "no roles".
 */
export async function getAll<T>(client: Client, lookup: Lookup, item: z.ZodType<T>): Promise<readonly T[]> {
  const page = z.object({ value: z.array(item), '@odata.nextLink': z.string().optional() });
  const all: T[] = [];
  const read = new Set<string>();
  let path: string | undefined = lookup.path;
  while (path !== undefined) {
    if (read.has(path))
      throw new CouldNotCheck(lookup.what, { cause: new Error('the pages go in a circle') });
    read.add(path);
    const answer: ReadAnswer<z.infer<typeof page>> | undefined = await get(
      client,
      { ...lookup, path },
      page as never,
    );
    if (answer === undefined)
      throw new CouldNotCheck(lookup.what, { cause: new Error('Graph answered 404') });
    all.push(...answer.body.value);
    path = nextPath(answer.body['@odata.nextLink'], lookup);
  }
  return all;
}

/** The client resolves relative paths against its own origin, so a link can never lead a token elsewhere. */
function nextPath(nextLink: string | undefined, { what }: Lookup): string | undefined {
  if (nextLink === undefined) return undefined;
  if (!URL.canParse(nextLink)) throw new CouldNotCheck(what, { cause: new Error('a link that is none') });
  const { pathname, search } = new URL(nextLink);
  return `${pathname.replace(/^\/v1\.0/, '')}${search}`;
}

async function patiently(client: Client, lookup: Lookup): Promise<Response> {
  for (const pauseMs of pausesMs) {
    const response = await once(client, lookup);
    const asked = Number(response.headers.get('retry-after') ?? 0) * 1_000;
    if (!busy.has(response.status) || asked > longestPauseMs) return response;
    await response.body?.cancel();
    await pause(Math.max(pauseMs, Number.isNaN(asked) ? 0 : asked));
  }
  return once(client, lookup);
}

async function once(client: Client, { what, path, advanced }: Lookup): Promise<Response> {
  try {
    const request = client.api(path).responseType(ResponseType.RAW);
    if (advanced === true) request.header('ConsistencyLevel', 'eventual').query({ $count: 'true' });
    return (await request.get()) as Response;
  } catch (cause) {
    throw new CouldNotCheck(what, { cause });
  }
}

function dateOf(response: Response, { what }: Lookup): string {
  const date = new Date(response.headers.get('date') ?? '');
  if (Number.isNaN(date.getTime())) throw new CouldNotCheck(what, { cause: new Error('Graph sent no Date') });
  return date.toISOString();
}

const errorBody = z.object({ error: z.object({ code: z.string() }) });

/** Graph's error code; a body that is not Graph's is named by its status alone and never repeated. */
export async function graphErrorCode(response: Response): Promise<string> {
  const parsed = errorBody.safeParse(await response.json().catch(() => undefined));
  return parsed.success ? parsed.data.error.code.slice(0, 100) : `http-${response.status}`;
}

async function graphError(response: Response): Promise<Error> {
  const requestId = response.headers.get('request-id') ?? 'none';
  return new Error(
    `Graph answered ${response.status} ${await graphErrorCode(response)} (request-id ${requestId})`,
  );
}
