import { setTimeout as wait } from 'node:timers/promises';
import { fastClock } from '../../src/playground/disturbed/clock';
import { graphWriteQuota } from '../../src/playground/tenant/quota';
import { town } from '../../src/playground/tenant/town';
import { query, readRecord } from '../support/record';
import { openBed, type Bed } from './bed';
import { megabytes, ms } from './figures';
import { loopOver } from './loop';
import type { Listening } from './processes';

type Say = (line: string) => void;
const { olga, ben } = town.people;

/** (a) Many people at Graph's latency, against one after the other with the same SDK. */
export async function benchAgainstLoop(setup: { people: number; sample: number; say: Say }): Promise<void> {
  const { people, sample, say } = setup;
  const latencyMs = 100;
  const bed = await openBed({ tenant: { latencyMs } });
  try {
    const evict = await bed.startEvict();
    const ran = await runFor(bed, evict, people);
    say(
      `${people} people at ${latencyMs} ms: looked up and asked in ${ms(ran.askedMs)}, decided to all verified in ${ms(ran.tookMs)}`,
    );
    say(`  ${effect(ran)}`);
    const { people: others } = bed.tenant.control.addCrowd('Heron', sample);
    const each =
      (await loopOver(
        bed.tenant,
        others.map(({ id }) => id),
      )) / sample;
    const loop = each * people;
    const measured = sample === people ? 'measured' : `${sample} measured, the rest in proportion`;
    say(`one after the other, each read back: ${ms(each)} for one, ${ms(loop)} for ${people} (${measured})`);
    say(`  ratio ${(loop / ran.tookMs).toFixed(1)}`);
  } finally {
    await bed.close();
  }
}

/** (b) Against Graph's write quota, on a clock that runs faster. */
export async function benchQuota(setup: { people: number; speed: number; say: Say }): Promise<void> {
  const { people, speed, say } = setup;
  const few = Math.ceil(people / 10);
  say(`simulated time, ${speed} times faster than real time`);
  const small = await underQuota(few, speed);
  const large = await underQuota(people, speed);
  const { writes, seconds } = graphWriteQuota;
  const boundMs = Math.floor((people - 1) / writes) * seconds * 1_000;
  const sentMs = large.lastPostMs;
  say(
    `${people} people, ${writes} writes in ${seconds} s: last POST ${ms(sentMs)} after the decision, all verified after ${ms(large.tookMs * speed)}`,
  );
  say(
    `  the quota's own bound ${ms(boundMs)}, ratio ${(sentMs / boundMs).toFixed(3)}; 429s received: ${large.throttled}`,
  );
  say(`  ${effect(large)}`);
  say(`  most memory: ${megabytes(large.mostResident)}; for ${few} people ${megabytes(small.mostResident)}`);
}

async function underQuota(people: number, speed: number): Promise<Ran> {
  const time = { epoch: Date.now(), speed };
  const clock = fastClock(time);
  const bed = await openBed({ tenant: { clock: () => clock.now(), writeQuota: graphWriteQuota } });
  try {
    return await runFor(bed, await bed.startFast(time), people, () => clock.now());
  } finally {
    await bed.close();
  }
}

interface Ran {
  readonly askedMs: number;
  /** From the decision to the last outcome, by the machine's clock. */
  readonly tookMs: number;
  /** From the decision to the last POST that was taken, by the tenant's clock. */
  readonly lastPostMs: number;
  readonly verified: number;
  readonly twice: number;
  readonly missed: number;
  readonly throttled: number;
  readonly mostResident: number;
}

/** Olga asks for a group of so many, Ben approves; resolves when everybody has an outcome. */
async function runFor(
  bed: Bed,
  evict: Listening,
  size: number,
  now: () => Date = () => new Date(),
): Promise<Ran> {
  const { tenant, teams, store } = bed;
  const { people } = tenant.control.addCrowd('Osprey', size);
  const [hers, his] = [teams.open('personal'), teams.open('personal')];
  const began = performance.now();
  await teams.say(olga, hers, 'revoke sessions for members of "Project Osprey" because it is a benchmark');
  const code = await soon(
    () => readRecord(store).flatMap((event) => (event.type === 'asked' ? [event.code] : []))[0],
  );
  const askedMs = performance.now() - began;
  const decided = performance.now();
  const before = now().getTime();
  await teams.say(ben, his, `approve ${code}`);
  let mostResident = 0;
  await soon(() => {
    mostResident = Math.max(mostResident, evict.usage().residentBytes);
    const [row] = query(store, "select count(*) as n from events where type = 'settled'");
    return row?.['n'] === size ? true : undefined;
  });
  const tookMs = performance.now() - decided;
  const revokes = tenant.ledger.revokes();
  const taken = revokes.filter(({ status }) => status === 200);
  const times = new Map<string, number>();
  for (const { id } of taken) times.set(id, (times.get(id) ?? 0) + 1);
  const outcomes = readRecord(store).flatMap((event) =>
    event.type === 'settled' ? [event.outcome.kind] : [],
  );
  const last = Math.max(...taken.map(({ at }) => at.getTime()));
  return {
    askedMs,
    tookMs,
    lastPostMs: last - before,
    verified: outcomes.filter((kind) => kind === 'verified').length,
    twice: [...times.values()].filter((count) => count > 1).length,
    missed: people.filter(({ id }) => !times.has(id)).length,
    throttled: revokes.filter(({ status }) => status === 429).length,
    mostResident,
  };
}

function effect({ verified, twice, missed }: Ran): string {
  return `verified: ${verified}, revoked twice: ${twice}, missed: ${missed}`;
}

/** Looks every so often until there is something. */
async function soon<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await wait(100);
  }
}
