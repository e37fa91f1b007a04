import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Street } from './street';

const root = join(__dirname, '../..');

export interface ChildBot {
  /** `kill -9`: nothing it was doing is finished. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop, as a platform does; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** The bot in a process of its own, on the street's record, at the street's Teams and Contoso. */
export async function startChildBot({ wiring, tenant, teams }: Street): Promise<ChildBot> {
  const child = spawn(process.execPath, [compiled('playground/bot.js'), JSON.stringify(wiring)], {
    env: { PATH: process.env['PATH'], ...tenant.environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exited.then(() => ['the bot ended before it listened']),
  ])) as [string];
  const port = /^listening on (\d+)$/.exec(line)?.[1];
  if (port === undefined) throw new Error(line);
  teams.bot.url = `http://127.0.0.1:${port}`;
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return (await exited)[0];
    },
  };
}

/** Processes run what `npm run build` made, as in production. */
export function compiled(file: string): string {
  const path = join(root, 'dist', file);
  if (!existsSync(path)) throw new Error(`${path} is not there: run "npm run build" first ("npm test" does)`);
  return path;
}
