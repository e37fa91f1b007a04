import { town } from '../../src/playground/tenant/town';
import { systemClock } from '../../src/edges/system/system';
import {
  cardsOf,
  expectLimitsKept,
  openLinedStreet,
  requestsOf,
  type LinedStreet,
} from '../support/races-street';
import type { Chat, Somebody } from '../support/teams';

const { olga, ben, petra, gina, carol } = town.people;
const askers: readonly Somebody[] = [olga, ben, petra, gina, carol];

/**
 * 60 messages in 30 seconds is the limit that takes time: one busy conversation gets 64 cards, so that the last of them
 * have to wait for the window to move, and 136 are spread over 17 others, which the limit of the app holds back.
 */
const busy = 64;
const others = 17;
const all = 200;

describe('200 requests at once', () => {
  let street: LinedStreet;
  beforeAll(async () => {
    street = await openLinedStreet({ clock: systemClock }, 1);
    await street.start();
  });
  afterAll(() => street.close());

  it("keep within Teams' limits in every conversation and altogether, and every one gets its card, once", async () => {
    const { teams, line } = street;
    const chats = Array.from({ length: 1 + others }, () => teams.open('groupChat'));
    const placeOf = (index: number): Chat => chats[index < busy ? 0 : 1 + (index % others)]!;
    const asks = Array.from({ length: all }, (_, index) => {
      const target = town.crowd[index]!.id;
      const asker = askers[index % askers.length]!;
      return street.say(asker, placeOf(index), `revoke sessions for ${target}`, 'mention');
    });
    expect(new Set(await Promise.all(asks))).toEqual(new Set([200]));
    // The answers do not wait for the cards, and some of them not even for Graph. On a busy machine some asks are answered
    // with "I could not check": that is a card as well.
    await within(120_000, () => line.arrivals.filter(({ status }) => status === 201).length >= all);
    await street.quiet();

    const asksIn = (chat: Chat): number => asks.filter((_, index) => placeOf(index).id === chat.id).length;
    for (const chat of chats) expect(teams.cards(chat)).toHaveLength(asksIn(chat));
    const counts = requestsOf(street).map((asked) => cardsOf(teams, chats, asked).length);
    expect(counts.length).toBeGreaterThan(busy);
    expect(new Set(counts)).toEqual(new Set([1]));
    expect(new Set(line.arrivals.map(({ status }) => status))).toEqual(new Set([201]));
    expectLimitsKept(street);
  }, 300_000);
});

async function within(ms: number, isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + ms;
  while (!isSo() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 200));
  expect(isSo()).toBe(true);
}
