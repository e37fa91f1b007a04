import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPolicy, type Policy } from '../../src/core/policy';
import { isWaiting } from '../../src/core/request/state';
import { town as contoso } from '../../src/playground/tenant/town';
import type { Wiring } from '../../src/playground/wiring';
import { readRecord } from '../support/record';
import type { Chat } from '../support/teams';
import { asOf } from './cards';
import { gather, pause, soon, type Crew } from './crew';
import { diceOf, type Dice } from './dice';
import { disturbances, type Disturbance } from './disturbances';
import { witness, type Evidence } from './evidence';
import { openScene, type Scene } from './scene';
import { statements } from './statements';
import { streams, unsettled } from './streams';
import { stories, type StoryName } from './stories';
import type { Town } from './town';

/** One seed, told as a story with something going wrong in it. */
export interface Ran {
  readonly seed: number;
  readonly disturbances: readonly Disturbance[];
  readonly stories: readonly StoryName[];
  readonly evidence: Evidence;
  /** What speaks against each statement that does not hold. */
  readonly violations: readonly string[];
  /** Bots that died before they were asked to. */
  readonly deaths: number;
  /** From the end of the faults until everything was settled, in seconds of the town. */
  readonly settledAfter: number;
}

/** The first of a campaign's seeds disturb with one thing after the other, then it is by chance; every second is a pair. */
function planned(seed: number): { dice: Dice; wrong: readonly Disturbance[]; bots: number } {
  const dice = diceOf(seed);
  const first = disturbances[seed % disturbances.length];
  const second = dice.chance(0.5) ? dice.pick(disturbances) : undefined;
  const wrong = [first, second].filter((one): one is Disturbance => one !== undefined);
  return { dice, wrong, bots: dice.chance(0.3) ? 2 : 1 };
}

/** How long people try, and how long everything may take to settle afterwards. Machine time, in milliseconds. */
const sceneMs = 25_000;
const patienceMs = 60_000;
const quietMs = 400;

export async function run(town: Town, seed: number, only?: readonly Disturbance[]): Promise<Ran> {
  const { dice, wrong: plannedWrong, bots } = planned(seed);
  const wrong = only ?? plannedWrong;
  const directory = mkdtempSync(join(tmpdir(), 'evict-chaos-'));
  const store = join(directory, 'evict.sqlite');
  town.calm();
  const wiring = wiringOf(town, store, policyOf(wrong, dice));
  const crew = await gather(
    town,
    wiring,
    bots,
    dice,
    wrong.flatMap((one) => one.store ?? []),
  );
  try {
    const seen = witness(town, store);
    const room = await openRoom(town, crew);
    const scene = openScene(town, crew, seen, dice, room);
    const names = storiesFor(wrong, dice);
    await play(scene, crew, wrong, names);
    const faultsEnded = town.now().getTime();
    const look = (): string[] => unsettled(seen.testify(store));
    await settle(town, crew, store);
    const left = await patiently(look);
    const settledAfter = (town.now().getTime() - faultsEnded) / 1_000;
    const stepped = wrong.some(({ steps }) => steps === true);
    const evidence = { ...seen.testify(store), unsettled: left, stepped };
    const deaths = crew.deaths();
    const isKilled = wrong.some(({ name }) => name.startsWith('kill'));
    const violations = [
      ...statements.flatMap(({ says, against }) => against(evidence).map((what) => `${says} ${what}`)),
      ...(deaths > 0 && !isKilled ? ['A bot died that nobody killed.'] : []),
    ];
    return { seed, disturbances: wrong, stories: names, evidence, violations, deaths, settledAfter };
  } finally {
    await crew.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function wiringOf({ tenant, teams }: Town, store: string, policy: Partial<Policy>): Wiring {
  const { graphUrl, channelMetadataUrl } = tenant;
  return {
    ...{ graphUrl, channelMetadataUrl, serviceOrigins: [teams.origin], store, port: 0 },
    ...{ logLevel: 'silent', policy },
  };
}

function policyOf(wrong: readonly Disturbance[], dice: Dice): Partial<Policy> {
  const privileged = dice.chance(0.4) ? 'two-approvers' : 'one-approver';
  const tiers = { ...defaultPolicy.tiers, privileged } as const;
  const isShort = wrong.some(({ shortLived }) => shortLived === true);
  return isShort ? { tiers, expiryMinutes: 0.75, reminderMinutes: 0.2 } : { tiers };
}

function storiesFor(wrong: readonly Disturbance[], dice: Dice): readonly StoryName[] {
  const needed = wrong.flatMap(({ needs }) => (needs === undefined ? [] : [needs]));
  const all = Object.keys(stories).filter((name) => name !== 'lostRole') as StoryName[];
  const more = Array.from({ length: 3 + dice.below(2) }, () => dice.pick(all));
  return [...needed, ...more];
}

async function openRoom({ teams }: Town, crew: Crew): Promise<Chat> {
  const room = teams.open('groupChat');
  for (let tries = 0; tries < 3; tries += 1) {
    teams.bot.url = (await crew.any()).url;
    const say = soon(teams.say(contoso.people.ben, room, 'approvals here', 'mention'));
    if ((await say.then(({ status }) => status, String)) === 200) return room;
  }
  throw new Error('the bots do not hear "approvals here"');
}

/** The people act, everything goes wrong, and then it does not any more. */
async function play(
  scene: Scene,
  crew: Crew,
  wrong: readonly Disturbance[],
  names: readonly StoryName[],
): Promise<void> {
  const { town, dice } = scene;
  const acts = Promise.allSettled(names.map((name) => stories[name](scene)));
  await pause(dice.below(600));
  for (const one of wrong) one.begin?.(town, crew, dice);
  const short = wrong.some(({ shortLived }) => shortLived === true);
  const played = acts.then(() => pause(short ? 7_000 : 500));
  // Who has not come to an end by then gives up.
  await soon(played, sceneMs).catch(() => undefined);
  scene.end();
  town.tenant.control.clearFaults();
  town.tenant.control.onRevoke({ effect: 'at-once', answer: { status: 200 } });
  town.tenant.control.issueTokens({ tenantId: town.tenant.tenantId });
  town.teams.clear();
  crew.calm();
}

/** What nobody decided is withdrawn by whoever asked. */
async function settle({ teams }: Town, crew: Crew, store: string): Promise<void> {
  const deadline = Date.now() + patienceMs;
  const chat = teams.open('personal');
  for (;;) {
    const waiting = streams(readRecord(store)).flatMap((stream) => {
      const request = asOf(stream, stream.length);
      return request !== undefined && isWaiting(request) ? [request] : [];
    });
    if (waiting.length === 0 || Date.now() > deadline) return;
    for (const { by, code } of waiting) {
      teams.bot.url = (await crew.any()).url;
      await soon(teams.say({ id: by.id, displayName: by.name }, chat, `cancel ${code}`)).catch(
        () => undefined,
      );
    }
    await pause(100);
  }
}

/** As soon as nothing is left, and it stays so. */
async function patiently(look: () => readonly string[]): Promise<readonly string[]> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const left = look();
    if (Date.now() > deadline) return left;
    await pause(quietMs);
    if (left.length === 0 && look().length === 0) return [];
  }
}
