import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/core/ports';
import type { Policy } from '../../src/core/policy';
import { defaultLimits, type Limits } from '../../src/core/request/next';
import { startEvict, type Running } from '../../src/evict';
import { startDrive, type Drive } from '../../src/playground/drive';
import { startTenant, type Tenant } from '../../src/playground/tenant/server';
import { wire, type Wiring } from '../../src/playground/wiring';
import { cardsBehind, readRecord, type Recorded } from './record';
import { until } from './until';
import { startTeams, type Chat, type SeenCard, type Somebody, type Teams } from './teams';

export interface StreetOptions {
  readonly clock: Clock;
  readonly limits?: Partial<Limits>;
  /** What differs from the default policy, whose limits on floods are off unless given here. */
  readonly policy?: Partial<Policy>;
}

/** Stories go faster than people type: nobody is held up, but where a story is about just that. */
const unhurried: Partial<Policy> = {
  openPerPerson: 1_000,
  openInAll: 1_000,
  commandsPerMinute: 10_000,
  commandsPerMinuteInAll: 10_000,
  pressesPerMinute: 10_000,
};

/** The whole street on loopback: Contoso's directory, Teams, and the bot between them, on a record in a file. */
export interface Street {
  readonly tenant: Tenant;
  readonly teams: Teams;
  /** Everybody's OneDrive. */
  readonly drive: Drive;
  /** The record's file. */
  readonly store: string;
  /** For a bot in a process of its own. */
  readonly wiring: Wiring;
  /** Starts the bot on the same record, with other limits or another policy where given; one that runs must be stopped first. */
  startBot(limits?: Partial<Limits>, policy?: Partial<Policy>): Promise<void>;
  stopBot(): Promise<void>;
  /** Somebody types in a personal chat of their own that nobody has used before. */
  ask(who: Somebody, text: string): Promise<{ readonly chat: Chat; readonly card: SeenCard }>;
  /** Every event on record, oldest first, read over a connection of the test's own. */
  record(): readonly Recorded[];
  /** Resolves when every card shows all that its request has to show. */
  quiet(): Promise<void>;
  /** As new: no faults, nothing in the ledgers, everybody's revokes ordinary. People and roles are as the test left them. */
  calm(): void;
  close(): Promise<void>;
}

export type { Recorded };

/** One street for each test file: @azure/identity keeps the managed identity's address for the life of its module. */
export async function openStreet({ clock, limits = {}, ...options }: StreetOptions): Promise<Street> {
  const policy = { ...unhurried, ...options.policy };
  const directory = mkdtempSync(join(tmpdir(), 'evict-street-'));
  const store = join(directory, 'evict.sqlite');
  const tenant = await startTenant({ clock: () => clock.now() });
  Object.assign(process.env, tenant.environment);
  const teams = await startTeams(tenant);
  const drive = await startDrive();
  const { graphUrl, channelMetadataUrl } = tenant;
  const serviceOrigins = [teams.origin];
  const addresses = { graphUrl, channelMetadataUrl, serviceOrigins, fileOrigins: [drive.origin] };
  const wiring: Wiring = { ...addresses, store, port: 0, logLevel: 'silent', policy };
  let running: Running | undefined;
  const stopBot = async (): Promise<void> => {
    await running?.stop();
    running = undefined;
  };
  const startBot = async (other: Partial<Limits> = {}, changed: Partial<Policy> = {}): Promise<void> => {
    const settings = wire({ ...wiring, policy: { ...policy, ...changed } });
    running = await startEvict(settings, {
      clock,
      limits: { ...defaultLimits, ...limits, ...other },
    });
    teams.bot.url = `http://127.0.0.1:${running.port}`;
  };
  await startBot();
  return {
    tenant,
    teams,
    drive,
    store,
    wiring,
    startBot,
    stopBot,
    ask: async (who, text) => {
      const chat = teams.open('personal');
      const { status } = await teams.say(who, chat, text);
      if (status !== 200) throw new Error(`the bot answered ${status} to "${text}"`);
      return { chat, card: teams.newest(chat) };
    },
    record: () => readRecord(store),
    quiet: async () => {
      await until('every card is up to date', () => cardsBehind(store) === 0);
    },
    calm: () => {
      calm(tenant);
      teams.clear();
    },
    close: async () => {
      await stopBot();
      await Promise.all([tenant.close(), teams.close(), drive.close()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function calm({ control, ledger, people }: Tenant): void {
  const ordinary = { effect: 'at-once', answer: { status: 200 } } as const;
  control.clearFaults();
  control.onRevoke(ordinary);
  control.onRevoke(ordinary, people.alice.id);
  ledger.clear();
}
