import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Policy } from '../../src/core/policy';
import { defaultLimits } from '../../src/core/request/next';
import type { FastTime } from '../../src/playground/disturbed/clock';
import { startTenant, type Tenant } from '../../src/playground/tenant/server';
import type { Watch } from '../../src/playground/tenant/world';
import type { Wiring } from '../../src/playground/wiring';
import { startTeams, type Teams } from '../support/teams';
import { startListening, type Listening } from './processes';

/** Contoso and Teams in this process, and whatever answers them in another. */
export interface Bed {
  readonly tenant: Tenant;
  readonly teams: Teams;
  readonly store: string;
  /** Evict as in production, on the record; one that runs is stopped first. */
  startEvict(): Promise<Listening>;
  startEcho(): Promise<Listening>;
  /** Evict on a clock that runs faster than the machine's, as the tenant's has to. */
  startFast(time: FastTime): Promise<Listening>;
  close(): Promise<void>;
}

interface BedSetup {
  readonly tenant?: Parameters<typeof startTenant>[0];
  readonly watchTeams?: Watch;
}

/** Nobody is held up by what protects people from floods: that is not what is measured. */
const unhurried: Partial<Policy> = {
  openPerPerson: 1_000,
  openInAll: 10_000,
  commandsPerMinute: 10_000,
  commandsPerMinuteInAll: 100_000,
  pressesPerMinute: 10_000,
};

export async function openBed({ tenant: how = {}, watchTeams }: BedSetup = {}): Promise<Bed> {
  const directory = mkdtempSync(join(tmpdir(), 'evict-bench-'));
  const store = join(directory, 'evict.sqlite');
  const tenant = await startTenant(how);
  const teams = await startTeams(tenant, watchTeams);
  const { graphUrl, channelMetadataUrl } = tenant;
  const addresses = { graphUrl, channelMetadataUrl, serviceOrigins: [teams.origin] };
  const wiring: Wiring = { ...addresses, store, port: 0, logLevel: 'info', policy: unhurried };
  let running: Listening | undefined;
  const start = async (script: string, input?: string): Promise<Listening> => {
    await running?.stop();
    running = await startListening(script, [JSON.stringify(wiring)], tenant.environment, input);
    teams.bot.url = `http://127.0.0.1:${running.port}`;
    return running;
  };
  return {
    tenant,
    teams,
    store,
    startEvict: () => start('playground/bot.js'),
    startFast: (time) => {
      const line = { wiring, time, ahead: 0, limits: defaultLimits, faults: [] };
      return start('playground/disturbed/bot.js', JSON.stringify(line));
    },
    startEcho: () => start('bench/test/bench/echo.js'),
    close: async () => {
      await running?.stop();
      await Promise.all([tenant.close(), teams.close()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
