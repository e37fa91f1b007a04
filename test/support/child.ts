import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Street } from './street';
import { until } from './until';
import { childEnvironment } from './environment';

const root = join(__dirname, '../..');

export interface ChildBot {
  /** `kill -9`: nothing it was doing is finished. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop, as a platform does; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** The same, by a platform that kills after ten seconds what did not stop: then there is no exit code. */
  stopInTime(): Promise<number | null>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves with its exit code when it has ended by itself. */
  readonly ended: Promise<number | null>;
  /** All it wrote so far, on standard output and standard error. */
  output(): string;
}

/** What children write is kept: after the whole run it is searched for secrets (`test/support/leaks.cjs`). */
const logs = join(root, 'reports/logs');

/** The bot in a process of its own, on the street's record, at the street's Teams and Contoso. Its log is at debug level. */
export async function startChildBot(
  { wiring, tenant, teams }: Pick<Street, 'wiring' | 'tenant' | 'teams'>,
  environment: Readonly<Record<string, string>> = {},
): Promise<ChildBot> {
  const settings = JSON.stringify({ ...wiring, logLevel: 'debug' });
  const child = spawn(process.execPath, [compiled('playground/bot.js'), settings], {
    env: { ...childEnvironment, ...tenant.environment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const output = captured(child);
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const port = await until(
    'the bot listens',
    () => {
      if (isOver) throw new Error(`the bot ended before it listened:\n${output()}`);
      return /^listening on (\d+)$/m.exec(output())?.[1];
    },
    output,
  );
  teams.bot.url = `http://127.0.0.1:${port}`;
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  return {
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
    stopInTime: async () => {
      const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      const code = await end('SIGTERM');
      clearTimeout(killer);
      return code;
    },
    signal: (signal) => child.kill(signal),
    ended,
    output,
  };
}

type Writing = Pick<ReturnType<typeof spawn>, 'stdout' | 'stderr' | 'pid'>;

/** Everything a process writes, for its test and for the search after the run. */
export function captured(child: Writing): () => string {
  mkdirSync(logs, { recursive: true });
  const file = createWriteStream(join(logs, `${process.pid}-${String(child.pid)}.log`));
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      file.write(chunk);
    });
  }
  return () => Buffer.concat(chunks).toString();
}

/** Processes run what `npm run build` made, as in production. */
export function compiled(file: string): string {
  const path = join(root, 'dist', file);
  if (!existsSync(path)) throw new Error(`${path} is not there: run "npm run build" first ("npm test" does)`);
  return path;
}
