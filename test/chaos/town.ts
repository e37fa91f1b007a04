import type { FastTime } from '../../src/playground/disturbed/clock';
import { fastClock } from '../../src/playground/disturbed/clock';
import type { Call } from '../../src/playground/tenant/call';
import { startTenant, type Tenant } from '../../src/playground/tenant/server';
import type { Watch } from '../../src/playground/tenant/world';
import { startTeams, type Teams } from '../support/teams';
import { openStable, type Stable } from './bots';

/** What the bots do outside, as it happens. */
export interface Seen extends Pick<Call, 'method' | 'path' | 'headers' | 'body'> {
  readonly service: 'graph' | 'teams' | 'token';
}
export type Watcher = (seen: Seen, moment: Parameters<Watch>[1]) => void | Promise<void>;

/** Contoso, Teams and bots ready to start; one for any number of runs. */
export interface Town {
  readonly tenant: Tenant;
  readonly teams: Teams;
  readonly stable: Stable;
  readonly time: FastTime;
  /** The time in town: everybody's, but for a bot whose clock is set wrong. */
  now(): Date;
  /** Told of everything until the run is over. */
  watch(watcher: Watcher): void;
  /** As new: nothing wrong, nothing in any ledger, nobody watching. */
  calm(): void;
  close(): Promise<void>;
}

export async function openTown(speed: number): Promise<Town> {
  const time: FastTime = { epoch: Date.now(), speed };
  const clock = fastClock(time);
  const now = (): Date => clock.now();
  const watchers: Watcher[] = [];
  const tell =
    (from?: 'teams'): Watch =>
    async (call, moment) => {
      const service = from ?? (call.path.startsWith('/v1.0/') ? 'graph' : 'token');
      for (const watcher of [...watchers]) await watcher({ ...call, service }, moment);
    };
  const tenant = await startTenant({ clock: now, watch: tell() });
  const teams = await startTeams(tenant, tell('teams'));
  const stable = openStable(tenant.environment);
  return {
    tenant,
    teams,
    stable,
    time,
    now,
    watch: (watcher) => void watchers.push(watcher),
    calm: () => {
      watchers.length = 0;
      calm(tenant);
      teams.clear();
      teams.forget();
    },
    close: async () => {
      await stable.close();
      await Promise.all([tenant.close(), teams.close()]);
    },
  };
}

function calm({ control, ledger, tenantId }: Tenant): void {
  control.clearFaults();
  control.onRevoke({ effect: 'at-once', answer: { status: 200 } });
  control.issueTokens({ lifetimeSeconds: 24 * 3_600, tenantId });
  ledger.clear();
}
