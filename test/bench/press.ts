import type { Watch } from '../../src/playground/tenant/world';
import { town } from '../../src/playground/tenant/town';
import { buttonsOf } from '../support/seen';
import type { Chat, SeenCard } from '../support/teams';
import { openBed, type Bed } from './bed';
import { each, figures, ms, told } from './figures';
import type { Listening } from './processes';

export interface PressBench {
  /** Presses and whole flows, each way. */
  readonly count: number;
  readonly atOnce: readonly number[];
  readonly say: (line: string) => void;
}

const { olga } = town.people;

/** (c) From the press to the POST on the wire, a whole flow, and how many activities a second, against an empty bot. */
export async function benchPresses({ count, atOnce, say }: PressBench): Promise<void> {
  const watched = watchGraph();
  const confirmed = watchCards('Confirmed by Microsoft Entra');
  const bed = await openBed({ tenant: { watch: watched.watch }, watchTeams: confirmed.watch });
  try {
    const evict = await bed.startEvict();
    let next = 0;
    for (const many of atOnce) {
      const whom = town.crowd.slice(next, (next += count)).map(({ id }) => id);
      const flows = await flowsOf(bed, whom, many, watched, confirmed);
      say(`${many} at a time: press to POST on the wire ${told(figures(flows.map(({ post }) => post)))}`);
      if (many === 1)
        say(`  of that Evict's own, Graph's time off: ${told(figures(flows.map(({ own }) => own)))}`);
      say(`  ask, press, verified: ${told(figures(flows.map(({ whole }) => whole)))}`);
    }
    await activities(bed, evict, count, say);
  } finally {
    await bed.close();
  }
}

interface Flow {
  readonly post: number;
  /** Without the time in which Graph had a call of anybody's. */
  readonly own: number;
  /** From the first word to the proof on the card; the first reading back comes a second after the answer. */
  readonly whole: number;
}

async function flowsOf(
  { teams }: Bed,
  whom: readonly string[],
  atOnce: number,
  graph: ReturnType<typeof watchGraph>,
  confirmed: ReturnType<typeof watchCards>,
): Promise<readonly Flow[]> {
  const flows: Flow[] = [];
  await each(whom, atOnce, async (id) => {
    const chat = teams.open('personal');
    const began = performance.now();
    await teams.say(olga, chat, `revoke sessions for ${id}`);
    const card = teams.newest(chat);
    const proven = confirmed.of(card.activityId);
    const pressed = performance.now();
    await teams.press(olga, chat, card, 'Revoke sessions');
    const posted = await graph.postFor(id);
    const done = await proven;
    const post = posted - pressed;
    flows.push({ post, own: post - graph.busy(pressed, posted), whole: done - began });
  });
  return flows;
}

/** Presses on a request that is over are answered without a word to Graph or Teams: what is left is Evict. */
async function activities(bed: Bed, evict: Listening, count: number, say: PressBench['say']): Promise<void> {
  const { teams } = bed;
  const chat = teams.open('personal');
  await teams.say(olga, chat, `revoke sessions for ${town.crowd.at(-1)?.id ?? ''}`);
  const over = teams.newest(chat);
  await teams.press(olga, chat, over, 'Cancel');
  const ours = await rate(bed, evict, chat, over, count);
  const echo = await rate(bed, await bed.startEcho(), chat, over, count);
  say(
    `presses answered: Evict ${ours.perSecond.toFixed(0)} a second, the empty bot ${echo.perSecond.toFixed(0)}`,
  );
  say(
    `  ratio ${(ours.perSecond / echo.perSecond).toFixed(2)}; processor time for each: ${ms(ours.cpuMs)} and ${ms(echo.cpuMs)}`,
  );
}

interface Rate {
  readonly perSecond: number;
  readonly cpuMs: number;
}

async function rate(
  { teams }: Bed,
  bot: Listening,
  chat: Chat,
  { activityId, card }: SeenCard,
  count: number,
): Promise<Rate> {
  const value = { action: buttonsOf(card)[0], trigger: 'manual' };
  const token = teams.token();
  const press = async (): Promise<void> => {
    const activity = {
      ...teams.message(olga, chat, ''),
      type: 'invoke',
      name: 'adaptiveCard/action',
      value,
      replyToId: activityId,
    };
    const { status } = await teams.post(activity, token);
    if (status !== 200) throw new Error(`a press was answered with ${status}`);
  };
  await each([...Array(count).keys()], 16, press);
  const before = bot.usage();
  const began = performance.now();
  await each([...Array(count * 4).keys()], 16, press);
  const seconds = (performance.now() - began) / 1_000;
  const cpuMs = (bot.usage().cpuMs - before.cpuMs) / (count * 4);
  return { perSecond: (count * 4) / seconds, cpuMs };
}

/** When Graph had a call, and when the POST for somebody came. */
function watchGraph(): {
  watch: Watch;
  postFor(id: string): Promise<number>;
  busy(from: number, to: number): number;
} {
  const posts = new Map<string, PromiseWithResolvers<number>>();
  const post = (id: string): PromiseWithResolvers<number> => {
    const known = posts.get(id) ?? Promise.withResolvers<number>();
    posts.set(id, known);
    return known;
  };
  /** Moments at which so many more calls were with Graph. */
  const changes: { readonly at: number; readonly by: 1 | -1 }[] = [];
  return {
    watch: (call, moment) => {
      const at = performance.now();
      changes.push({ at, by: moment === 'received' ? 1 : -1 });
      const id = /\/users\/([^/]+)\/revokeSignInSessions/.exec(call.path)?.[1];
      if (id !== undefined && moment === 'received') post(id).resolve(at);
    },
    postFor: (id) => post(id).promise,
    busy: (from, to) => {
      let time = 0;
      let calls = 0;
      let last = from;
      for (const { at, by } of changes) {
        const now = Math.min(Math.max(at, from), to);
        if (calls > 0) time += now - last;
        last = now;
        calls += by;
      }
      return time;
    },
  };
}

/** When a card says this. */
function watchCards(words: string): { watch: Watch; of(activityId: string): Promise<number> } {
  const cards = new Map<string, PromiseWithResolvers<number>>();
  const card = (id: string): PromiseWithResolvers<number> => {
    const known = cards.get(id) ?? Promise.withResolvers<number>();
    cards.set(id, known);
    return known;
  };
  return {
    watch: ({ method, path, body }, moment) => {
      if (method !== 'PUT' || moment !== 'received' || !body.includes(words)) return;
      card(decodeURIComponent(path.slice(path.lastIndexOf('/') + 1))).resolve(performance.now());
    },
    of: (activityId) => card(activityId).promise,
  };
}
