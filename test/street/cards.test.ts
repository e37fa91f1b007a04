import { quickClock } from '../support/clock';
import { openStreet, type Street } from '../support/street';
import { until } from '../support/until';
import { town } from '../../src/playground/tenant/town';

const { olga } = town.people;

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('when Teams does not take a card', () => {
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

  it.each([404, 403])('because it is gone (%i), the end comes as a new message', async (status) => {
    const { teams, tenant } = street;
    const { chat, card } = await street.ask(olga, 'revoke sessions for alice@contoso.com');
    teams.fail(`PUT /activities ${status} x1`);
    await teams.press(olga, chat, card, 'Revoke sessions');
    const end = await teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(end.activityId).not.toBe(card.activityId);
    expect(teams.cards(chat)).toHaveLength(2);
    expect(tenant.ledger.revokes()).toHaveLength(1);
  });

  it.each([412, 429, 502])(
    'for now (%i), the decision stands and the same card comes to show the end',
    async (status) => {
      const { teams, tenant } = street;
      const { chat, card } = await street.ask(olga, 'revoke sessions for alice@contoso.com');
      // The first states it should show are all refused, the SDK's own repetitions included.
      teams.fail(`PUT /activities ${status} x2`);
      await teams.press(olga, chat, card, 'Revoke sessions');
      await until('it is done', () => street.record().at(-1)?.type === 'settled');
      const end = await until('the card shows it', () => {
        clock.advance(10_000);
        return teams.newest(chat).text.startsWith('Confirmed by') && teams.newest(chat);
      });
      expect(end.activityId).toBe(card.activityId);
      expect(teams.cards(chat)).toHaveLength(1);
      expect(tenant.ledger.revokes()).toHaveLength(1);
    },
    60_000,
  );

  it('because the connection broke, the decision stands and the card comes later', async () => {
    const { teams, tenant } = street;
    const { chat, card } = await street.ask(olga, 'revoke sessions for alice@contoso.com');
    teams.fail('PUT /activities reset x1');
    const told = await teams.press(olga, chat, card, 'Revoke sessions');
    expect(told.as).toBe('card');
    const end = await teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(end.activityId).toBe(card.activityId);
    expect(tenant.ledger.revokes()).toHaveLength(1);
  });

  it('a press is answered although the card cannot be changed now', async () => {
    const { teams, tenant } = street;
    const { chat, card } = await street.ask(olga, 'revoke sessions for alice@contoso.com');
    teams.fail('PUT /activities delay=1900 x1');
    const start = performance.now();
    const told = await teams.press(olga, chat, card, 'Revoke sessions');
    expect(performance.now() - start).toBeLessThan(1_800);
    expect(told).toMatchObject({ as: 'card', buttons: [] });
    await teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(tenant.ledger.revokes()).toHaveLength(1);
  });

  it.each([500, 502])(
    'and yet did (%i after it worked), the card that is left over does no harm',
    async (status) => {
      const { teams, tenant } = street;
      const chat = teams.open('personal');
      teams.fail(`POST /activities ${status} worked x1`);
      const said = teams.say(olga, chat, 'revoke sessions for alice@contoso.com');
      const first = await until('the first card is there', () => teams.cards(chat)[0]);
      await said;
      await teams.press(olga, chat, first, 'Revoke sessions');
      for (const other of teams.cards(chat)) {
        if (other.buttons.length > 0) await teams.press(olga, chat, other, 'Revoke sessions');
      }
      await until('it was sent', () => tenant.ledger.revokes().length > 0);
      await street.quiet();
      expect(tenant.ledger.revokes()).toHaveLength(1);
    },
  );
});
