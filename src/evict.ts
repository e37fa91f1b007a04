import type { Settings } from './edges/config/settings';
import { credentialFor } from './edges/config/credential';
import { graphClient } from './edges/graph/client';
import { graphDirectory } from './edges/graph/directory';
import { graphSessions } from './edges/graph/sessions';
import { openJournal } from './edges/log/journal';
import { sqliteStore, type Store } from './edges/store/sqlite';
import { randomIds, systemClock } from './edges/system/system';
import { EvictAdapter, type Channel } from './edges/teams/adapter';
import { createBot } from './edges/teams/bot';
import { signingKeys, type SigningKeys } from './edges/teams/door/keys';
import { fetchPublished } from './edges/teams/door/published';
import { refusalLog } from './edges/teams/door/refusal-log';
import type { Refusal } from './edges/teams/door/refusals';
import { teamsNotices } from './edges/teams/notices';
import { listen } from './edges/teams/server';
import { englishIn } from './edges/teams/words/words';
import type { Journal } from './core/journal';
import { noMeters, type Meters } from './core/meters';
import type { Clock } from './core/ports';
import { defaultLimits, type Limits } from './core/request/next';
import { createFlow } from './flow/flow';
import type { Edges } from './flow/means';

/** What a caller in code may set beyond the settings; a production start sets none of it. */
export interface Setup {
  readonly clock?: Clock;
  readonly limits?: Limits;
}

export interface Running {
  readonly port: number;
  /** Refuses new activities, lets what is under way come to a recorded point, closes the record. */
  stop(): Promise<void>;
}

/** How often unfinished requests are looked at: what was cut off goes on, what nobody answered expires. */
const resumeEveryMs = 5_000;

/** How often it is looked whether the channel's keys have to be fetched. */
const tendEveryMs = 5_000;

const monotonic = (): number => performance.now();

/** Builds the edges, joins them to the flow, and listens. Throws when the store or the port cannot be opened. */
export async function startEvict(settings: Settings, setup: Setup = {}): Promise<Running> {
  const { botId, tenantId, serviceOrigins } = settings;
  const { channel, authorityHost, entraUrl } = settings.cloud;
  const stopping = new AbortController();
  const journal = openJournal(settings.logLevel);
  const store = sqliteStore(settings.store, { keys: settings.recordKeys, journal });
  const credential = credentialFor(settings.botIdentity, authorityHost);
  const meters = noMeters;
  const keys = channelKeys(channel, journal);
  const adapter = new EvictAdapter({ botId, tenantId, credential, channel, serviceOrigins, keys });
  const means = meansOf(settings, setup, { store, adapter, journal, meters, stopping: stopping.signal });
  const flow = createFlow(means);
  const bot = createBot(adapter, botId, flow, journal, englishIn(entraUrl));
  const isReady = async (): Promise<boolean> =>
    !stopping.signal.aborted && keys.isReady() && (await answers(store));
  const door = { tenantId, botId, issuer: channel.tokenIssuer, serviceOrigins, keys };
  const log = refusalLog(journal, monotonic);
  const refused = (refusal: Refusal): void => {
    log(refusal);
    meters.refusedAtTheDoor(refusal);
  };
  // Without keys everybody is refused; who asks at once waits for them.
  void keys.tend();
  const listening = await listen(
    { adapter, bot, door, journal, isReady, refused },
    settings.host,
    settings.port,
  );
  const timer = everySoOften(journal, () => flow.resume());
  const tending = setInterval(() => void keys.tend(), tendEveryMs);
  journal.note('listening', { port: listening.port });
  return {
    port: listening.port,
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      clearInterval(tending);
      await listening.close();
      await flow.idle();
      store.close();
    },
  };
}

interface Built {
  readonly store: Store;
  readonly adapter: EvictAdapter;
  readonly journal: Journal;
  readonly meters: Meters;
  readonly stopping: AbortSignal;
}

function channelKeys({ openIdMetadataUrl: url }: Channel, journal: Journal): SigningKeys {
  return signingKeys({ load: () => fetchPublished({ url }), now: monotonic, journal });
}

function meansOf(
  settings: Settings,
  setup: Setup,
  { store, adapter, journal, meters, stopping }: Built,
): Edges {
  const { clock = systemClock, limits = defaultLimits } = setup;
  const client = graphClient({
    url: settings.graphUrl,
    scope: settings.graphScope,
    credential: credentialFor(settings.graphIdentity, settings.cloud.authorityHost),
    timeoutMs: limits.postMs,
  });
  return {
    directory: graphDirectory(client, clock),
    sessions: graphSessions(client, clock),
    log: store,
    places: store,
    onCall: store.onCall,
    notices: teamsNotices(
      adapter,
      settings.botId,
      settings.serviceOrigins,
      englishIn(settings.cloud.entraUrl),
    ),
    clock,
    ids: randomIds,
    journal,
    meters,
    policy: settings.policy,
    limits,
    stopping,
  };
}

/** Begins at once, so that what a crash left open goes on with the start. */
function everySoOften(journal: Journal, work: () => Promise<void>): NodeJS.Timeout {
  let under = false;
  const turn = (): void => {
    if (under) return;
    under = true;
    work()
      .catch((cause: unknown) => {
        journal.note('unfinished requests could not be looked at; tried again', { cause });
      })
      .finally(() => {
        under = false;
      });
  };
  turn();
  return setInterval(turn, resumeEveryMs);
}

async function answers(store: Store): Promise<boolean> {
  try {
    await store.ping();
    return true;
  } catch {
    return false;
  }
}
