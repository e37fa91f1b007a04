import type { Settings } from './edges/config/settings';
import { credentialFor } from './edges/config/credential';
import { secretsOf } from './edges/config/secrets';
import { graphClient, tokenCheck, type GraphSettings } from './edges/graph/client';
import { graphDirectory } from './edges/graph/directory';
import { graphSessions } from './edges/graph/sessions';
import { watchedBy } from './edges/graph/watched';
import { openJournal } from './edges/log/journal';
import { serveMetrics, type MetricsListener } from './edges/metrics/listener';
import { addNodeMetrics, openMeters, type OpenMeters } from './edges/metrics/meters';
import { watchedRecord } from './edges/metrics/record';
import { sqliteStore, type Store } from './edges/store/sqlite';
import { readinessOf, type Readiness } from './edges/system/readiness';
import { randomIds, systemClock } from './edges/system/system';
import { EvictAdapter, type Channel } from './edges/teams/adapter';
import { createBot } from './edges/teams/bot';
import { conversations } from './edges/teams/conversations';
import { teamsFiles } from './edges/teams/files/files';
import { hearConsole } from './edges/teams/console';
import { signingKeys, type SigningKeys } from './edges/teams/door/keys';
import { fetchPublished } from './edges/teams/door/published';
import { refusalLog } from './edges/teams/door/refusal-log';
import type { Refusal } from './edges/teams/door/refusals';
import { teamsNotices } from './edges/teams/notices';
import { teamsRoster } from './edges/teams/roster';
import { listen } from './edges/teams/server';
import { englishIn } from './edges/teams/words/words';
import type { Journal } from './core/journal';
import type { Meters } from './core/meters';
import type { Clock } from './core/ports';
import { defaultLimits, type Limits } from './core/request/next';
import { createFlow } from './flow/flow';
import type { Edges } from './flow/means';

/** What a caller in code may set beyond the settings; a production start sets none of it. */
export interface Setup {
  readonly clock?: Clock;
  readonly limits?: Limits;
  /** Where the process as a whole writes; otherwise one is opened as the settings say. */
  readonly journal?: Journal;
  /** Stands between Evict and its record, as what makes it fail in tests. */
  readonly store?: (store: Store) => Store;
  /** How many times faster than the machine's the clock runs: what only the machine can time is shortened alike. */
  readonly speed?: number;
}

export interface Running {
  readonly port: number;
  /** Where the metrics are served, if they are. */
  readonly metricsPort?: number;
  /**
   * Refuses new activities, lets what is under way come to a recorded point, closes the record. Takes nine seconds at most:
   * what is left then is on record, and the next start goes on from there.
   */
  stop(): Promise<void>;
}

/** How often unfinished requests are looked at: what was cut off goes on, what nobody answered expires. */
const resumeEveryMs = 5_000;

/** How often it is looked whether the channel's keys have to be fetched. */
const tendEveryMs = 5_000;

const monotonic = (): number => performance.now();

/** A revoke that Graph does not answer is given up so long after the stop, in time to record that nobody answered. */
const sentCutMs = 6_000;
const leaveMs = 8_500;

/** Builds the edges, joins them to the flow, and listens. Throws when the store or a port cannot be opened. */
export async function startEvict(settings: Settings, setup: Setup = {}): Promise<Running> {
  const { botId, tenantId, serviceOrigins } = settings;
  const { channel, authorityHost, entraUrl } = settings.cloud;
  const journal = setup.journal ?? openJournal(settings.logLevel, secretsOf(settings, process.env));
  const ending = { stopping: new AbortController(), sent: new AbortController() };
  const store = openStore(settings, setup, journal);
  const credential = credentialFor(settings.botIdentity, authorityHost);
  const keys = channelKeys(channel, journal);
  const adapter = new EvictAdapter({ botId, tenantId, credential, channel, serviceOrigins, keys });
  const built = { store, adapter, keys, journal, stopping: ending.stopping.signal, sent: ending.sent.signal };
  const { means, readiness, meters } = meansOf(settings, setup, built);
  const flow = createFlow(means);
  const bot = createBot(adapter, botId, flow, journal, englishIn(entraUrl), settings.files);
  const isReady = async (): Promise<boolean> => !means.stopping.aborted && (await readiness.isReady());
  const door = { tenantId, botId, issuer: channel.tokenIssuer, serviceOrigins, keys };
  const refused = refusing(journal, meters);
  const parts = { adapter, bot, door, journal, isReady, refused, stopping: means.stopping };
  // Without keys everybody is refused; who asks at once waits for them.
  void keys.tend();
  const metrics = await metricsOf(settings, meters, journal);
  const listening = await listen(parts, settings.host, settings.port);
  const giveBackConsole = hearConsole(journal);
  const resuming = everySoOften(journal, resumeEveryMs / (setup.speed ?? 1), () => flow.resume());
  const tending = setInterval(() => void keys.tend(), tendEveryMs);
  journal.note('listening', { port: listening.port });
  return {
    port: listening.port,
    ...(metrics === undefined ? {} : { metricsPort: metrics.port }),
    stop: async () => {
      ending.stopping.abort();
      clearInterval(tending);
      const cut = setTimeout(() => {
        ending.sent.abort();
      }, sentCutMs);
      const done = Promise.all([listening.close(), resuming.stop()]).then(() => flow.idle());
      if (!(await inTime(done))) journal.note('left before everything was done', {});
      clearTimeout(cut);
      await metrics?.close();
      giveBackConsole();
      store.close();
    },
  };
}

