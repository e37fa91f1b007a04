import { town as contoso } from '../../src/playground/tenant/town';
import type { Chat, SeenCard, Somebody, Told, Written } from '../support/teams';
import { codeOf } from './cards';
import { pause, soon, type Crew } from './crew';
import type { Dice } from './dice';
import type { Witness } from './evidence';
import type { Town } from './town';

/** Where the people of one run act: they see cards, type and press, and try again when nobody answers. */
export interface Scene {
  readonly dice: Dice;
  /** The on-call conversation. */
  readonly room: Chat;
  readonly town: Town;
  /** Somebody whom nobody has asked about yet: without any role, or with one. */
  someone(kind: 'ordinary' | 'privileged'): Somebody & { readonly id: string };
  /** Asks in a chat until a card with a code is there. */
  ask(who: Somebody, chat: Chat, text: string): Promise<string | undefined>;
  /** Presses until there is an answer; `undefined` where no card has such a button. */
  press(who: Somebody, chat: Chat, code: string, title: string, written?: Written): Promise<Told | undefined>;
  /** Types until the message is taken. */
  type(who: Somebody, chat: Chat, text: string): Promise<boolean>;
  /** The newest card of a request in a chat, as soon as there is one. */
  card(chat: Chat, code: string): Promise<SeenCard | undefined>;
  /** Waits a little, as people do. */
  hesitate(): Promise<void>;
  /** From then on nobody tries again. */
  end(): void;
}

const { carol, mia, oscar, sven, dan, aaron } = contoso.people;

export function openScene(town: Town, crew: Crew, witness: Witness, dice: Dice, room: Chat): Scene {
  const { teams } = town;
  const privileged = [carol, mia, oscar, sven, dan, aaron];
  const ordinary = [...contoso.crowd.slice(dice.below(1_000))];
  let over = false;

  const until = async <Found>(
    look: () => Found | undefined | Promise<Found | undefined>,
  ): Promise<Found | undefined> => {
    while (!over) {
      // A bot that is gone, or Teams that does not answer: people try again.
      const found = await Promise.resolve()
        .then(look)
        .catch(() => undefined);
      if (found !== undefined) return found;
      await pause(50 + dice.below(150));
    }
    return undefined;
  };
  /** Everything goes to some living bot. */
  const to = async (): Promise<void> => {
    teams.bot.url = (await crew.any()).url;
  };
  const newest = (chat: Chat, code: string): SeenCard | undefined =>
    teams.cards(chat).findLast(({ text }) => codeOf(text) === code);
  const say = async (who: Somebody, chat: Chat, text: string): Promise<boolean | undefined> => {
    await to();
    const mention = chat.conversationType === 'personal' ? undefined : 'mention';
    return (await soon(teams.say(who, chat, text, mention))).status === 200 ? true : undefined;
  };

  return {
    dice,
    room,
    town,
    someone: (kind) => {
      const one = (kind === 'privileged' ? privileged : ordinary).shift();
      if (one === undefined) throw new Error(`nobody ${kind} is left`);
      return one;
    },
    ask: (who, chat, text) =>
      until(async () => {
        const known = teams
          .cards(chat)
          .map((card) => codeOf(card.text))
          .find((code) => code !== undefined);
        if (known !== undefined) return known;
        await say(who, chat, text);
        return undefined;
      }),
    press: (who, chat, code, title, written = {}) =>
      until(async () => {
        const card = newest(chat, code);
        if (card?.buttons.includes(title) !== true) return undefined;
        await to();
        const told = await soon(teams.press(who, chat, card, title, written));
        witness.heard(told);
        return told.status === 200 ? told : undefined;
      }),
    type: async (who, chat, text) => (await until(() => say(who, chat, text))) === true,
    card: (chat, code) => until(() => newest(chat, code)),
    hesitate: () => pause(dice.below(250)),
    end: () => {
      over = true;
    },
  };
}
