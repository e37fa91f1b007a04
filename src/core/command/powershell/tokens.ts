import { marker } from '../why';

/** A piece of a line of PowerShell. `line` ends a statement unless something is still open. */
export interface Token {
  readonly kind: Mark | 'parameter' | 'bare' | 'quoted' | 'broken';
  /** Of quoted text what it says, of everything else what stands there. */
  readonly text: string;
}

type Mark = 'line' | '|' | ',' | ';' | '(' | ')' | '{' | '}';

/** How each piece begins and how far it goes; the first that fits. Each is left at the first letter that cannot belong to it. */
const pieces: readonly (readonly [kind: Token['kind'] | 'passed', pattern: RegExp])[] = [
  // Blanks, a backtick at the end of a line, remarks.
  ['passed', /[^\S\n]+|`[^\S\n]*\n|#[^\n]*/y],
  ['line', /\n/y],
  ['|', /\|/y],
  [',', /,/y],
  [';', /;/y],
  ['(', /@?\(/y],
  [')', /\)/y],
  ['{', /\{/y],
  ['}', /\}/y],
  // In single quotes everything is meant as it stands.
  ['quoted', /'((?:[^'\n]|'')*)'(?=[\s|,;(){}]|$)/y],
  // In double quotes a name behind a dollar, or a letter behind a backtick, would mean something else.
  ['quoted', /"((?:[^"\n`$]|""|\$(?![\w({:?^$]))*)"(?=[\s|,;(){}]|$)/y],
  // What goes on behind its quotation mark is one word to PowerShell: it is not taken apart here.
  ['broken', /['"][^\n]*|<#[^]*/y],
  ['parameter', /--?[a-z][\w-]*(?:[:=]|(?=[\s|,;(){}]|$))/iy],
  ['bare', /[^\s|,;(){}]+/y],
];

const remark = /<#[^#]*(?:#(?!>)[^#]*)*#>/g;
const prompt = /^\s*PS(?:[^\S\n][^>\n]{0,200})?>/i;
const prompts = /^[^\S\n]*(?:PS(?:[^\S\n][^>\n]{0,200})?>|>>)/gim;

/** The text alone: without the prompts of a console it was copied from, and without the fence of a code block. */
export function withoutFrame(text: string): string {
  const bare = withoutFence(text.trim());
  return prompt.test(bare) ? bare.replace(prompts, '') : bare;
}

function withoutFence(text: string): string {
  const isFenced = text.length >= 6 && text.startsWith('```') && text.endsWith('```');
  return isFenced ? text.slice(3, -3).replace(/^[a-z0-9]{1,12}[^\S\n]*\n/i, '') : text;
}

/** Without what stands between `<#` and `#>`. Behind the last `#>` no remark ends, and none is looked for. */
function withoutRemarks(text: string): string {
  const end = text.lastIndexOf('#>') + 2;
  return end < 2 ? text : text.slice(0, end).replace(remark, ' ') + text.slice(end);
}

/** The pieces up to a reason or a ticket, and where that begins. Linear in the length. */
export function tokensOf(typed: string): { readonly tokens: readonly Token[]; readonly rest: string } {
  const text = withoutRemarks(typed);
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const [kind, said, end] = pieceAt(text, at);
    if (kind === 'bare' && marker(said) !== undefined) return { tokens, rest: text.slice(at) };
    at = end;
    if (kind === 'passed' || (kind === 'line' && tokens.at(-1)?.kind === 'line')) continue;
    tokens.push({ kind, text: said });
  }
  return { tokens, rest: '' };
}

function pieceAt(text: string, at: number): readonly [Token['kind'] | 'passed', said: string, end: number] {
  for (const [kind, pattern] of pieces) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) continue;
    const quote = found[0].slice(0, 1);
    const said = kind === 'quoted' ? (found[1] ?? '').replaceAll(quote + quote, quote) : found[0];
    return [kind, said, at + found[0].length];
  }
  return ['broken', text.slice(at), text.length];
}

/** Statements end with their line or a semicolon, unless a bracket is open or a pipe or a comma goes on. */
export function statementsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const statements: Token[][] = [[]];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === '(' || token.kind === '{') depth += 1;
    if (token.kind === ')' || token.kind === '}') depth = Math.max(0, depth - 1);
    const current = statements.at(-1) ?? [];
    const ends = depth === 0 && (token.kind === 'line' || token.kind === ';');
    if (!ends) current.push(token);
    else if (!(token.kind === 'line' && goesOn(current.at(-1), tokens[index + 1]))) statements.push([]);
  }
  return statements.filter((statement) => statement.length > 0);
}

function goesOn(before: Token | undefined, after: Token | undefined): boolean {
  return before?.kind === '|' || before?.kind === ',' || after?.kind === '|';
}

/** The parts between pipes. */
export function stagesOf(statement: readonly Token[]): readonly (readonly Token[])[] {
  const stages: Token[][] = [[]];
  let depth = 0;
  for (const token of statement) {
    if (token.kind === '(' || token.kind === '{') depth += 1;
    if (token.kind === ')' || token.kind === '}') depth -= 1;
    if (token.kind === '|' && depth === 0) stages.push([]);
    else stages.at(-1)?.push(token);
  }
  return stages;
}
