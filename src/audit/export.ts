import { csvCell, visible } from '../core/csv';
import type { Event } from '../core/request/events';
import type { ExportOptions } from './arguments';
import type { AuditRow } from './readable';

/** One line of an export. `isGood`: it and every row before it are as Evict wrote them. */
export function exported(row: AuditRow, code: string, isGood: boolean, options: ExportOptions): string {
  return options.format === 'csv'
    ? csvLine(row, code, isGood, options.names)
    : jsonLine(row, code, isGood, options.names);
}

function jsonLine(row: AuditRow, code: string, isGood: boolean, names: boolean): string {
  const { event, body, ...columns } = row;
  const told = event === undefined ? (names ? { body } : {}) : { event: names ? event : withoutNames(event) };
  return visible(JSON.stringify({ ...columns, code, good: isGood, ...told }));
}

/**
 * What stays of an event without names: ids, times, numbers, and words of closed lists. It is a list of what is kept, so
 * that whatever comes later has to be let in.
 */
const kept: readonly string[] = [
  ...[
    'at',
    'type',
    'code',
    'by',
    'id',
    'role',
    'targets',
    'person',
    'kind',
    'enabled',
    'synchronised',
    'tier',
    'rule',
  ],
  ...[
    'coveringRoles',
    'roles',
    'expiresAt',
    'press',
    'refusal',
    'target',
    'attempt',
    'clientRequestId',
    'before',
  ],
  ...[
    'graphDate',
    'answer',
    'status',
    'requestId',
    'retryAt',
    'halt',
    'outcome',
    'evidence',
    'after',
    'readAt',
  ],
  ...['readBack', 'accepted', 'needed', 'rows', 'leftOut', 'row', 'sources', 'why'],
];

function withoutNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNames);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => kept.includes(name));
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutNames(inner)]));
}

const columns = [
  ...['seq', 'at', 'request', 'code', 'version', 'type', 'by', 'by_name', 'by_address', 'role'],
  ...['targets', 'target_names', 'target_addresses', 'reason', 'ticket', 'typed', 'press', 'refusal'],
  ...[
    'attempt',
    'client_request_id',
    'graph_answer',
    'graph_request_id',
    'before',
    'after',
    'outcome',
    'why',
    'left_out',
    'key',
    'hash',
    'good',
  ],
] as const;
type Column = (typeof columns)[number];

/** Columns that can hold what people wrote or are called. */
const named: readonly Column[] = [
  ...(['by_name', 'by_address', 'target_names', 'target_addresses', 'reason', 'ticket', 'typed'] as const),
];

export function csvHeader(names: boolean): string {
  return columnsFor(names).join(',');
}

function csvLine(row: AuditRow, code: string, isGood: boolean, names: boolean): string {
  const { event, body, ...rest } = row;
  const cells: Partial<Record<Column, string>> = {
    ...(event === undefined ? {} : flat(event)),
    ...rest,
    code,
    good: isGood ? 'yes' : 'no',
  };
  return columnsFor(names)
    .map((name) => csvCell(cells[name] ?? ''))
    .join(',');
}

function columnsFor(names: boolean): readonly Column[] {
  return names ? columns : columns.filter((name) => !named.includes(name));
}

/** What an event tells, under the same heads whatever its type. Read as data from outside: a damaged row may hold anything. */
function flat(event: Event): Partial<Record<Column, string>> {
  const by = at(event, 'by');
  const targets = at(event, 'targets');
  const people = Array.isArray(targets) ? targets.map((target: unknown) => at(target, 'person')) : [];
  const out = at(event, 'leftOut');
  const leftOut = Array.isArray(out) ? out : [];
  const all = (name: string): string => people.map((person) => text(person, name)).join(' ');
  const [answer, outcome] = [at(event, 'answer'), at(event, 'outcome')];
  return {
    by: typeof by === 'string' ? by : text(by, 'id'),
    by_name: text(by, 'name'),
    by_address: text(by, 'address'),
    role: text(by, 'role'),
    targets: all('id') || text(event, 'target'),
    target_names: people.map((person) => text(person, 'name')).join('; '),
    target_addresses: all('address'),
    reason: text(event, 'reason'),
    ticket: text(event, 'ticket'),
    typed: text(event, 'typed'),
    press: text(event, 'press'),
    refusal: text(at(event, 'refusal'), 'kind'),
    attempt: text(event, 'attempt'),
    client_request_id: text(event, 'clientRequestId'),
    graph_answer: text(answer, 'kind'),
    graph_request_id: text(answer, 'requestId'),
    before: text(event, 'before') || text(at(outcome, 'evidence'), 'before'),
    after: text(at(outcome, 'evidence'), 'after'),
    outcome: text(outcome, 'kind'),
    why: text(at(outcome, 'why'), 'kind') || text(at(event, 'halt'), 'kind'),
    left_out: leftOut.map((one: unknown) => text(at(one, 'person'), 'id') || '?').join(' '),
  };
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown, name: string): string {
  const found = at(value, name);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}
