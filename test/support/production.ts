import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { town } from '../../src/playground/tenant/town';
import { compiled } from './child';
import { childEnvironment } from './environment';

interface Memory {
  /** Bytes resident, after a collection. */
  readonly memory: number;
  readonly heap: number;
}

/** `node dist/index.js` with nothing but environment variables, watched from outside. */
export interface Production {
  readonly port: number;
  readonly pid: number;
  /** Every connection it made, as `host:port`; those to other machines go nowhere. */
  readonly connections: readonly string[];
  /** What it logged. */
  readonly lines: readonly Record<string, unknown>[];
  /** What it wrote past the log. */
  readonly errors: readonly string[];
  exited(): boolean;
  memory(): Promise<Memory>;
  /** How many events are on its record. */
  events(): number;
  stop(): Promise<number | null>;
}

/** What a production start needs, for the town's tenant with its managed identities. */
export function productionSettings(store: string, metadataUrl: string): Record<string, string> {
  const { channel, graph } = town.identities;
  return {
    EVICT_TENANT_ID: town.tenantId,
    EVICT_BOT_ID: channel.appId,
    EVICT_BOT_IDENTITY: 'managed-identity',
    EVICT_GRAPH_CLIENT_ID: graph.appId,
    EVICT_GRAPH_IDENTITY: 'managed-identity',
    EVICT_STORE: store,
    EVICT_RECORD_KEY: createHash('sha256').update('for tests').digest('base64'),
    EVICT_CHANNEL_METADATA_URL: metadataUrl,
    EVICT_HOST: '127.0.0.1',
    PORT: '0',
  };
}

/** @param identity where its managed identities get their tokens: a tenant's `environment` */
export async function startProduction(
  metadataUrl: string,
  identity: Readonly<Record<string, string>>,
): Promise<Production> {
  const directory = mkdtempSync(join(tmpdir(), 'evict-production-'));
  const store = join(directory, 'evict.sqlite');
  const child = spawn(process.execPath, ['--import', join(__dirname, 'trap.mjs'), compiled('index.js')], {
    env: { ...childEnvironment, ...identity, ...productionSettings(store, metadataUrl) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lines: Record<string, unknown>[] = [];
  const errors: string[] = [];
  const connections: string[] = [];
  const exit = once(child, 'exit') as Promise<[number | null]>;
  createInterface(child.stderr!).on('line', (line) => errors.push(line));
  child.on('message', (told: { connected?: string }) => {
    if (told.connected !== undefined) connections.push(told.connected);
  });
  const port = await new Promise<number>((resolve, reject) => {
    createInterface(child.stdout!).on('line', (line) => {
      const said = JSON.parse(line) as Record<string, unknown>;
      lines.push(said);
      if (said['msg'] === 'listening') resolve(Number(said['port']));
    });
    void exit.then(() => {
      reject(new Error(`it ended before it listened:\n${errors.join('\n')}`));
    });
  });
  return {
    port,
    pid: child.pid!,
    connections,
    lines,
    errors,
    exited: () => child.exitCode !== null || child.signalCode !== null,
    memory: () =>
      new Promise((resolve) => {
        const hear = (told: Partial<Memory>): void => {
          if (told.memory === undefined) return;
          child.off('message', hear);
          resolve(told as Memory);
        };
        child.on('message', hear);
        child.send('memory');
      }),
    events: () => eventsIn(store),
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await exit;
      rmSync(directory, { recursive: true, force: true });
      return code;
    },
  };
}

function eventsIn(store: string): number {
  const db = new DatabaseSync(store, { readOnly: true });
  try {
    return Number(db.prepare('select count(*) as n from events').get()?.['n']);
  } finally {
    db.close();
  }
}
