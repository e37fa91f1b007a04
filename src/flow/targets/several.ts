import type { GroupRef, PersonRef, TargetRef } from '../../core/command/command';
import type { Named } from '../../core/crowd';
import { CouldNotCheck } from '../../core/fault';
import type { PersonId } from '../../core/ids';
import type { RowsRead } from '../../core/named';
import type { Findable, Found, Group } from '../../core/ports';
import type { Refusal } from '../../core/refusal';
import type { LeftOut, LeftOutWhy, Source } from '../../core/left-out';
import type { Means } from '../means';
import { spelt } from './one';

/** Everybody whom a command names, each account once, and those who are nobody or not one person. */
export interface Several {
  readonly named: readonly Named[];
  readonly leftOut: readonly LeftOut[];
  readonly sources: readonly Source[];
}

export interface Naming {
  readonly targets: readonly TargetRef[];
  /** The conversation, for the people mentioned in it. */
  readonly where: string;
  /** Reads the file that came with the message. */
  readonly people?: () => Promise<RowsRead>;
}

type Gathered<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly refusal: Refusal };

/** Somebody named: an account that is known, words to look up, or why there is neither. */
interface Mark extends Pick<LeftOut, 'named' | 'row'> {
  readonly means: { readonly id: PersonId } | { readonly ref: Findable } | { readonly why: LeftOutWhy };
}

/**
 * Looks up everybody a command names: one by one, in groups, in a file. Nothing is guessed: who is not found, or is several
 * people, is left out and named. Refuses what is no list of people at all, and more people than one request may be for.
 * Throws `CouldNotCheck`.
 */
export async function theTargets(means: Means, naming: Naming): Promise<Gathered<Several>> {
  const gathered = await gather(means, naming);
  if (!gathered.ok) return gathered;
  const { marks, sources } = gathered;
  const looked = await lookUp(means, marks);
  const byId = new Map<PersonId, Mark>();
  for (const { id, mark } of looked.found) if (!byId.has(id)) byId.set(id, mark);
  const { mostTargets: most, protectedGroups } = means.policy;
  if (byId.size > most) return tooMany(most);
  const ids = [...byId.keys()];
  const standings = complete(ids, await means.directory.standings(ids, protectedGroups));
  const named: Named[] = [];
  const gone: LeftOut[] = [];
  for (const [index, id] of ids.entries()) {
    const mark = byId.get(id);
    const standing = standings[index];
    if (mark === undefined) continue;
    if (standing === undefined) gone.push({ ...as(mark), why: 'not-found' });
    else named.push({ ...as(mark), standing });
  }
  return { ok: true, named, leftOut: [...looked.leftOut, ...gone], sources };
}

function as({ named, row }: Mark): Pick<LeftOut, 'named' | 'row'> {
  return row === undefined ? { named } : { named, row };
}

const tooMany = (most: number): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { kind: 'too-many-people', most },
});

interface Marks {
  readonly marks: readonly Mark[];
  readonly sources: readonly Source[];
}

async function gather(means: Means, { targets, where, people }: Naming): Promise<Gathered<Marks>> {
  const { mostTargets: most } = means.policy;
  const marks: Mark[] = [];
  const sources: Source[] = [];
  for (const ref of targets) {
    const more = await marksOf(means, ref, where, people);
    if (!more.ok) return more;
    // One by one: a spread of thousands would not fit the stack.
    for (const mark of more.marks) marks.push(mark);
    sources.push(...more.sources);
    if (marks.length > 2 * most) return tooMany(most);
  }
  return { ok: true, marks, sources };
}

async function marksOf(
  means: Means,
  ref: TargetRef,
  where: string,
  people: Naming['people'],
): Promise<Gathered<Marks>> {
  switch (ref.kind) {
    case 'group':
      return inGroup(means, ref.group, spelt(ref));
    case 'file':
      return inFile(people);
    case 'mention': {
      const id = await means.roster.memberOf(where, ref.account);
      return one(ref, id === undefined ? { why: 'not-found' } : { id });
    }
    case 'id':
    case 'address':
    case 'name':
      return one(ref, { ref });
  }
}

function one(ref: PersonRef, is: Mark['means']): Gathered<Marks> {
  return { ok: true, marks: [{ named: spelt(ref), means: is }], sources: [] };
}

async function inGroup(means: Means, ref: GroupRef, typed: string): Promise<Gathered<Marks>> {
  const found = await means.directory.group(ref);
  switch (found.kind) {
    case 'none':
      return { ok: false, refusal: { kind: 'group-not-found', typed } };
    case 'several':
      return { ok: false, refusal: { kind: 'several-groups', typed, groups: found.groups.slice(0, 10) } };
    case 'one':
      return members(means, found.group);
  }
}

async function members(means: Means, { id, name }: Group): Promise<Gathered<Marks>> {
  const { mostTargets: most } = means.policy;
  const { people, more } = await means.directory.peopleIn(id, most);
  if (more) return tooMany(most);
  const marks = people.map((person) => ({ named: person.address, means: { id: person.id } }));
  return { ok: true, marks, sources: [{ kind: 'group', name }] };
}

async function inFile(read: Naming['people']): Promise<Gathered<Marks>> {
  if (read === undefined) return { ok: false, refusal: { kind: 'no-file' } };
  const file = await read();
  if (!file.ok) return file;
  const marks = file.rows.map(({ row, text, ref }): Mark => ({
    named: text,
    row,
    means: ref === undefined ? { why: 'not-recognised' } : { ref },
  }));
  return { ok: true, marks, sources: [{ kind: 'file', name: file.name }] };
}

/** An answer for each that was asked for, or none at all: a missing one is not "nobody". */
function complete<T>(asked: readonly unknown[], answers: readonly T[]): readonly T[] {
  if (asked.length !== answers.length) throw new CouldNotCheck('everybody who was named');
  return answers;
}

interface LookedUp {
  readonly found: readonly { readonly id: PersonId; readonly mark: Mark }[];
  readonly leftOut: readonly LeftOut[];
}

/** Everybody's words in one go, in the order they were named. */
async function lookUp(means: Means, marks: readonly Mark[]): Promise<LookedUp> {
  const refs = marks.flatMap(({ means: is }) => ('ref' in is ? [is.ref] : []));
  const answers = refs.length === 0 ? [] : complete(refs, await means.directory.findAll(refs));
  const found: { id: PersonId; mark: Mark }[] = [];
  const leftOut: LeftOut[] = [];
  let next = 0;
  for (const mark of marks) {
    const { means: is } = mark;
    if ('id' in is) found.push({ id: is.id, mark });
    else if ('why' in is) leftOut.push({ ...as(mark), why: is.why });
    else {
      const answer = answers[next];
      next += 1;
      if (answer?.kind === 'one') found.push({ id: answer.person.id, mark });
      else leftOut.push({ ...as(mark), why: whyNot(answer) });
    }
  }
  return { found, leftOut };
}

function whyNot(answer: Exclude<Found, { kind: 'one' }> | undefined): LeftOutWhy {
  switch (answer?.kind) {
    case 'several':
      return 'several-found';
    case 'not-a-person':
      return 'not-a-person';
    case 'none':
    case undefined:
      return 'not-found';
  }
}
