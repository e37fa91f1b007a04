import { asTarget } from './command/target';
import type { PersonRef } from './command/command';
import type { Table } from './file';
import { cut } from './text';

/** Everything in a row that names somebody. Whether it is one person only the directory knows. */
export interface NamingRow {
  /** As a spreadsheet numbers it, from 1. */
  readonly row: number;
  readonly text: string;
  /** What decides first: an object id before an address. */
  readonly refs: readonly NamingRef[];
}

export type NamingRef = Extract<PersonRef, { kind: 'id' | 'address' }>;

/**
 * What the columns of a person are called in the exports of Microsoft Entra, Defender, Exchange, and of Evict itself, without
 * spaces and marks. Where such a column is there, no other counts: a log has ids and addresses of much else in its rows.
 */
const idHeads = new Set([
  ...['objectid', 'userid', 'userobjectid', 'aadobjectid', 'aaduserid', 'azureadobjectid', 'azureaduserid'],
  ...['entraobjectid', 'entraid', 'accountobjectid', 'externaldirectoryobjectid', 'targets'],
]);
const addressHeads = new Set([
  ...['userprincipalname', 'upn', 'accountupn', 'userupn', 'username', 'user', 'account', 'accountname'],
  ...['signinname', 'email', 'mail', 'emailaddress', 'mailaddress', 'useremail', 'primaryemail', 'address'],
  ...['primarysmtpaddress', 'windowsemailaddress', 'windowsliveid', 'targetaddresses'],
]);
/** In a list of people the id is theirs; in a log it is the line's, and theirs has another name. */
const plainId = 'id';

/** Rows that hold anything at all, without the row of heads. Pure; nothing that stands there is calculated. */
export function namingRows(table: Table): readonly NamingRow[] {
  const filled = table
    .map((cells, index) => ({ row: index + 1, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const columns = columnsOf(filled[0]?.cells ?? []);
  return (columns === undefined ? filled : filled.slice(1)).map(({ row, cells }) => ({
    row,
    text: cut(cells.filter((cell) => cell !== '').join(', '), 200),
    refs: refsIn(columns === undefined ? cells : columns.map((column) => cells[column] ?? '')),
  }));
}

/** The columns of the person, by the row of heads; `undefined` when this is none. */
function columnsOf(cells: readonly string[]): readonly number[] | undefined {
  if (cells.some((cell) => asTarget(cell) !== undefined)) return undefined;
  const heads = cells.map((cell) => cell.toLowerCase().replace(/[^a-z0-9]/g, ''));
  const at = (isOne: (head: string) => boolean): readonly number[] =>
    heads.flatMap((head, column) => (isOne(head) ? [column] : []));
  const ids = at((head) => idHeads.has(head));
  const columns = [
    ...(ids.length > 0 ? ids : at((head) => head === plainId)),
    ...at((head) => addressHeads.has(head)),
  ];
  return columns.length === 0 ? undefined : columns;
}

/** Distinct, object ids first. */
function refsIn(cells: readonly string[]): readonly NamingRef[] {
  const refs = new Map<string, NamingRef>();
  for (const cell of cells) {
    const ref = asTarget(cell);
    if (ref?.kind === 'id') refs.set(ref.id, ref);
    if (ref?.kind === 'address') refs.set(ref.address.toLowerCase(), ref);
  }
  const all = [...refs.values()];
  return [...all.filter(({ kind }) => kind === 'id'), ...all.filter(({ kind }) => kind === 'address')];
}
