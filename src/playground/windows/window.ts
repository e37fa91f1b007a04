import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { describeWindow } from './description';
import type { WindowDescription } from './description';

export interface WindowOptions extends WindowDescription {
  /** 0 takes any free port. */
  readonly port: number;
  /** The bot's address, e.g. `http://127.0.0.1:3978/api/messages`. Loopback only. */
  readonly botEndpoint: string;
  /** Takes each line the Playground itself prints. */
  readonly print: (line: string) => void;
}

export interface PlaygroundWindow {
  readonly url: string;
  readonly port: number;
  /** What the Playground puts into `serviceUrl` of every activity. */
  readonly serviceUrl: string;
  /** Ends the process and removes its directory. Safe to call twice. */
  stop(): Promise<void>;
}

type Playground = ChildProcessByStdio<null, Readable, Readable>;

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;

/** All the Playground gets of our environment: enough for node on each system, nothing that would steer it. */
const PASSED_ON = ['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'windir', 'TEMP', 'TMP', 'TMPDIR', 'TZ'];

/**
 * Opens one person's window: a process of Microsoft's 365 Agents Playground with a directory of its own. Resolves
 * when it answers as that person; rejects, leaving nothing behind, when it ends early, finds its port taken or is
 * not ready within a minute. It listens on 127.0.0.1 alone.
 */
export async function openWindow(options: WindowOptions): Promise<PlaygroundWindow> {
  const description = describeWindow(options);
  const command = commandFor(options);
  const directory = await mkdtemp(join(tmpdir(), 'evict-window-'));
  await writeFile(join(directory, '.m365agentsplayground.yml'), description);
  const playground = start(command, directory);
  const stop = stopper(playground, directory);
  try {
    const port = await openedOrGivenUp(options, playground, directory);
    const url = `http://localhost:${port}`;
    return { url, port, serviceUrl: `${url}/_connector`, stop };
  } catch (cause) {
    await stop();
    throw new Error(`The Playground window of ${options.you.name} did not open: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

function commandFor(options: WindowOptions): string[] {
  const cli = join(dirname(require.resolve('@microsoft/m365agentsplayground/package.json')), 'cli.js');
  const args = ['start', '-p', String(options.port), '-e', options.botEndpoint, '-c', 'msteams', '--dt'];
  return ['--require', require.resolve('./loopback'), cli, ...args];
}

function start(command: string[], directory: string): Playground {
  return spawn(process.execPath, command, {
    cwd: directory,
    env: {
      ...Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])),
      // Playground 0.2.28 opens the default browser unless told otherwise.
      TEAMSAPPTESTER_BROWSER: 'none',
      // `--dt` leaves applicationinsights 2.9 counting itself ("statsbeat") over the network.
      APPLICATION_INSIGHTS_NO_STATSBEAT: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function openedOrGivenUp(
  options: WindowOptions,
  playground: Playground,
  directory: string,
): Promise<number> {
  const givenUp = untilGivenUp(playground, directory, AbortSignal.timeout(START_LIMIT_MS));
  // A refused connection says less than the reason the process leaves behind when it exits.
  const opened = untilReady(playground, options).catch((cause: unknown) => {
    if (cause instanceof TypeError) return givenUp;
    throw cause;
  });
  return Promise.race([opened, givenUp]);
}

/** Version 0.2.28 moves to a random port without a word when its own is taken, so the printed one is compared. */
function untilListening(playground: Playground, options: WindowOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    createInterface(playground.stderr).on('line', options.print);
    createInterface(playground.stdout).on('line', (line) => {
      options.print(line);
      const port = Number(/^Listening on (\d+)$/.exec(line)?.[1] ?? NaN);
      if (Number.isNaN(port)) return;
      if (options.port === 0 || port === options.port) resolve(port);
      else reject(new Error(`port ${options.port} is taken. Close what uses it, or choose another port.`));
    });
  });
}

const WindowConfig = z.object({ config: z.object({ currentUser: z.object({ id: z.string() }) }) });

/**
 * It prints "Listening" before it reads its file, and exits if the file is wrong: only an answer means ready. The
 * page's own `/_internal/v1/config` would wait up to 15 seconds for the bot; `testConfig` has the same content.
 */
async function untilReady(playground: Playground, options: WindowOptions): Promise<number> {
  const port = await untilListening(playground, options);
  const answer = await fetch(`http://127.0.0.1:${port}/_internal/v1/testConfig`);
  const { config } = WindowConfig.parse(await answer.json());
  if (config.currentUser.id !== options.you.id) throw new Error(`port ${port} answers as somebody else.`);
  return port;
}

/** Never resolves; rejects when the process ends, with the reason it wrote down, or when time is up. */
function untilGivenUp(playground: Playground, directory: string, signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    playground.once('error', reject);
    playground.once('close', (code) => {
      void whyItEnded(directory).then((why) => {
        reject(new Error(`it ended with code ${code ?? 'none'}. ${why}`));
      });
    });
    signal.addEventListener('abort', () => {
      reject(new Error(`it was not ready within ${START_LIMIT_MS / 1000} seconds.`));
    });
  });
}

/** Without a terminal it writes its reasons only into a log file in its directory (0.2.28). */
async function whyItEnded(directory: string): Promise<string> {
  const log = await readFile(join(directory, 'devTools', 'm365agentsplayground.log'), 'utf8').catch(() => '');
  const reason = /^error Reason: (.*)$/m.exec(log)?.[1];
  return reason ?? 'It gave no reason.';
}

function stopper(playground: Playground, directory: string): () => Promise<void> {
  const ended = new Promise<void>((resolve) => {
    playground.once('close', resolve);
    playground.once('error', () => {
      resolve();
    });
  });
  // A window must not outlive the process that opened it.
  const onExit = (): void => {
    playground.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  };
  process.once('exit', onExit);
  return async () => {
    process.off('exit', onExit);
    const limit = setTimeout(() => playground.kill('SIGKILL'), STOP_LIMIT_MS);
    playground.kill('SIGTERM');
    await ended;
    clearTimeout(limit);
    await rm(directory, { recursive: true, force: true });
  };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
