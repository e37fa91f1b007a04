import type { Checked } from '../edges/store/check';
import type { Broken, Head } from '../edges/store/verify';

/** Everything the audit command says. */
export const usage = `Usage: npm run audit -- COMMAND

  verify [--head SEQ:HASH …]    checks every row; with a head from the log also that nothing was cut off or replaced
  export [--from DAY] [--to DAY] [--format jsonl|csv] [--no-names] [--output FILE]
                                writes the record to a new file, or to standard output, where npm writes two
                                lines of its own before it; both days included, UTC;
                                --no-names leaves object ids only: no names, addresses, reasons or typed text
  show R-7F3K2                  the story of one request
  new-key FILE                  makes a key for EVICT_RECORD_KEY_FILE; never touches a file that is there

Reads the settings EVICT_STORE, and EVICT_RECORD_KEY or EVICT_RECORD_KEY_FILE, and nothing else. Nothing is written to the
record, and Evict may run on it meanwhile. Exit code: 0 good, 1 something on the record is bad, 2 could not be done.
docs/record.md says what is in the record and how it is sealed.`;

export function checked(
  result: Checked,
  rows: number,
  codeOf: (request: string) => string | undefined,
): string {
  switch (result.kind) {
    case 'good':
      return good(result.head);
    case 'broken':
      return `The record is bad. The first bad row: ${named(result.broken, codeOf)}${fault(result.broken)}\nThe ${rows} rows before it are as Evict wrote them; what comes after it cannot be trusted.`;
    case 'not-that-row':
      return `The record is bad. The first bad row: row ${result.kept.seq} has another seal than the head that was kept. It is sealed with the right key, so somebody who has the key rewrote the record up to there, an old copy was put back and gone on with, or this is another record.`;
    case 'tail-missing':
      return `The record is bad. The first bad row: row ${result.after + 1} is missing, and everything after it up to row ${result.kept.seq}, which the head that was kept tells of. The ${result.after} rows that are there are as Evict wrote them.`;
  }
}

function good(head: Head | undefined): string {
  if (head === undefined) return 'The record is good, and empty.';
  return `The record is good: ${head.seq} rows, each sealed over the one before.\nHead: ${head.seq}:${head.hash} (key ${head.keyId})`;
}

/** Said when it was not checked. */
export const withoutHead =
  'Whether rows were cut off its end can only be told with --head: the newest "record head" in the log.';

/** A row holds something else than Evict writes, so there is no story to tell. */
export function damaged(code: string, rows: readonly string[]): string {
  return `Request ${code} cannot be told, because its rows are damaged: ${rows.join(', ')}. "export" writes them as they are.`;
}

export function carriedOver(rows: number, at: string): string {
  return `Rows 1 to ${rows} are from a time when rows were not sealed: they are evidence since ${at} only.`;
}

function named({ seq, row }: Broken, codeOf: (request: string) => string | undefined): string {
  const request = ArrayBuffer.isView(row['request'])
    ? Buffer.from(row['request'].buffer, row['request'].byteOffset, row['request'].byteLength).toString()
    : '';
  const code = codeOf(request);
  return code === undefined ? `row ${seq}, ` : `row ${seq}, of request ${code}, `;
}

function fault({ seq, fault: found }: Broken): string {
  switch (found.kind) {
    case 'changed':
      return 'its seal does not fit: it was changed, or is not what followed the row before.';
    case 'malformed':
      return 'a column of it holds what Evict never writes.';
    case 'unknown-key':
      return `it says it was sealed with a key called ${found.keyId}, which is not among the keys given.`;
    case 'old-key':
      return `it was sealed with the key ${found.keyId}, which had been replaced by then.`;
    case 'out-of-turn': {
      const expected = found.after + 1;
      const isLater = /^\d{1,15}$/.test(seq) && Number(seq) > expected;
      return isLater
        ? `where row ${expected} should be: what was between them is missing.`
        : `where row ${expected} should be: it was put there.`;
    }
  }
}
