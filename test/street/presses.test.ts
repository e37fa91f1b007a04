import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { openStreet, type Recorded, type Street } from '../support/street';
import { until } from '../support/until';

const { olga, ben, alice } = town.people;
const askForAlice = 'revoke sessions for alice@contoso.com';

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('pressing', () => {
  const clock = quickClock();
  let street: Street;
  beforeAll(async () => {
    street = await openStreet({ clock });
  });
  afterAll(() => street.close());
  beforeEach(() => {
    street.calm();
    clock.advance(hour);
  });

  /** The events of the request asked last. */
  const story = (): readonly Recorded[] => {
    const request = street.record().findLast(({ type }) => type === 'asked')?.request;
    return street.record().filter((event) => event.request === request);
  };
  const revokes = (): number => street.tenant.ledger.revokes().length;

  it('twice revokes once, and the second press gets the card as it ended', async () => {
    const { teams } = street;
    const { chat, card } = await street.ask(olga, askForAlice);
    await teams.press(olga, chat, card, 'Revoke sessions');
    await teams.shows(chat, 'Confirmed by Microsoft Entra');
    const again = await teams.press(olga, chat, card, 'Revoke sessions');
    expect(again).toMatchObject({ as: 'card', buttons: [] });
    expect(again.text).toMatch(/^Confirmed by Microsoft Entra\n/);
    expect(revokes()).toBe(1);
  });

  it('50 times at once revokes once, and every answer is true', async () => {
    const { teams } = street;
    const { chat, card } = await street.ask(olga, askForAlice);
    const presses = Array.from({ length: 50 }, () => teams.press(olga, chat, card, 'Revoke sessions'));
    const answers = await Promise.all(presses);
    const truths =
      /^(Checking your press|Decided, not sent yet|Sending to Microsoft Entra|Sent, not confirmed yet|Confirmed by Microsoft Entra)\n/;
    for (const { as, text, buttons } of answers) {
      expect({ as, buttons }).toEqual({ as: 'card', buttons: [] });
      expect(text).toMatch(truths);
    }
    await teams.shows(chat, 'Confirmed by Microsoft Entra');
    await until(
      'as many presses as tell the story are on record',
      () => story().filter(({ type }) => type === 'press-refused').length === 5,
    );
    const types = story().map(({ type }) => type);
    expect(types.filter((type) => type === 'confirmed')).toHaveLength(1);
    expect(types.filter((type) => type === 'attempted')).toHaveLength(1);
    expect(revokes()).toBe(1);
    expect(teams.cards(chat)).toHaveLength(1);
  });

  it('confirm and cancel at once: one wins, and the other is told the truth', async () => {
    const { teams } = street;
    for (let round = 0; round < 5; round += 1) {
      street.calm();
      clock.advance(hour);
      const { chat, card } = await street.ask(olga, askForAlice);
      await Promise.all([
        teams.press(olga, chat, card, 'Revoke sessions'),
        teams.press(olga, chat, card, 'Cancel'),
      ]);
      const end = await until('it has ended', () => {
        const seen = teams.newest(chat);
        return /^(Confirmed by|Cancelled)/.test(seen.text) && seen;
      });
      const decisions = story().filter(({ type }) => type === 'confirmed' || type === 'cancelled');
      expect(decisions).toHaveLength(1);
      expect(end.text.startsWith('Cancelled')).toBe(decisions[0]?.type === 'cancelled');
      expect(revokes()).toBe(decisions[0]?.type === 'cancelled' ? 0 : 1);
    }
  });

  it('after cancelling does nothing, and shows that it was cancelled', async () => {
    const { teams } = street;
    const { chat, card } = await street.ask(olga, askForAlice);
    const cancelled = await teams.press(olga, chat, card, 'Cancel');
    expect(cancelled.text).toMatch(/^Cancelled\n/);
    const late = await teams.press(olga, chat, card, 'Revoke sessions');
    expect(late).toMatchObject({ as: 'card', buttons: [] });
    expect(late.text).toContain('Nothing was sent.');
    expect((await teams.shows(chat, 'Cancelled')).buttons).toEqual([]);
    expect(revokes()).toBe(0);
    expect(story().at(-1)).toMatchObject({
      type: 'press-refused',
      by: olga.id,
      press: 'confirm',
      refusal: { kind: 'already-decided', phase: 'cancelled' },
    });
  });

  it('after it expired does nothing, and the card comes to say so', async () => {
    const { teams } = street;
    const { chat, card } = await street.ask(olga, askForAlice);
    clock.advance(30 * 60_000);
    const late = await teams.press(olga, chat, card, 'Revoke sessions');
    expect(late).toMatchObject({ as: 'card', buttons: [] });
    expect(late.text).toMatch(/^Expired\n/);
    const end = await until('the card says so', () => {
      const [first] = teams.cards(chat);
      return first!.text.startsWith('Expired') && first!;
    });
    expect(end.text).toContain('Nothing was sent.');
    expect(end.buttons).toEqual([]);
    expect(revokes()).toBe(0);
    expect(story().map(({ type }) => type)).toEqual(['asked', 'press-refused', 'expired']);
  });

  it.each(['Revoke sessions', 'Cancel'])(
    'somebody else\'s "%s" changes nothing; they are told why, alone',
    async (title) => {
      const { teams } = street;
      const chat = teams.open('groupChat');
      await teams.say(olga, chat, askForAlice, 'mention');
      const card = teams.newest(chat);
      const told = await teams.press(ben, chat, card, title);
      expect(told.as).toBe('message');
      expect(told.text).toContain('That is for Olga Ops, who asked.');
      expect(told.text).toContain('Nothing was changed.');
      expect(teams.newest(chat)).toEqual(card);
      expect(teams.cards(chat)).toHaveLength(1);
      expect(revokes()).toBe(0);
      expect(story().at(-1)).toMatchObject({
        type: 'press-refused',
        by: ben.id,
        refusal: { kind: 'not-the-requester' },
      });
    },
  );

  it('with the right name but another account is somebody else', async () => {
    const { teams } = street;
    const { chat, card } = await street.ask(olga, askForAlice);
    const told = await teams.press({ id: alice.id, displayName: 'Olga Ops' }, chat, card, 'Revoke sessions');
    expect(told.as).toBe('message');
    const nobody = await teams.press({ displayName: 'Olga Ops' }, chat, card, 'Revoke sessions');
    expect(nobody.text).toContain('I could not tell who you are');
    expect(revokes()).toBe(0);
  });
});
