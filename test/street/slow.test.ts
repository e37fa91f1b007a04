import { systemClock } from '../../src/edges/system/system';
import { town } from '../../src/playground/tenant/town';
import { openStreet, type Street } from '../support/street';
import { until } from '../support/until';

const { olga, ben, alice } = town.people;

describe('the presser has a true answer before the slow part is over', () => {
  let street: Street;
  beforeAll(async () => {
    street = await openStreet({ clock: systemClock, limits: { postMs: 2_000 } });
  });
  afterAll(() => street.close());
  beforeEach(() => {
    street.calm();
  });

  it('when Microsoft Graph takes half a minute for the revoke', async () => {
    const { teams, tenant } = street;
    tenant.control.onRevoke({ effect: 'at-once', answer: { delayMs: 30_000 } }, alice.id);
    const { chat, card } = await street.ask(olga, 'revoke sessions for alice@contoso.com');
    const result = await teams.press(olga, chat, card, 'Revoke sessions');
    expect(result).toMatchObject({ as: 'card', buttons: [] });
    expect(result.text).toMatch(/^(Sending to Microsoft Entra|Decided, not sent yet)\n/);
    expect(result.text).not.toMatch(/confirmed/i);
    // Nobody else waits for it.
    const other = await street.ask(ben, 'who am i');
    expect(other.card.text).toContain('Privileged Authentication Administrator');
    const end = await teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(end.text).toContain('the effect was confirmed by reading back');
    expect(tenant.ledger.revokes()).toHaveLength(1);
  });

  it('when the directory is slow: told that it is being checked, and the card follows', async () => {
    const { teams, tenant } = street;
    const { chat, card } = await street.ask(olga, "revoke sessions for o'neil@contoso.com");
    tenant.control.addFault('GET /users/ delay=1700 x1');
    const result = await teams.press(olga, chat, card, 'Revoke sessions');
    expect(result).toMatchObject({ as: 'card', buttons: [] });
    expect(result.text).toMatch(/^Checking your press\n.*/);
    expect(result.text).toContain('nothing has been sent');
    await teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(tenant.ledger.revokes()).toHaveLength(1);
  });

  it('when the directory is slow and then says no: the card gets its buttons back, and words say why', async () => {
    const { teams, tenant } = street;
    const { chat, card } = await street.ask(olga, 'revoke sessions for hans@contoso.com');
    // Both who presses and whom it is about are looked up at once.
    tenant.control.addFault('GET /users/ delay=1700 x2');
    tenant.control.addFault('GET /users/ 403');
    const result = await teams.press(olga, chat, card, 'Revoke sessions');
    expect(result.text).toMatch(/^Checking your press\n/);
    const said = await teams.shows(chat, 'I could not check');
    expect(said.text).toContain('That is neither a yes nor a no.');
    await until('the confirmation stands again', () => {
      const [first] = teams.cards(chat);
      return first!.earlier.length > 0 && first!.buttons.length === 2;
    });
    expect(tenant.ledger.revokes()).toEqual([]);
  });

  it('when the directory is slow and says no in a group chat: only the presser is told why, when they press again', async () => {
    const { teams, tenant } = street;
    const chat = teams.open('groupChat');
    await teams.say(olga, chat, 'revoke sessions for carol@contoso.com', 'mention');
    const card = teams.newest(chat);
    tenant.control.addFault('GET /users/ delay=1700 x1');
    const result = await teams.press(alice, chat, card, 'Approve');
    expect(result.text).toMatch(/^Checking your press\n/);
    const told = await teams.shows(chat, 'Alice Archer: your press did not count');
    expect(told.text).not.toMatch(/role/i);
    const again = await teams.press(alice, chat, card, 'Approve');
    expect(again.as).toBe('message');
    expect(again.text).toContain('Privileged Authentication Administrator');
    expect(tenant.ledger.revokes()).toEqual([]);
  });
});
