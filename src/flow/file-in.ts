import type { BadFile, SentFile } from '../core/file';
import type { PersonId } from '../core/ids';
import type { NamedRow, RowsRead } from '../core/named';
import { namingRows, type NamingRef, type NamingRow } from '../core/named-rows';
import type { Found } from '../core/ports';
import type { Means } from './means';

type Files = readonly [SentFile, ...SentFile[]];

/**
 * Whom the file that came with a message names. It is fetched here and now: call it once its sender is known to be allowed
 * to ask about others. Throws `CouldNotCheck`.
 */
export async function rowsIn(means: Means, where: string, [file, ...others]: Files): Promise<RowsRead> {
  const { name } = file;
  const most = means.policy.mostTargets;
  const refuse = (why: BadFile): RowsRead => ({ ok: false, refusal: { kind: 'bad-file', why, name, most } });
  if (!means.notices.isPersonal(where)) return refuse('not-personal');
  if (others.length > 0) return refuse('several');
  const read = await means.files.read(file, most);
  if (!read.ok) return refuse(read.why);
  return { ok: true, name, rows: await oneEach(means, namingRows(read.table)) };
}

/** A row with more than these is a list of people, not one of them. */
const mostSpellings = 4;

/**
 * A row may spell one person several ways, as exports do: by object id, sign-in name and mail address. It counts when all of
 * them are one account. Sorting one column of a sheet alone mixes people up, and such a row names nobody.
 */
async function oneEach(means: Means, rows: readonly NamingRow[]): Promise<readonly NamedRow[]> {
  const unclear = rows.flatMap(({ refs }) => (isSeveral(refs) ? refs : []));
  const distinct = new Map(unclear.map((ref) => [keyOf(ref), ref]));
  const found = distinct.size === 0 ? [] : await means.directory.findAll([...distinct.values()]);
  const byKey = new Map([...distinct.keys()].map((key, index) => [key, found[index]]));
  return rows.map(({ row, text, refs }) => {
    const ref = isSeveral(refs)
      ? theOne(refs, (one) => byKey.get(keyOf(one)))
      : refs.length === 1
        ? refs[0]
        : undefined;
    return ref === undefined ? { row, text } : { row, text, ref };
  });
}

function isSeveral({ length }: readonly NamingRef[]): boolean {
  return length > 1 && length <= mostSpellings;
}

function theOne(
  refs: readonly NamingRef[],
  found: (ref: NamingRef) => Found | undefined,
): NamingRef | undefined {
  const answers = refs.map(found);
  // Nobody by any of them: said as such of the one that decides.
  if (answers.every((answer) => answer?.kind === 'none')) return refs[0];
  const ids = new Set<PersonId | undefined>(
    answers.map((answer) => (answer?.kind === 'one' ? answer.person.id : undefined)),
  );
  const [id] = ids;
  return ids.size === 1 && id !== undefined ? { kind: 'id', id } : undefined;
}

function keyOf(ref: NamingRef): string {
  return ref.kind === 'id' ? ref.id : ref.address.toLowerCase();
}
