import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Start, Told } from '../../src/playground/disturbed/bot';
import { childEnvironment } from '../support/environment';

/** A bot in a process of its own. */
export interface Bot {
  readonly url: string;
  readonly alive: () => boolean;
  tell(what: Told): void;
  /** `kill -9`. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves when it is gone, for whatever reason. */
  readonly gone: Promise<void>;
}

/** Starts bots at once: the next one has always loaded its code already. */
export interface Stable {
  start(start: Start): Promise<Bot>;
  close(): Promise<void>;
}

interface Warm {
  readonly child: ChildProcess;
  readonly next: () => Promise<string>;
}

/** `environment`: where a managed identity gets its tokens. */
export function openStable(environment: Readonly<Record<string, string>>): Stable {
  const script = join(process.cwd(), 'dist/playground/disturbed/bot.js');
  if (!existsSync(script)) throw new Error(`${script} is not there: run "npm run build" first`);
  const children = new Set<ChildProcess>();

  const warmUp = async (): Promise<Warm> => {
    const child = spawn(process.execPath, [script], {
      env: { ...childEnvironment, ...environment },
      stdio: ['pipe', 'pipe', process.env['CHAOS_LOG'] === undefined ? 'ignore' : 'inherit'],
    });
    children.add(child);
    child.once('exit', () => children.delete(child));
    // A process that was just killed does not read any more.
    child.stdin.on('error', () => undefined);
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const next = async (): Promise<string> => {
      const line = await lines.next();
      return line.done === true ? 'gone' : line.value;
    };
    if ((await next()) !== 'warm') throw new Error('a bot ended before it could begin');
    return { child, next };
  };

  let warm = warmUp();
  return {
    start: async (start) => {
      // Taken at once: another start may come while this one still waits.
      const mine = warm;
      warm = warmUp();
      warm.catch(() => undefined);
      const { child, next } = await mine;
      return begin(child, next, start);
    },
    close: async () => {
      await warm.catch(() => undefined);
      await Promise.all([...children].map((child) => end(child)));
    },
  };
}

async function begin(child: ChildProcess, next: Warm['next'], start: Start): Promise<Bot> {
  const write = (what: unknown): void => void child.stdin?.write(`${JSON.stringify(what)}\n`);
  const gone = once(child, 'exit').then(() => undefined);
  write(start);
  // Killed while it starts is a way to go, too: nobody listens then.
  const port = /^listening on (\d+)$/.exec(await next())?.[1] ?? '1';
  // Nothing that it writes later may fill the pipe.
  child.stdout?.resume();
  return {
    url: `http://127.0.0.1:${port}`,
    alive: () => child.exitCode === null && child.signalCode === null,
    tell: write,
    gone,
    kill: () => end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
