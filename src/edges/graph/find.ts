import { z } from 'zod';
import { CouldNotCheck } from '../../core/fault';
import type { PersonId } from '../../core/ids';
import type { Findable, Found } from '../../core/ports';
import { getAllOfEach } from './pages';
import { asPerson, graphPerson, personSelect, type GraphPerson } from './people';
import type { Lookup } from './read';
import type { Reader } from './reader';

/** Who is meant by each, in their order. */
export async function findAll(reader: Reader, refs: readonly Findable[]): Promise<readonly Found[]> {
  const ids = refs.flatMap((ref) => (ref.kind === 'id' ? [ref.id] : []));
  const described = refs.filter((ref) => ref.kind !== 'id');
  const [byId, byWords] = await Promise.all([findByIds(reader, ids), findByWords(reader, described)]);
  const nextOf = { id: byId.values(), address: byWords.values(), name: byWords.values() };
  nextOf.name = nextOf.address;
  return refs.map(({ kind }) => nextOf[kind].next().value ?? { kind: 'none' });
}

async function findByIds(reader: Reader, ids: readonly PersonId[]): Promise<readonly Found[]> {
  const answers = await reader.get(ids.map(account), graphPerson);
  const absent = ids.filter((_, index) => answers[index] === undefined);
  const others = await somethingElse(reader, absent);
  return ids.map((id, index) => {
    const answer = answers[index];
    if (answer !== undefined) return { kind: 'one', person: asPerson(answer.body) };
    return { kind: others.has(id) ? 'not-a-person' : 'none' };
  });
}

/** The look-up of one account by its object id. */
export function account(id: PersonId): Lookup {
  return { what: 'the account', path: `/users/${id}?${personSelect}` };
}

/** Ids that belong to an application or the like. Needs more rights than Evict asks for: "cannot tell" is "no". */
async function somethingElse(reader: Reader, ids: readonly PersonId[]): Promise<ReadonlySet<PersonId>> {
  const object = z.object({ '@odata.type': z.string() });
  const lookups = ids.map((id) => ({ what: 'the object', path: `/directoryObjects/${id}` }));
  const answers = await reader.settle(lookups, object);
  const isAnother = (_: PersonId, index: number): boolean => {
    const answer = answers[index];
    if (answer === undefined || answer instanceof CouldNotCheck) return false;
    return answer.body['@odata.type'] !== '#microsoft.graph.user';
  };
  return new Set(ids.filter(isAnother));
}

type Described = Exclude<Findable, { kind: 'id' }>;

async function findByWords(reader: Reader, refs: readonly Described[]): Promise<readonly Found[]> {
  const asked = refs.flatMap((ref) => filtersOf(ref).map((filter) => ({ ref, lookup: who(ref, filter) })));
  const lists = await getAllOfEach(
    reader,
    asked.map(({ lookup }) => lookup),
    graphPerson,
  );
  const users = new Map<Described, GraphPerson[]>(refs.map((ref) => [ref, []]));
  for (const [index, { ref, lookup }] of asked.entries()) {
    const list = lists[index];
    if (list === undefined)
      throw new CouldNotCheck(lookup.what, { cause: new Error('Graph has no list of people') });
    users.get(ref)?.push(...list);
  }
  return refs.map((ref) => found(users.get(ref) ?? []));
}

function who(ref: Described, filter: string): Lookup {
  const name = ref.kind === 'address' ? ref.address : ref.name;
  return { what: `who ${name} is`, path: `/users?$filter=${encodeURIComponent(filter)}&${personSelect}` };
}

/**
 * An address may be a sign-in name, a mail address or an alias, and not of the same person: whoever any of them
 * names is a match, and two people are "several", never a choice made here.
 */
function filtersOf(ref: Described): readonly string[] {
  if (ref.kind === 'name') return [`displayName eq '${quoted(ref.name)}'`];
  const address = quoted(ref.address);
  return [
    `userPrincipalName eq '${address}'`,
    `mail eq '${address}'`,
    `proxyAddresses/any(x:x eq 'smtp:${address}')`,
  ];
}

/** Inside an OData value, which it cannot leave. */
export function quoted(text: string): string {
  return text.replaceAll("'", "''");
}

function found(users: readonly GraphPerson[]): Found {
  const people = new Map(users.map((user) => [user.id, asPerson(user)]));
  const [one, ...others] = people.values();
  if (one === undefined) return { kind: 'none' };
  return others.length === 0 ? { kind: 'one', person: one } : { kind: 'several', people: [one, ...others] };
}
