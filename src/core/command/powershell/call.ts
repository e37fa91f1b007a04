import type { Mentioned, Misread, PersonRef } from '../command';
import type { Cmdlet } from './cmdlets';
import { parameterNamed, type Note, type Parameter } from './parameters';
import type { Token } from './tokens';
import { isMisread, peopleIn, readValues, unexpected } from './values';

/** What one line asks for. */
export interface Call {
  readonly people: readonly PersonRef[];
  /** Named by what comes through the pipe, as `$_`. */
  readonly piped: boolean;
  readonly own: boolean;
  readonly preview: boolean;
  readonly notes: readonly Note[];
}

/** A parameter and what was given to it. */
interface Given {
  readonly parameter: Parameter;
  readonly values: readonly Token[];
  readonly next: number;
}

const topic = 'powershell';
const item = /^\$(?:_|PSItem)$/i;

/** `Revoke-… -UserId alice@contoso.com -WhatIf`, from behind the name of the cmdlet to the end of its tokens. */
export function readCall(
  cmdlet: Cmdlet,
  tokens: readonly Token[],
  mentions: readonly Mentioned[],
): Call | Misread {
  const own = cmdlet.family === 'signed-in';
  let call: Call = { people: [], piped: false, own, preview: false, notes: cmdlet.beta ? ['beta'] : [] };
  const given = new Set<string>();
  for (let at = 0; at < tokens.length;) {
    const read = readGiven(cmdlet, tokens, at);
    if (isMisread(read)) return read;
    const { name } = read.parameter;
    // PowerShell takes no parameter twice.
    if (given.has(name)) return unexpected(tokens[at]);
    given.add(name);
    const next = apply(call, read, mentions);
    if (isMisread(next)) return next;
    call = next;
    at = read.next;
  }
  return call;
}

function readGiven(cmdlet: Cmdlet, tokens: readonly Token[], at: number): Given | Misread {
  const token = tokens[at];
  if (token?.kind !== 'parameter') {
    // Whom it is about may be given without a name.
    const parameter = parameterNamed('UserId', cmdlet.family);
    if (parameter === undefined) return unexpected(token);
    const read = readValues(tokens, at);
    return isMisread(read) ? read : { parameter, ...read };
  }
  const glued = token.text.endsWith(':');
  const parameter = parameterNamed(token.text.slice(1, glued ? -1 : undefined), cmdlet.family);
  if (parameter === undefined) return { problem: 'unknown-parameter', text: token.text, topic };
  const { does } = parameter;
  if (does.kind === 'unfit')
    return { problem: 'unfit-parameter', text: token.text, unfit: does.unfit, topic };
  if (parameter.takes === 'nothing' && !glued) return { parameter, values: [], next: at + 1 };
  if (does.kind === 'person' && tokens[at + 1] === undefined) return { problem: 'no-target', topic };
  const read = readValues(tokens, at + 1);
  return isMisread(read) ? read : { parameter, ...read };
}

function apply(call: Call, { parameter, values }: Given, mentions: readonly Mentioned[]): Call | Misread {
  const { does } = parameter;
  const on = parameter.takes === 'nothing' ? isOn(values) : true;
  if (on === undefined) return unexpected(values[0]);
  switch (does.kind) {
    case 'person': {
      if (values.length === 1 && item.test(values[0]?.text ?? '')) return { ...call, piped: true };
      const read = peopleIn(values, mentions);
      return isMisread(read) ? read : { ...call, people: read.people };
    }
    case 'preview':
      return { ...call, preview: on };
    case 'confirm':
      return on ? call : { ...call, notes: [...call.notes, 'always-asks'] };
    case 'note':
      return { ...call, notes: [...call.notes, does.note] };
    case 'unfit':
    case 'help':
      return call;
  }
}

/** A switch, with `:$true` or `:$false` behind it or not; `undefined` for anything else. */
function isOn(values: readonly Token[]): boolean | undefined {
  const [value, ...more] = values;
  if (value === undefined) return true;
  if (more.length > 0 || !/^\$(?:true|false)$/i.test(value.text)) return undefined;
  return value.text.toLowerCase() === '$true';
}
