import { CsvError, parse } from 'csv-parse/sync';
import type { FileRead } from '../../../core/file';

/** The cells of a CSV file, whatever program wrote it: the encoding and the separator are found in it. */
export function tableIn(bytes: Uint8Array, mostRows: number): FileRead {
  const text = textIn(bytes);
  if (typeof text !== 'string') return text;
  const { separator, rest } = separatorOf(text);
  try {
    const table: string[][] = parse(rest, {
      delimiter: separator,
      relax_column_count: true,
      // `Alice "Ali" Archer` without quotes around it is read as Excel reads it.
      relax_quotes: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: 64 * 1024,
    });
    const filled = table.filter((cells) => cells.some((cell) => cell.trim() !== '')).length;
    if (filled === 0) return { ok: false, why: 'empty' };
    // One more for the heads.
    return filled > mostRows + 1 ? { ok: false, why: 'too-many-rows' } : { ok: true, table };
  } catch (cause) {
    if (cause instanceof CsvError) return { ok: false, why: 'quotes' };
    throw cause;
  }
}

type Unread = FileRead & { readonly ok: false };

/** How a workbook begins, new and old: they are archives. */
const workbooks = ['504b0304', 'd0cf11e0'];

function textIn(bytes: Uint8Array): string | Unread {
  const begins = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (workbooks.includes(begins)) return { ok: false, why: 'not-text' };
  try {
    const text = new TextDecoder(begins.startsWith('fffe') ? 'utf-16le' : 'utf-8', { fatal: true }).decode(
      bytes,
    );
    if (text.includes('\0')) return { ok: false, why: 'not-text' };
    return /^\s*<(?:!doctype html|html)\b/i.test(text) ? { ok: false, why: 'a-page' } : text;
  } catch {
    return { ok: false, why: 'encoding' };
  }
}

const separators = [',', ';', '\t'];

/** Excel's own line `sep=;` says it; otherwise it is what the first line has most of, outside of quotation marks. */
function separatorOf(text: string): { readonly separator: string; readonly rest: string } {
  const said = /^sep=([,;\t])\r?\n/i.exec(text);
  if (said?.[1] !== undefined) return { separator: said[1], rest: text.slice(said[0].length) };
  const first = /^\s*([^\r\n]*)/.exec(text)?.[1]?.replace(/"[^"]*"/g, '') ?? '';
  const counts = separators.map((separator) => ({ separator, count: first.split(separator).length }));
  const most = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return { separator: most.separator, rest: text };
}
