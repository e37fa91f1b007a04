import { ResponseType } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { CouldNotCheck } from '../../core/fault';
import type { GraphClient } from './client';

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

/** How long a look-up that Graph was too busy for may be repeated. Reading twice is free; waiting long is not. */
export interface Patience {
  /** The least to wait before each repetition, in milliseconds. */
  readonly pausesMs: readonly number[];
  /** Who is told to wait longer than this gives up. */
  readonly longestPauseMs: number;
}

/** A person waits for this one answer. */
export const forOne: Patience = { pausesMs: [300, 1_000], longestPauseMs: 3_000 };

/** Thousands of look-ups use up what Graph reads for an application in its ten seconds: that is worth waiting for. */
export const forMany: Patience = { pausesMs: [300, 1_000, 3_000, 3_000], longestPauseMs: 15_000 };

const busy = new Set([429, 502, 503, 504]);

/** How long to wait before asking again after this answer to the `turn`-th attempt; `undefined`: this is the answer. */
export function pauseAfter(response: Response, turn: number, patience: Patience): number | undefined {
  const least = patience.pausesMs[turn];
  const told = Number(response.headers.get('retry-after') ?? 0) * 1_000;
  if (least === undefined || !busy.has(response.status) || told > patience.longestPauseMs) return undefined;
  return Math.max(least, Number.isNaN(told) ? 0 : told);
}

/** One GET. `undefined` when Graph says there is no such object; throws `CouldNotCheck` on any other failure. */
export async function get<T>(
  client: GraphClient,
  lookup: Lookup,
  schema: z.ZodType<T>,
): Promise<ReadAnswer<T> | undefined> {
  for (let turn = 0; ; turn += 1) {
    const response = await once(client, lookup);
    const pauseMs = pauseAfter(response, turn, forOne);
    if (pauseMs === undefined) return understood(response, lookup, schema);
    await response.body?.cancel();
    await client.pause(pauseMs);
  }
}

/** What an answer says, as `get` promises it. */
export async function understood<T>(
  response: Response,
  lookup: Lookup,
  schema: z.ZodType<T>,
): Promise<ReadAnswer<T> | undefined> {
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

async function once(client: GraphClient, { what, path, advanced }: Lookup): Promise<Response> {
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
