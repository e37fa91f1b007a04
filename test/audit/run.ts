import { audit } from '../../src/audit/audit';
import { playgroundKeys } from '../../src/playground/wiring';

/** The key of the tests' records, as a setting. */
export const key = playgroundKeys[0]!.export().toString('hex');

export interface Said {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** The audit command with these words behind it, on the record at this path. */
export function runAudit(path: string, args: string, changes: Readonly<Record<string, string>> = {}): Said {
  const [out, err]: [string[], string[]] = [[], []];
  const environment = { EVICT_STORE: path, EVICT_RECORD_KEY: key, ...changes };
  const exit = audit(args.split(' '), environment, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { exit, out: out.join('\n'), err: err.join('\n') };
}
