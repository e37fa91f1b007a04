import { z } from 'zod';
import { CouldNotCheck } from '../../core/fault';
import type { Lookup } from './read';
import type { Reader } from './reader';

/**
 * Every page of a collection. A page that fails makes the whole list unknown, and so does one that is not there: "not
 * found" must never read as "no roles". Whoever needs to know only that there are more than `enough` is not read the rest.
 */
export async function getAll<T>(
  reader: Reader,
  lookup: Lookup,
  item: z.ZodType<T>,
  enough = Number.POSITIVE_INFINITY,
): Promise<readonly T[]> {
  const [all] = await getAllOfEach(reader, [lookup], item, enough);
  return all ?? notThere(lookup);
}

/** The same of several collections, in their order; `undefined` for one that Graph says there is not. */
export async function getAllOfEach<T>(
  reader: Reader,
  lookups: readonly Lookup[],
  item: z.ZodType<T>,
  enough = Number.POSITIVE_INFINITY,
): Promise<readonly (readonly T[] | undefined)[]> {
  const lists = lookups.map((lookup) => ({ lookup, all: [] as T[], read: new Set<string>(), isThere: true }));
  const page = z.object({ value: z.array(item), '@odata.nextLink': z.string().optional() });
  let open = lists.map((list) => ({ list, lookup: list.lookup }));
  while (open.length > 0) {
    const pages = await reader.get(
      open.map(({ lookup }) => lookup),
      page as z.ZodType<Page<T>>,
    );
    open = open.flatMap(({ list, lookup }, index) => {
      const answer = pages[index];
      if (answer === undefined && list.read.size === 0) {
        list.isThere = false;
        return [];
      }
      list.read.add(lookup.path);
      const { value, '@odata.nextLink': next } = answer?.body ?? notThere(lookup);
      // One by one: a page spread into `push` can be more arguments than a call may have.
      for (const one of value) list.all.push(one);
      if (next === undefined || list.all.length > enough) return [];
      const path = nextPath(next, lookup);
      if (list.read.has(path)) throw wrong(lookup, 'the pages go in a circle');
      return [{ list, lookup: { ...lookup, path } }];
    });
  }
  return lists.map(({ all, isThere }) => (isThere ? all : undefined));
}

interface Page<T> {
  readonly value: readonly T[];
  readonly '@odata.nextLink'?: string | undefined;
}

/** The client resolves relative paths against its own origin, so a link can never lead a token elsewhere. */
function nextPath(nextLink: string, lookup: Lookup): string {
  if (!URL.canParse(nextLink)) throw wrong(lookup, 'a link that is none');
  const { pathname, search } = new URL(nextLink);
  return `${pathname.replace(/^\/v1\.0/, '')}${search}`;
}

function notThere(lookup: Lookup): never {
  throw wrong(lookup, 'Graph answered 404');
}

function wrong({ what }: Lookup, why: string): CouldNotCheck {
  return new CouldNotCheck(what, { cause: new Error(why) });
}
