import { town } from '../../src/playground/tenant/town';
import { cardOf, see, type Seen } from './seen';
import type { Street } from './street';
import type { Chat, SeenCard, Somebody } from './teams';
import { until } from './until';

const { olga, ben } = town.people;

/** A request as its asker sees it. */
export interface Asked {
  readonly code: string;
  /** Where it was asked, and the asker's card there. */
  readonly chat: Chat;
  readonly card: SeenCard;
}

export function codeOn(text: string): string {
  const code = /^Request: (R-[0-9A-Z]{5})$/m.exec(text)?.[1];
  if (code === undefined) throw new Error(`no code on:\n${text}`);
  return code;
}

/** A group chat that Ben makes the on-call conversation. */
export async function openRoom({ teams }: Street, who: Somebody = ben): Promise<Chat> {
  const room = teams.open('groupChat');
  await teams.say(who, room, 'approvals here', 'mention');
  // What waits already may be shown there before the answer is.
  await until('the conversation is the on-call one', () =>
    teams.cards(room).some(({ text }) => text.startsWith('Approval cards go to this conversation')),
  );
  return room;
}

/** Somebody asks in a chat of their own. */
export async function askFor(street: Street, text: string, who: Somebody = olga): Promise<Asked> {
  const { chat, card } = await street.ask(who, text);
  return { chat, card, code: codeOn(card.text) };
}

/** The newest card of this request in a conversation, as soon as there is one. */
export async function cardIn({ teams }: Street, chat: Chat, code: string): Promise<SeenCard> {
  const find = (): SeenCard | undefined =>
    teams.cards(chat).findLast((card) => card.text.includes(`\nRequest: ${code}`) && !isStory(card));
  return until(`a card of ${code} in ${chat.id}`, find);
}

/** Everything of the request that is on a card anywhere; what `status` told is not a card that follows. */
export function cardsOf({ teams }: Street, code: string): readonly Seen[] {
  return teams.posted
    .map(({ activity }) => see(cardOf(activity)))
    .filter((card) => card.text.includes(`\nRequest: ${code}`) && !isStory(card));
}

function isStory({ text }: Seen): boolean {
  return text.startsWith('Request R-');
}

/** Waits until every card of the request begins with this title, and hands them over. */
export async function allShow(street: Street, code: string, title: string): Promise<readonly Seen[]> {
  const cards = (): readonly Seen[] => cardsOf(street, code);
  await until(
    `every card of ${code} begins with "${title}"`,
    () => cards().every(({ text }) => text.startsWith(title)),
    () =>
      cards()
        .map(({ text }) => text)
        .join('\n\n'),
  );
  return cards();
}

/** The events of a request, by its code. */
export function storyOf(street: Street, code: string): ReturnType<Street['record']> {
  const asked = street.record().find((event) => event.type === 'asked' && event.code === code);
  return street.record().filter(({ request }) => request === asked?.request);
}

export function typesOf(street: Street, code: string): readonly string[] {
  return storyOf(street, code).map(({ type }) => type);
}
