import type { z } from 'zod';
import { CouldNotCheck } from '../../core/fault';
import { batch, mostItems, type Item } from './batch';
import type { GraphClient } from './client';
import { forMany, get, pauseAfter, understood, type Lookup, type Patience, type ReadAnswer } from './read';

/** What came of one look-up: as `get` answers, or the fault it throws. */
export type Settled<T> = ReadAnswer<T> | undefined | CouldNotCheck;

/** A way to make several look-ups, in their order. However they are made, the answers are the same. */
export interface Reader {
  /** Never throws: a look-up that failed is its own fault, and nobody else's. */
  settle<T>(lookups: readonly Lookup[], schema: z.ZodType<T>): Promise<readonly Settled<T>[]>;
  /** Throws the fault of the first that failed, and begins no other then. */
  get<T>(lookups: readonly Lookup[], schema: z.ZodType<T>): Promise<readonly (ReadAnswer<T> | undefined)[]>;
}

/** Each in a call of its own. */
export function oneByOne(client: GraphClient): Reader {
  return {
    settle: (lookups, schema) =>
      Promise.all(lookups.map((lookup) => get(client, lookup, schema).catch(asFault))),
    get: (lookups, schema) => Promise.all(lookups.map((lookup) => get(client, lookup, schema))),
  };
}

/** Twenty in one call, and a few such calls at once. */
export function inBatches(client: GraphClient, patience: Patience = forMany): Reader {
  return {
    settle: (lookups, schema) => inChunks(lookups, (chunk) => settled(client, chunk, schema, patience)),
    get: (lookups, schema) =>
      inChunks(lookups, async (chunk) => (await settled(client, chunk, schema, patience)).map(orThrow)),
  };
}

/** Of one caller. More would take the turns of people who only ask about one person. */
const batchesAtOnce = 8;

async function inChunks<In, Out>(
  all: readonly In[],
  work: (chunk: readonly In[]) => Promise<readonly Out[]>,
): Promise<readonly Out[]> {
  const starts = Array.from({ length: Math.ceil(all.length / mostItems) }, (_, index) => index * mostItems);
  const done: (readonly Out[])[] = [];
  const open = starts.entries();
  let hasFailed = false;
  const worker = async (): Promise<void> => {
    for (const [index, start] of open) {
      if (hasFailed) return;
      try {
        done[index] = await work(all.slice(start, start + mostItems));
      } catch (cause) {
        hasFailed = true;
        throw cause;
      }
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, worker));
  return done.flat();
}

/** At most twenty. Those that Graph was too busy for are asked again, alone, until patience ends. */
async function settled<T>(
  client: GraphClient,
  lookups: readonly Lookup[],
  schema: z.ZodType<T>,
  patience: Patience,
): Promise<readonly Settled<T>[]> {
  const results = new Map<Lookup, Settled<T>>();
  let open = lookups;
  for (let turn = 0; open.length > 0; turn += 1) {
    const answers = await asked(client, open);
    const again: Lookup[] = [];
    let pauseMs = 0;
    for (const [index, lookup] of open.entries()) {
      const answer = answers[index];
      const wait = answer instanceof Response ? pauseAfter(answer, turn, patience) : undefined;
      if (wait === undefined) results.set(lookup, await settledBy(answer, lookup, schema));
      else again.push(lookup);
      pauseMs = Math.max(pauseMs, wait ?? 0);
    }
    open = again;
    if (open.length > 0) await client.pause(pauseMs);
  }
  return lookups.map((lookup) => results.get(lookup));
}

/** The answers, or for each of them why there is none. */
async function asked(
  client: GraphClient,
  lookups: readonly Lookup[],
): Promise<readonly (Response | Error | undefined)[]> {
  try {
    return await batch(client, lookups.map(asItem));
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error('the batch was not answered', { cause });
    return lookups.map(() => error);
  }
}

function asItem({ path, advanced }: Lookup): Item {
  if (advanced !== true) return { method: 'GET', path };
  const counted = /[?&]\$count=/.test(path) ? path : `${path}${path.includes('?') ? '&' : '?'}$count=true`;
  return { method: 'GET', path: counted, headers: { ConsistencyLevel: 'eventual' } };
}

function settledBy<T>(
  answer: Response | Error | undefined,
  lookup: Lookup,
  schema: z.ZodType<T>,
): Promise<Settled<T>> | Settled<T> {
  if (answer instanceof Response) return understood(answer, lookup, schema).catch(asFault);
  const cause = answer ?? new Error('Graph left an item of the batch without an answer');
  return new CouldNotCheck(lookup.what, { cause });
}

function asFault(cause: unknown): CouldNotCheck {
  if (cause instanceof CouldNotCheck) return cause;
  throw cause;
}

function orThrow<T>(one: Settled<T>): ReadAnswer<T> | undefined {
  if (one instanceof CouldNotCheck) throw one;
  return one;
}
