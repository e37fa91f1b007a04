import { parseFault } from './faults';
import type { Fault } from './faults';

type ParsedArguments =
  | {
      readonly ok: true;
      readonly latencyMs: number;
      readonly faults: readonly Fault[];
      /** What was not meant for the tenant. */
      readonly rest: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads the tenant's part of a command line: `--latency 300 --fault "POST /revokeSignInSessions 503 x2"`, the fault as
 * often as wanted, each also as `--name=value`. Everything else is handed back in `rest`.
 */
export function parseTenantArguments(words: readonly string[]): ParsedArguments {
  let latencyMs = 0;
  const faults: Fault[] = [];
  const rest: string[] = [];
  const open = [...words];
  for (let word = open.shift(); word !== undefined; word = open.shift()) {
    const option = /^--(latency|fault)(?:=(.*))?$/s.exec(word);
    if (!option) {
      rest.push(word);
      continue;
    }
    const value = option[2] ?? open.shift() ?? '';
    if (option[1] === 'latency') {
      if (!/^\d{1,6}$/.test(value))
        return { ok: false, problem: `--latency "${value}": write milliseconds, 300` };
      latencyMs = Number(value);
      continue;
    }
    const parsed = parseFault(value);
    if (!parsed.ok) return parsed;
    faults.push(parsed.fault);
  }
  return { ok: true, latencyMs, faults, rest };
}
