import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { town } from '../../../src/playground/tenant/town';
import { compiled } from '../child';
import { childEnvironment } from '../environment';

/** Evict started as in production, from the environment alone. */
export interface Production {
  readonly url: string;
  /** Lines of its log so far. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

const { channel, graph } = town.identities;

/** Settings of Contoso's Evict, both identities with a secret. */
export function contosoSettings(store: string): Record<string, string> {
  return {
    EVICT_TENANT_ID: town.tenantId,
    EVICT_BOT_ID: channel.appId,
    EVICT_BOT_IDENTITY: 'secret',
    EVICT_BOT_SECRET: 'the secret of the bot',
    EVICT_GRAPH_CLIENT_ID: graph.appId,
    EVICT_GRAPH_IDENTITY: 'secret',
    EVICT_GRAPH_SECRET: 'the secret for Graph',
    EVICT_STORE: store,
    EVICT_RECORD_KEY: randomBytes(32).toString('base64'),
    EVICT_HOST: '127.0.0.1',
    PORT: '0',
  };
}

/** Resolves when it listens. */
export async function startProduction(environment: Readonly<Record<string, string>>): Promise<Production> {
  const child = spawn(process.execPath, [compiled('index.js')], {
    env: { ...childEnvironment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const exited = once(child, 'exit');
  const port = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        lines.push(line);
        const found = /"port":(\d+)/.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
    }
    void exited.then(() => {
      reject(new Error(`it ended before it listened:\n${lines.join('\n')}`));
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    lines,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
