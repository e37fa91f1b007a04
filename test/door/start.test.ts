import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fields } from '../../src/edges/config/fields';
import { compiled } from '../support/child';
import { productionSettings } from '../support/production';
import { childEnvironment } from '../support/environment';

const required = Object.entries(fields)
  .filter(([, field]) => !('preset' in field) && !('onlyWhen' in field) && !('either' in field))
  .map(([name]) => name)
  // One of two, and said once.
  .concat('EVICT_RECORD_KEY');

describe('a production start that cannot be safe', () => {
  let taken: Server;
  let port: string;
  beforeAll(async () => {
    // The port is taken: an attempt to open it would be the error that is reported.
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    port = String((taken.address() as AddressInfo).port);
  });
  afterAll(() => new Promise((resolve) => taken.close(resolve)));

  const start = (env: Record<string, string>): { status: number | null; stderr: string; stdout: string } =>
    spawnSync(process.execPath, [compiled('index.js')], {
      env: { ...childEnvironment, PORT: port, EVICT_HOST: '127.0.0.1', ...env },
      encoding: 'utf8',
      timeout: 50_000,
    });
  /** It ended, having said only what is wrong. */
  const refuses = (env: Record<string, string>, problems: readonly string[]): void => {
    const { status, stderr, stdout } = start(env);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    for (const problem of problems) expect(stderr).toContain(problem);
    expect(stderr.match(/^ {2}- /gm)).toHaveLength(problems.length);
    expect(stderr).not.toContain('EADDRINUSE');
  };
  const good = (): Record<string, string> => ({
    ...productionSettings('/nowhere/evict.sqlite', 'https://keys.example/'),
    PORT: port,
  });

  it('without settings names each that is missing, and never opens its port', () => {
    expect(required.length).toBeGreaterThanOrEqual(6);
    refuses(
      {},
      required.map((name) => `${name} is missing`),
    );
  });

  it('with blanks names each of them, and never opens its port', () => {
    refuses(
      Object.fromEntries(required.map((name) => [name, ' \t '])),
      required.map((name) => `${name} is missing`),
    );
  });

  it('without an app id does not start, however complete the rest is', () => {
    const { EVICT_BOT_ID: _, ...rest } = good();
    refuses(rest, ['EVICT_BOT_ID is missing']);
  });

  it('has no switch to the simulated tenant, nor one that leaves the check of tokens out', () => {
    refuses(
      {
        ...good(),
        EVICT_PLAYGROUND: '1',
        EVICT_GRAPH_URL: 'http://127.0.0.1:9',
        EVICT_SERVICE_HOSTS: '127.0.0.1:9',
        EVICT_CHANNEL_METADATA_URL: 'http://keys.example/',
        EVICT_BOT_IDENTITY: 'none',
      },
      [
        'EVICT_PLAYGROUND is not a setting of Evict',
        'EVICT_GRAPH_URL must be an address like https://graph.microsoft.com',
        'EVICT_SERVICE_HOSTS must be host names',
        'EVICT_CHANNEL_METADATA_URL must be an address with https',
        'EVICT_BOT_IDENTITY must be one of',
      ],
    );
  });
});
