import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A process that says on which port it listens. */
export interface Listening {
  readonly port: number;
  /** From the start of the process until it listened, in milliseconds. */
  readonly tookMs: number;
  readonly usage: () => Usage;
  stop(): Promise<void>;
}

export interface Usage {
  /** Processor time so far, in milliseconds. */
  readonly cpuMs: number;
  readonly residentBytes: number;
}

/** @param script under `dist`; @param input its first line, after which its standard input stays open */
export async function startListening(
  script: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  input?: string,
): Promise<Listening> {
  const path = join(process.cwd(), 'dist', script);
  if (!existsSync(path)) throw new Error(`${path} is not there: "npm run bench" builds it`);
  const began = performance.now();
  const child = spawn(process.execPath, [path, ...words], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (input !== undefined) child.stdin.write(`${input}\n`);
  const ended = once(child, 'exit');
  const port = await portOf(child, ended);
  return {
    port,
    tookMs: performance.now() - began,
    usage: () => usageOf(child.pid ?? 0),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function portOf({ stdout }: ChildProcess, ended: Promise<unknown>): Promise<number> {
  if (stdout === null) throw new Error('its output is not read');
  const said = new Promise<number>((resolve) => {
    createInterface(stdout).on('line', (line) => {
      const port = /^listening on (\d+)$/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
  const gone = ended.then(() => {
    throw new Error('a process ended before it listened');
  });
  return Promise.race([said, gone]);
}

/** Linux counts in hundredths of a second, and in pages of 4 KB (proc(5)). */
function usageOf(pid: number): Usage {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { cpuMs: ticks * 10, residentBytes: Number(fields[21]) * 4_096 };
}
