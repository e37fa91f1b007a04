import { parseArgs } from 'node:util';
import { asCode, type Code } from '../core/ids';
import type { KnownHead } from '../edges/store/check';

export type AuditCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'verify'; readonly heads: readonly KnownHead[] }
  | ({ readonly kind: 'export' } & ExportOptions)
  | { readonly kind: 'show'; readonly code: Code }
  | { readonly kind: 'new-key'; readonly file: string };

export interface ExportOptions {
  /** First and last moment, in ms since 1970. */
  readonly from: number;
  readonly to: number;
  readonly format: 'jsonl' | 'csv';
  readonly names: boolean;
  /** A new file to write to, instead of standard output. */
  readonly output?: string;
}

/** What was typed behind `npm run audit --`, or the sentence that says what is wrong with it. */
export function parseAuditArguments(args: readonly string[]): AuditCommand | string {
  const text = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        head: { ...text, multiple: true },
        from: text,
        to: text,
        format: text,
        output: text,
        'no-names': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    if (values.help === true || positionals.length === 0) return { kind: 'help' };
    const stray = strayOption(positionals[0] ?? '', values);
    return stray ?? commandOf(positionals, values);
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

type Values = Readonly<Record<string, string | boolean | string[] | undefined>>;

const optionsOf: Readonly<Record<string, readonly string[]>> = {
  verify: ['head'],
  export: ['from', 'to', 'format', 'no-names', 'output'],
};

function strayOption(command: string, values: Values): string | undefined {
  const stray = Object.keys(values).find((name) => !(optionsOf[command] ?? []).includes(name));
  return stray === undefined ? undefined : `"${command}" has no option --${stray}`;
}

function commandOf(
  [command = '', argument, ...more]: readonly string[],
  values: Values,
): AuditCommand | string {
  if (more.length > 0) return `"${more.join(' ')}" is too much`;
  switch (command) {
    case 'verify':
      return argument === undefined ? verify(values['head']) : `"verify" takes no ${argument}`;
    case 'export':
      return argument === undefined ? exporting(values) : `"export" takes no ${argument}`;
    case 'show': {
      const code = asCode(argument ?? '');
      return code === undefined
        ? 'after "show" comes the code of a request, like R-7F3K2'
        : { kind: 'show', code };
    }
    case 'new-key':
      return argument === undefined
        ? 'after "new-key" comes the path of a new file'
        : { kind: 'new-key', file: argument };
    default:
      return `"${command}" is no command`;
  }
}

function verify(given: Values[string]): AuditCommand | string {
  const texts = Array.isArray(given) ? given : [];
  const heads = texts.map(headOf);
  const wrong = heads.findIndex((head) => head === undefined);
  if (wrong !== -1)
    return `"${texts[wrong] ?? ''}" is no head: a head is SEQ:HASH, a number, a colon and 64 hex digits`;
  return { kind: 'verify', heads: heads.filter((head) => head !== undefined) };
}

function headOf(text: string): KnownHead | undefined {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text.trim()) ?? [];
  return seq === undefined || hash === undefined ? undefined : { seq: Number(seq), hash: hash.toLowerCase() };
}

const dayMs = 86_400_000;

function exporting({
  from,
  to,
  format = 'jsonl',
  'no-names': noNames,
  output,
}: Values): AuditCommand | string {
  if (format !== 'jsonl' && format !== 'csv') return `--format is jsonl or csv, not ${String(format)}`;
  const [first, last] = [momentOf(from, 0, 0), momentOf(to, Number.MAX_SAFE_INTEGER, dayMs - 1)];
  if (first === undefined || last === undefined)
    return '--from and --to are days like 2026-11-21, or times like 2026-11-21T14:03:07Z';
  const where = typeof output === 'string' ? { output } : {};
  return { kind: 'export', from: first, to: last, format, names: noNames !== true, ...where };
}

/** A day is all of it, in UTC. */
function momentOf(given: Values[string], absent: number, intoTheDay: number): number | undefined {
  if (typeof given !== 'string') return absent;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(given);
  if (!isDay && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/.test(given)) return undefined;
  const moment = Date.parse(given);
  return Number.isNaN(moment) ? undefined : moment + (isDay ? intoTheDay : 0);
}
