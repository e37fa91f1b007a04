import { systemClock } from '../../src/edges/system/system';
import { town } from '../../src/playground/tenant/town';
import { openStreet, type Street } from '../support/street';
import { until } from '../support/until';

const { olga, ben, alice } = town.people;

describe('the presser has a true answer within two seconds', () => {
  let street: Street;
  beforeAll(async () => {
    street = await openStreet({ clock: systemClock, limits: { postMs: 2_000 } });
  });
  afterAll(() => street.close());
  beforeEach(() => {
    street.calm();
  });

  const timed = async <T>(work: Promise<T>): Promise<{ took: number; result: T }> => {
    const start = performance.now();
    const result = await work;
    return { took: performance.now() - start, result };
  };

  it('when Microsoft Graph takes half a minute for the revoke', async () => {
    const { teams, tenant } = street;
    tenant.control.onRevoke({ effect: 'at-once', answer: { delayMs: 30_000 } }, alice.id);
    const { chat, card } = await street.ask(olga, 'revoke sessions for alice@contoso.com');
    const { took, result } = await timed(teams.press(olga, chat, card, 'Revoke sessions'));
    expect(took).toBeLessThan(2_000);
    expect(result).toMatchObject({ as: 'card', buttons: [] });
    expect(result.text).toMatch(/^Sending to Microsoft Entra\n/);
    expect(result.text).not.toMatch(/confirmed/i);
    // Nobody else waits for it.
    const other = await timed(street.ask(ben, 'who am i'));
    expect(other.took).toBeLessThan(1_000);
    const end = await teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(end.text).toContain('the effect was confirmed by reading back');
    expect(tenant.ledger.revokes()).toHaveLength(1);
  });

  it('when the directory is slow: told that it is being checked, and the card follows', async () => {
    const { teams, tenant } = street;
    const { chat, card } = await street.ask(olga, "revoke sessions for o'neil@contoso.com");
    tenant.control.addFault('GET /users/ delay=1700 x1');
    const { took, result } = await timed(teams.press(olga, chat, card, 'Revoke sessions'));
    expect(took).toBeLessThan(2_000);
    expect(result).toMatchObject({ as: 'card', buttons: [] });
    expect(result.text).toMatch(/^Checking your press\n.*/);
    expect(result.text).toContain('nothing has been sent');
    await teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(tenant.ledger.revokes()).toHaveLength(1);
  });

  it('when the directory is slow and then says no: the card gets its buttons back, and words say why', async () => {
    const { teams, tenant } = street;
    const { chat, card } = await street.ask(olga, 'revoke sessions for hans@contoso.com');
    tenant.control.addFault('GET /users/ delay=1700 x1');
    tenant.control.addFault('GET /users/ 403');
    const { took } = await timed(teams.press(olga, chat, card, 'Revoke sessions'));
    expect(took).toBeLessThan(2_000);
    const said = await teams.shows(chat, 'I could not check');
    expect(said.text).toContain('That is neither a yes nor a no.');
    await until('the confirmation stands again', () => {
      const [first] = teams.cards(chat);
      return first!.earlier.length > 0 && first!.buttons.length === 2;
    });
    expect(tenant.ledger.revokes()).toEqual([]);
  });
});
