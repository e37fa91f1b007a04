import type { Mentioned, Misread } from '../command';
import type { Call } from './call';
import { m365 } from './cmdlets';
import { options, type Handling } from './parameters';
import type { Token } from './tokens';
import { isMisread, isValue, peopleIn, unexpected } from './values';

const topic = 'powershell';

/** `m365 entra user session revoke --userId …`; `undefined` when the statement is no such line. */
export function readM365(
  statement: readonly Token[],
  mentions: readonly Mentioned[],
): Call | Misread | 'help' | undefined {
  const prompted = statement[0]?.text === '$' || statement[0]?.text === '>';
  const words = statement.slice(prompted ? 1 : 0);
  if (!m365.every((word, index) => words[index]?.text.toLowerCase() === word)) return undefined;
  const given: Given[] = [];
  for (let at: number = m365.length; at < words.length;) {
    const read = readOption(words, at);
    if (isMisread(read)) return read;
    given.push(read);
    at = read.next;
  }
  return given.some(({ does }) => does.kind === 'help') ? 'help' : called(given, mentions);
}

/** An option and what was given to it. */
interface Given {
  readonly does: Handling;
  readonly value?: Token;
  readonly next: number;
}

function readOption(words: readonly Token[], at: number): Given | Misread {
  const token = words[at];
  if (token?.kind !== 'parameter') return unexpected(token);
  const glued = token.text.endsWith('=');
  const asked = token.text.slice(0, glued ? -1 : undefined);
  const option = options.find(({ name, aliases }) => [name, ...aliases].includes(asked));
  if (option === undefined) return { problem: 'unknown-parameter', text: token.text, topic };
  const { does, takes } = option;
  if (takes === 'nothing') return glued ? unexpected(token) : { does, next: at + 1 };
  const value = words[at + 1];
  return isValue(value) ? { does, value, next: at + 2 } : unexpected(token);
}

function called(given: readonly Given[], mentions: readonly Mentioned[]): Call | Misread {
  const values = given.flatMap(({ does, value }) =>
    does.kind === 'person' && value !== undefined ? [value] : [],
  );
  // One person by one of the two options, as that program has it.
  if (values.length > 1) return unexpected(values[1]);
  const read = peopleIn(values, mentions);
  if (isMisread(read)) return read;
  const notes = given.flatMap(({ does }) => {
    if (does.kind === 'note') return [does.note];
    return does.kind === 'confirm' ? (['always-asks'] as const) : [];
  });
  return { people: read.people, piped: false, own: false, preview: false, notes };
}
