import { randomBytes } from 'node:crypto';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { readRecordKeys } from '../edges/config/record-key';
import { checkRecord, type Checked, type KnownHead } from '../edges/store/check';
import { recordKeys, type RecordKeys } from '../edges/store/keys';
import { openForReading, type ReadRecord } from '../edges/store/reading';
import type { FoundRow } from '../edges/store/verify';
import { parseAuditArguments, type AuditCommand, type ExportOptions } from './arguments';
import { csvHeader, exported } from './export';
import { readable, type AuditRow } from './readable';
import { story } from './show';
import { carriedOver, checked, damaged, usage, withoutHead } from './words';

export interface Terminal {
  out(line: string): void;
  /** For what is not the answer itself. */
  err(line: string): void;
}

/** 0: good. 1: something on the record is bad. 2: could not be done. */
export type ExitCode = 0 | 1 | 2;

type Environment = Readonly<Record<string, string | undefined>>;

/** The audit command. Reads the record beside a running Evict and writes nothing to it; never throws. */
export function audit(args: readonly string[], environment: Environment, terminal: Terminal): ExitCode {
  const command = parseAuditArguments(args);
  if (typeof command === 'string') {
    terminal.err(`${command}\n\n${usage}`);
    return 2;
  }
  try {
    return run(command, environment, terminal);
  } catch (cause) {
    terminal.err(cause instanceof Error ? cause.message : String(cause));
    return 2;
  }
}

function run(command: AuditCommand, environment: Environment, terminal: Terminal): ExitCode {
  switch (command.kind) {
    case 'help':
      terminal.out(usage);
      return 0;
    case 'new-key':
      // "wx": fails where a file is.
      writeFileSync(command.file, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
      terminal.out(
        `A new key is in ${command.file}. Keep a copy where only the keepers of your secrets reach it.`,
      );
      return 0;
    case 'verify':
    case 'export':
    case 'show':
      return onRecord(environment, (record, keys) => look(command, record, keys, terminal));
  }
}

function onRecord(
  environment: Environment,
  work: (record: ReadRecord, keys: RecordKeys) => ExitCode,
): ExitCode {
  const path = environment['EVICT_STORE']?.trim() ?? '';
  if (path === '') throw new Error('EVICT_STORE is missing: the path of the record');
  const read = readRecordKeys(environment);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const record = openForReading(path);
  try {
    return work(record, recordKeys(read.keys));
  } finally {
    record.close();
  }
}

type Looking = Extract<AuditCommand, { kind: 'verify' | 'export' | 'show' }>;

function look(command: Looking, record: ReadRecord, keys: RecordKeys, terminal: Terminal): ExitCode {
  const heads = command.kind === 'verify' ? command.heads : [];
  const { result, good } = check(record, keys, heads);
  const verdict = checked(result, good, (request) => codesIn(record).get(request));
  const code: ExitCode = result.kind === 'good' ? 0 : 1;
  if (command.kind === 'verify') {
    terminal.out(verdict);
    if (code === 0) for (const remark of remarks(record, heads)) terminal.out(remark);
    return code;
  }
  if (code === 1) terminal.err(verdict);
  if (command.kind === 'show') return show(command.code, record, terminal) ?? code;
  exportTo(command, terminal, (out) => {
    writeExport(command, record, good, out);
  });
  return code;
}

/** To the file that was named, a new one for its owner alone, or to standard output. */
function exportTo(
  { output }: ExportOptions,
  terminal: Terminal,
  write: (out: (line: string) => void) => void,
): void {
  if (output === undefined) {
    write((line) => {
      terminal.out(line);
    });
    return;
  }
  const file = openSync(output, 'wx', 0o600);
  try {
    write((line) => writeSync(file, `${line}\n`));
  } finally {
    closeSync(file);
  }
  terminal.err(`Written to ${output}.`);
}

/** With the number of rows before the first bad one. */
function check(
  record: ReadRecord,
  keys: RecordKeys,
  heads: readonly KnownHead[],
): { result: Checked; good: number } {
  let seen = 0;
  const counted = function* (): Iterable<FoundRow> {
    for (const row of record.rows()) {
      seen += 1;
      yield row;
    }
  };
  const result = checkRecord(counted(), keys, heads);
  const isWhole = result.kind === 'good' || result.kind === 'tail-missing';
  return { result, good: isWhole ? seen : seen - 1 };
}

function remarks(record: ReadRecord, heads: readonly KnownHead[]): string[] {
  const carried: string[] = [];
  for (const row of record.rows()) {
    const { event } = readable(row);
    if (event?.type === 'carried-over') carried.push(carriedOver(event.rows, event.at));
  }
  return [...carried, ...(heads.length === 0 ? [withoutHead] : [])];
}

/** Codes by request, from the record itself. */
function codesIn(record: ReadRecord): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  for (const row of record.rows()) {
    const { request, event } = readable(row);
    if (event?.type === 'asked' && !codes.has(request)) codes.set(request, String(event.code));
  }
  return codes;
}

function show(code: string, record: ReadRecord, terminal: Terminal): ExitCode | undefined {
  const request = [...codesIn(record)].find(([, known]) => known === code)?.[0];
  if (request === undefined) {
    terminal.err(`No request ${code} is on record.`);
    return 2;
  }
  const rows: AuditRow[] = [];
  for (const found of record.rows()) {
    const row = readable(found);
    if (row.request === request) rows.push(row);
  }
  try {
    terminal.out(story(code, rows));
    return undefined;
  } catch {
    terminal.err(
      damaged(
        code,
        rows.map(({ seq }) => seq),
      ),
    );
    return 1;
  }
}

function writeExport(
  options: ExportOptions,
  record: ReadRecord,
  good: number,
  out: (line: string) => void,
): void {
  const codes = codesIn(record);
  if (options.format === 'csv') out(csvHeader(options.names));
  let place = 0;
  for (const found of record.rows()) {
    place += 1;
    const row = readable(found);
    const at = Date.parse(row.at);
    // A time that is none is no reason to hide a row.
    if (at < options.from || at > options.to) continue;
    out(exported(row, codes.get(row.request) ?? '', place <= good, options));
  }
}
