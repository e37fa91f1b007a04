import type { Policy } from '../../src/core/policy';
import { startChildBot, type ChildBot } from './child';
import { openStreet, type Recorded, type Street, type StreetOptions } from './street';
import { mostWithin, startLine, type Line } from './races-line';
import type { Activity, Chat, SeenCard, Somebody, Teams } from './teams';

/** A street where everything between the bot and Teams goes over a line that is watched, and can be bad. */
export interface LinedStreet extends Omit<Street, 'ask' | 'startBot' | 'stopBot'> {
  readonly line: Line;
  /** Starts the bot in a process of its own, so that nothing here makes it slow. */
  start(policy?: Partial<Policy>): Promise<void>;
  /** Types a message; `mention` puts the bot's own in front. Resolves with the status of the bot's answer. */
  say(who: Somebody, chat: Chat, text: string, mention?: 'mention'): Promise<number>;
  /** Presses a button of a request's card as that card's client sends it. Resolves with the body of the bot's answer. */
  press(who: Somebody, chat: Chat, card: SeenCard, pressed: Pressed): Promise<string>;
}

export interface Pressed {
  readonly verb: string;
  readonly request: string;
}

/** The bot is not started yet. */
export async function openLinedStreet(options: StreetOptions, seed: number): Promise<LinedStreet> {
  const street = await openStreet(options);
  await street.stopBot();
  const { teams } = street;
  const line = await startLine(teams.origin, seed);
  let bot: ChildBot | undefined;
  const post = async (activity: Activity): Promise<{ status: number; body: string }> =>
    teams.post({ ...activity, serviceUrl: line.serviceUrl }, teams.token(line.serviceUrl));
  return {
    ...street,
    line,
    start: async (policy = {}) => {
      const wiring = {
        ...street.wiring,
        serviceOrigins: [line.origin],
        policy: { ...street.wiring.policy, ...policy },
      };
      bot = await startChildBot({ ...street, wiring });
    },
    say: async (who, chat, text, mention) => {
      const plain = teams.message(who, chat, text);
      return (await post(mention === undefined ? plain : mentioning(plain, text))).status;
    },
    press: async (who, chat, { activityId }, { verb, request }) => {
      const { text, ...invoke } = teams.message(who, chat, '');
      const value = { action: { type: 'Action.Execute', verb, data: { request } }, trigger: 'manual' };
      const name = 'adaptiveCard/action';
      return (await post({ ...invoke, type: 'invoke', name, value, replyToId: activityId })).body;
    },
    close: async () => {
      await bot?.stop();
      await line.close();
      await street.close();
    },
  };
}

function mentioning(activity: Activity, text: string): Activity {
  const said = '<at>Evict</at>';
  const entities = [{ type: 'mention', mentioned: activity['recipient'], text: said }];
  return { ...activity, text: `${said} ${text}`, entities };
}

/** Every card of the bot in Teams that shows this request, wherever it stands, oldest first. */
export function cardsOf(teams: Teams, chats: readonly Chat[], { code }: Asked): readonly Placed[] {
  return chats.flatMap((chat) =>
    teams
      .cards(chat)
      .filter(({ text }) => text.includes(code))
      .map((card) => ({ chat, card })),
  );
}

export interface Placed {
  readonly chat: Chat;
  readonly card: SeenCard;
}
export type Asked = Extract<Recorded, { type: 'asked' }>;

/** Every request on record, in the order they were asked. */
export function requestsOf(street: Pick<Street, 'record'>): readonly Asked[] {
  return street.record().filter((event): event is Asked => event.type === 'asked');
}

/** Teams' limits on what one bot sends, in one conversation and altogether (Microsoft Learn). */
export function expectLimitsKept({ line }: LinedStreet): void {
  const rooms = new Set(line.arrivals.map(({ conversation }) => conversation));
  for (const room of rooms) {
    const own = line.arrivals.filter(({ conversation }) => conversation === room);
    expect(mostWithin(1_000, own)).toBeLessThanOrEqual(7);
    expect(mostWithin(2_000, own)).toBeLessThanOrEqual(8);
    expect(mostWithin(30_000, own)).toBeLessThanOrEqual(60);
  }
  expect(mostWithin(1_000, line.arrivals)).toBeLessThanOrEqual(50);
}
