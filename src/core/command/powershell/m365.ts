import type { Mentioned, Misread } from '../command';
import type { Call } from './call';
import { m365 } from './cmdlets';
import { options, type Note } from './parameters';
import type { Token } from './tokens';
import { isMisread, peopleIn, unexpected } from './values';

const topic = 'powershell';

/** `m365 entra user session revoke --userId …`; `undefined` when the statement is no such line. */
export function readM365(
  statement: readonly Token[],
  mentions: readonly Mentioned[],
): Call | Misread | 'help' | undefined {
  const prompted = statement[0]?.text === '$' || statement[0]?.text === '>';
  const words = statement.slice(prompted ? 1 : 0);
  if (!m365.every((word, index) => words[index]?.text.toLowerCase() === word)) return undefined;
  const values: Token[] = [];
  const notes: Note[] = [];
  for (let at = m365.length; at < words.length;) {
    const token = words[at];
    if (token?.kind !== 'parameter') return unexpected(token);
    const glued = token.text.endsWith('=');
    const asked = token.text.slice(0, glued ? -1 : undefined);
    const option = options.find(({ name, aliases }) => [name, ...aliases].includes(asked));
    if (option === undefined) return { problem: 'unknown-parameter', text: token.text, topic };
    const { does } = option;
    if (does.kind === 'help') return 'help';
    if (does.kind === 'note') notes.push(does.note);
    if (does.kind === 'confirm') notes.push('always-asks');
    const value = option.takes === 'value' ? words[at + 1] : undefined;
    const isValue = value?.kind === 'bare' || value?.kind === 'quoted';
    if (glued ? option.takes === 'nothing' : option.takes === 'value' && !isValue) return unexpected(token);
    if (does.kind === 'person' && value !== undefined) values.push(value);
    at += option.takes === 'value' ? 2 : 1;
  }
  // One person by one of the two options, as that program has it.
  if (values.length > 1) return unexpected(values[1]);
  const read = peopleIn(values, mentions);
  if (isMisread(read)) return read;
  return { people: read.people, piped: false, own: false, preview: false, notes };
}
