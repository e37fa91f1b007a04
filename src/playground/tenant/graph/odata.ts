import { badRequest, refusal } from '../answer';
import type { Answer } from '../answer';
import { candidates, filterBy, parseFilter } from './filter';
import type { Readers, Things } from './filter';
import type { GraphCall } from './route';

/** How one kind of thing is written: every property Graph has for it, and those sent when nothing is selected. */
export interface Kind<Thing> {
  readonly type: string;
  readonly properties: Readonly<Record<string, (thing: Thing) => unknown>>;
  readonly byDefault: readonly string[];
}

/** One thing of any kind, ready to be written. */
export interface Written {
  readonly type: string;
  readonly write: (select: readonly string[] | undefined) => Record<string, unknown> | Answer;
}

export function written<Thing>(kind: Kind<Thing>, thing: Thing): Written {
  return {
    type: kind.type,
    write(select) {
      const body: Record<string, unknown> = {};
      for (const asked of select ?? kind.byDefault) {
        const name = namesOf(kind.properties).get(asked.toLowerCase());
        const read = name === undefined ? undefined : kind.properties[name];
        if (name === undefined || !read) {
          return badRequest(`Could not find a property named '${asked}' on type '${kind.type}'.`);
        }
        body[name] = read(thing);
      }
      return body;
    },
  };
}

const names = new WeakMap<object, ReadonlyMap<string, string>>();

/** How each property is written, by its name in lower case: callers may ask in any letter case. */
function namesOf(properties: object): ReadonlyMap<string, string> {
  const known = names.get(properties);
  if (known !== undefined) return known;
  const found = new Map(Object.keys(properties).map((name) => [name.toLowerCase(), name]));
  names.set(properties, found);
  return found;
}

/** One entity; `typed` adds @odata.type, as Graph does where a path can lead to several types. */
export function entity(call: GraphCall, set: string, thing: Written, typed = false): Answer {
  const select = selected(call.query);
  const body = thing.write(select);
  if (isAnswer(body)) return body;
  const context = `${call.world.url}/v1.0/$metadata#${set}${select ? `(${select.join(',')})` : ''}/$entity`;
  const type = typed ? { '@odata.type': `#${thing.type}` } : {};
  return { status: 200, body: { '@odata.context': context, ...type, ...body } };
}

/** One page of a collection, with the address of the next one. */
export function collection(call: GraphCall, set: string, things: readonly Written[], typed = false): Answer {
  const { query, world } = call;
  const page = pageOf(query, world.settings.pageSize);
  if (!page) return refusal(400, 'Request_BadRequest', 'Invalid $top or $skiptoken.');
  if (query.has('$search') || query.has('$orderby')) return unsupportedQuery('$search and $orderby');
  const select = selected(query);
  const value: object[] = [];
  for (const thing of things.slice(page.from, page.from + page.size)) {
    const body = thing.write(select);
    if (isAnswer(body)) return body;
    value.push(typed ? { '@odata.type': `#${thing.type}`, ...body } : body);
  }
  const context = `${world.url}/v1.0/$metadata#${set}${select ? `(${select.join(',')})` : ''}`;
  const more = page.from + page.size < things.length;
  const nextLink = more ? { '@odata.nextLink': nextAddress(call, page.from + page.size) } : {};
  const counted = query.get('$count') === 'true' && call.headers['consistencylevel'] === 'eventual';
  const count = counted ? { '@odata.count': things.length } : {};
  return { status: 200, body: { '@odata.context': context, ...count, ...nextLink, value } };
}

/** The things a $filter leaves, or Graph's refusal of the filter. */
export function filtered<Thing>(
  call: GraphCall,
  things: Things<Thing>,
  readers: Readers<Thing>,
): Thing[] | Answer {
  const text = call.query.get('$filter');
  if (text === null) return [...things.values()];
  const parsed = parseFilter(text);
  if (!parsed.ok && parsed.why === 'invalid') return badRequest(`Invalid filter clause: '${text}'.`);
  const test = parsed.ok ? filterBy(parsed.clauses, readers) : undefined;
  if (!parsed.ok || !test) return unsupportedQuery('This $filter');
  return [...candidates(things, parsed.clauses, readers)].filter(test);
}

/** Whether a step ended in an answer already, a refusal usually. */
export function isAnswer(thing: object): thing is Answer {
  return 'status' in thing && typeof thing.status === 'number';
}

function unsupportedQuery(what: string): Answer {
  return refusal(400, 'Request_UnsupportedQuery', `${what}: unsupported or invalid query for this resource.`);
}

function selected(query: URLSearchParams): string[] | undefined {
  const names = query.get('$select')?.split(',') ?? [];
  const wanted = names.map((name) => name.trim()).filter((name) => name !== '');
  return wanted.length === 0 ? undefined : wanted;
}

function pageOf(query: URLSearchParams, pageSize: number): { from: number; size: number } | undefined {
  const top = query.get('$top') ?? String(pageSize);
  const from = Buffer.from(query.get('$skiptoken') ?? 'MA', 'base64url').toString();
  if (!/^[1-9]\d{0,2}$/.test(top) || !/^\d{1,9}$/.test(from)) return undefined;
  return { from: Number(from), size: Number(top) };
}

function nextAddress({ path, query, world }: GraphCall, from: number): string {
  const next = new URLSearchParams(query);
  next.set('$skiptoken', Buffer.from(String(from)).toString('base64url'));
  const options = [...next].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${world.url}${path.split('?')[0] ?? ''}?${options}`;
}