function openStore(settings: Settings, setup: Setup, journal: Journal): Store {
  const store = sqliteStore(settings.store, { keys: settings.recordKeys, journal });
  return setup.store?.(store) ?? store;
}

function channelKeys({ openIdMetadataUrl: url }: Channel, journal: Journal): SigningKeys {
  return signingKeys({ load: () => fetchPublished({ url }), now: monotonic, journal });
}

function refusing(journal: Journal, meters: Meters): (refusal: Refusal) => void {
  const log = refusalLog(journal, monotonic);
  return (refusal) => {
    log(refusal);
    meters.refusedAtTheDoor(refusal);
  };
}

async function inTime(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, leaveMs);
  });
  const isDone = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return isDone;
}

async function metricsOf(
  { metrics }: Settings,
  { registry }: OpenMeters,
  journal: Journal,
): Promise<MetricsListener | undefined> {
  if (metrics === undefined) return undefined;
  addNodeMetrics(registry);
  const listening = await serveMetrics(registry, metrics.host, metrics.port);
  journal.note('metrics are served', { port: listening.port });
  return listening;
}

interface Built {
  readonly store: Store;
  readonly adapter: EvictAdapter;
  readonly keys: SigningKeys;
  readonly journal: Journal;
  readonly stopping: AbortSignal;
  readonly sent: AbortSignal;
}

interface Joined {
  readonly means: Edges;
  readonly readiness: Readiness;
  readonly meters: OpenMeters;
}

function meansOf(settings: Settings, setup: Setup, built: Built): Joined {
  const { store, adapter, keys, journal, stopping, sent } = built;
  const { clock = systemClock, limits = defaultLimits, speed = 1 } = setup;
  const asking: GraphSettings = {
    url: settings.graphUrl,
    scope: settings.graphScope,
    credential: credentialFor(settings.graphIdentity, settings.cloud.authorityHost),
    timeoutMs: limits.postMs / speed,
    cut: { lookups: stopping, sent },
  };
  const readiness = readinessOf(
    [
      { name: 'store', check: () => store.ping(), keptMs: 0 },
      { name: 'signing-keys', check: () => checkKeys(keys), keptMs: 0 },
      { name: 'graph-credential', check: tokenCheck(asking), keptMs: 3_000 },
    ],
    journal,
  );
  const meters = openMeters({
    events: () => store.length(),
    cardsBehind: async () => (await store.behind()).length,
    unfinished: async () => (await store.unfinished()).length,
    ready: () => readiness.parts(),
  });
  const client = graphClient({ ...asking, watch: watchedBy(meters, journal) });
  const inConversation = conversations(adapter, settings.botId, settings.serviceOrigins, { stopping });
  const means: Edges = {
    directory: graphDirectory(client, clock),
    sessions: graphSessions(client, clock),
    log: watchedRecord(store, { meters, journal }),
    places: store,
    onCall: store.onCall,
    notices: teamsNotices(inConversation, englishIn(settings.cloud.entraUrl)),
    files: teamsFiles(settings.files),
    roster: teamsRoster(adapter, settings.tenantId, inConversation),
    clock,
    ids: randomIds,
    journal,
    meters,
    policy: settings.policy,
    limits,
    stopping,
  };
  return { means, readiness, meters };
}

async function checkKeys(keys: SigningKeys): Promise<void> {
  if (!keys.isReady()) throw new Error('there are no keys to check tokens with');
}

/** Begins at once, so that what a crash left open goes on with the start. */
function everySoOften(
  journal: Journal,
  everyMs: number,
  work: () => Promise<void>,
): { stop(): Promise<void> } {
  let under: Promise<void> | undefined;
  const turn = (): void => {
    under ??= work()
      .catch((cause: unknown) => {
        journal.note('unfinished requests could not be looked at; tried again', { cause });
      })
      .finally(() => {
        under = undefined;
      });
  };
  turn();
  const timer = setInterval(turn, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await under;
    },
  };
}
