import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Meters } from '../../core/meters';
import type { Event } from '../../core/request/events';
import type { Request } from '../../core/request/state';

/** What is not counted as it happens but looked up when somebody asks. Each may throw: then it is left out. */
export interface Levels {
  /** Events on record: the length of the chain. */
  readonly events: () => Promise<number>;
  /** Cards that show less than their request has to show. */
  readonly cardsBehind: () => Promise<number>;
  readonly unfinished: () => Promise<number>;
  /** The parts that must work before Evict is ready. */
  readonly ready: () => Promise<Readonly<Record<string, boolean>>>;
}

export interface OpenMeters extends Meters {
  readonly registry: Registry;
}

/** Counts in memory for Prometheus, in a registry of its own. docs/operations.md explains every one; a test keeps it so. */
export function openMeters(levels: Levels): OpenMeters {
  const registry = new Registry();
  gauges(registry, levels);
  return { registry, ...recorded(registry), ...heard(registry) };
}

/** What Node says of itself: memory, processor, event loop. Observers that stay for the life of the process. */
export function addNodeMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
}

type Names<Label extends string> = readonly Label[];

function counter<Label extends string>(
  registry: Registry,
  name: string,
  help: string,
  labels: Names<Label>,
): Counter<Label> {
  return new Counter({ name, help, labelNames: [...labels], registers: [registry] });
}

/** From a press to Graph takes a second or two; the proof may take minutes. */
const secondsOfWork = [0.5, 1, 2, 3, 5, 8, 13, 30, 60, 120, 180, 300, 900];
const secondsOfOneCall = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

function histogram<Label extends string>(
  registry: Registry,
  name: string,
  help: string,
  buckets: readonly number[],
  labels: Names<Label>,
): Histogram<Label> {
  const options = { name, help, buckets: [...buckets], registers: [registry] };
  return new Histogram({ ...options, labelNames: [...labels] });
}

/** Counted from the events that came on record, so that no figure can say more than the record. */
function recorded(registry: Registry): Pick<Meters, 'recorded'> {
  const asked = counter(registry, 'evict_requests_asked_total', 'Requests that came on record.', ['rule']);
  const refused = counter(registry, 'evict_asks_refused_total', 'Asks that opened no request.', ['refusal']);
  const ended = counter(registry, 'evict_requests_total', 'How requests ended, one for each target.', [
    'outcome',
  ]);
  const toPost = histogram(
    registry,
    'evict_decision_to_post_seconds',
    'From the decision until the first attempt is on record and sent.',
    secondsOfWork,
    [],
  );
  const toVerified = histogram(
    registry,
    'evict_decision_to_verified_seconds',
    'From the decision until Microsoft Entra confirmed it.',
    secondsOfWork,
    [],
  );
  return {
    recorded: (event, request) => {
      const seconds = sinceDecision(event, request);
      if (event.type === 'asked') asked.inc({ rule: event.rule });
      if (event.type === 'ask-refused') refused.inc({ refusal: event.refusal.kind });
      if (event.type === 'rejected' || event.type === 'cancelled' || event.type === 'expired')
        ended.inc({ outcome: event.type });
      if (event.type === 'attempted' && event.attempt === 1 && seconds !== undefined) toPost.observe(seconds);
      if (event.type !== 'settled') return;
      ended.inc({ outcome: event.outcome.kind });
      if (event.outcome.kind === 'verified' && seconds !== undefined) toVerified.observe(seconds);
    },
  };
}

function sinceDecision({ at }: Event, request: Request | undefined): number | undefined {
  const decided = request?.decision?.at;
  return decided === undefined ? undefined : Math.max(0, Date.parse(at) - Date.parse(decided)) / 1_000;
}

function heard(registry: Registry): Omit<Meters, 'recorded'> {
  const presses = counter(
    registry,
    'evict_presses_total',
    'Presses and typed decisions, and what came of them.',
    ['verb', 'result'],
  );
  const door = counter(registry, 'evict_door_refusals_total', 'Requests that the door let not in.', [
    'reason',
  ]);
  const calls = counter(registry, 'evict_graph_calls_total', 'Calls to Microsoft Graph.', [
    'operation',
    'status',
  ]);
  const took = histogram(
    registry,
    'evict_graph_call_seconds',
    'How long calls to Microsoft Graph took.',
    secondsOfOneCall,
    ['operation'],
  );
  return {
    pressed: (verb, result) => {
      presses.inc({ verb, result });
    },
    refusedAtTheDoor: (reason) => {
      door.inc({ reason });
    },
    askedGraph: (operation, status, seconds) => {
      calls.inc({ operation, status });
      if (seconds !== undefined) took.observe({ operation }, seconds);
    },
  };
}

function gauges(registry: Registry, levels: Levels): void {
  gauge(registry, 'evict_record_events', 'Events on record: the length of its chain.', levels.events);
  gauge(registry, 'evict_cards_behind', 'Cards that show less than their request.', levels.cardsBehind);
  gauge(registry, 'evict_requests_unfinished', 'Requests that are not over.', levels.unfinished);
  new Gauge({
    name: 'evict_ready',
    help: 'Whether a part that Evict needs works: 1 or 0.',
    labelNames: ['part'],
    registers: [registry],
    async collect() {
      for (const [part, works] of Object.entries(await levels.ready())) this.set({ part }, works ? 1 : 0);
    },
  });
}

/** What cannot be looked up now has no value, which is not the same as none. */
function gauge(registry: Registry, name: string, help: string, level: () => Promise<number>): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(await level().catch(() => Number.NaN));
    },
  });
}
