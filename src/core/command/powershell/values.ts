import type { Mentioned, Misread, PersonRef } from '../command';
import { asPerson } from '../target';
import type { Token } from './tokens';

const topic = 'powershell';

export function isMisread(read: object): read is Misread {
  return 'problem' in read;
}

/** What stands at a place and is none of what may stand there. */
export function unexpected(token: Token | undefined): Misread {
  const text = token?.kind === 'line' ? '' : (token?.text ?? '');
  if (/^["']?[^'\s]*\$[\w({:?^$]/.test(text)) return { problem: 'variable', text, topic };
  return { problem: 'leftover', text, topic };
}

type Value = Token & { readonly kind: 'bare' | 'quoted' };
export const isValue = (token: Token | undefined): token is Value =>
  token?.kind === 'bare' || token?.kind === 'quoted';

interface Values {
  readonly values: readonly Token[];
  readonly next: number;
}

/** `a`, `'a','b'`, `@('a','b')`, over several lines inside of brackets. */
export function readValues(tokens: readonly Token[], at: number): Values | Misread {
  return tokens[at]?.kind === '(' ? readBracketed(tokens, at) : readListed(tokens, at);
}

function readListed(tokens: readonly Token[], at: number): Values | Misread {
  const values: Token[] = [];
  for (let next = at; ; next += 2) {
    const token = tokens[next];
    if (!isValue(token)) return unexpected(tokens[next] ?? tokens[next - 1]);
    values.push(token);
    if (tokens[next + 1]?.kind !== ',') return { values, next: next + 1 };
  }
}

const parting: readonly (Token['kind'] | undefined)[] = [',', ';', 'line'];

/** Inside of brackets a comma, a semicolon and a line part values alike. */
function readBracketed(tokens: readonly Token[], at: number): Values | Misread {
  const end = tokens.findIndex(({ kind }, index) => index > at && kind === ')');
  if (end === -1) return unexpected(tokens.at(-1));
  const inside = tokens.slice(at + 1, end);
  const wrong = inside.find((token, index) =>
    isValue(token) ? isValue(inside[index - 1]) : !parting.includes(token.kind),
  );
  return wrong === undefined ? { values: inside.filter(isValue), next: end + 1 } : unexpected(wrong);
}

/** The people that values name: by address, object id or mention. To PowerShell a name is none. */
export function peopleIn(
  values: readonly Token[],
  mentions: readonly Mentioned[],
): { readonly people: readonly PersonRef[] } | Misread {
  const people: PersonRef[] = [];
  for (const token of values) {
    // Outside of single quotes PowerShell would put something else for what stands behind a dollar.
    if (token.kind === 'bare' && /\$[\w({]/.test(token.text)) return unexpected(token);
    const person = asPerson(token.text, mentions);
    if (person === undefined || person.kind === 'name') {
      return { problem: 'not-a-target', text: token.text, topic };
    }
    people.push(person);
  }
  return { people };
}
