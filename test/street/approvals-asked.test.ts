import { roles } from '../../src/playground/tenant/roles';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { allShow, askFor, cardIn, cardsOf, codeOn, openRoom, typesOf } from '../support/desk';
import { openStreet, type Street } from '../support/street';
import type { Chat } from '../support/teams';
import { until } from '../support/until';

const { olga, ben, carol } = town.people;
const askForCarol = 'revoke sessions for carol@contoso.com because phished';

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('Olga asks for Carol, and Ben approves', () => {
  const clock = quickClock();
  let street: Street;
  let room: Chat;
  beforeAll(async () => {
    street = await openStreet({ clock });
    room = await openRoom(street);
  });
  afterAll(() => street.close());
  beforeEach(() => {
    street.calm();
    clock.advance(hour);
  });

  const revokes = (): readonly string[] => street.tenant.ledger.revokes().map(({ id }) => id);

  it('asked in a personal chat: Olga sees that it waits, the on-call conversation sees what is asked', async () => {
    const { chat, card, code } = await askFor(street, `${askForCarol} ticket INC0012345`);
    expect(card.text).toMatch(/^Waiting for an approver\nApproval cards go to the on-call conversation\./);
    expect(card.buttons).toEqual(['Cancel']);

    const approval = await cardIn(street, room, code);
    expect(approval.text.split('\n')).toEqual(
      expect.arrayContaining([
        'Revoke sessions: approve?',
        'Carol Chief',
        'Sign-in name: carol@contoso.com',
        'Roles and groups: Global Administrator',
        `Object id: ${carol.id}`,
        'Reason: phished',
        'Ticket: INC0012345',
        'Asked by: Olga Ops, as Helpdesk Administrator',
        expect.stringMatching(
          /^Needed: One approver, .* active: Privileged Authentication Administrator, Global Administrator\.$/,
        ),
      ]),
    );
    expect(approval.buttons).toEqual(['Approve', 'Reject', 'Cancel']);
    expect(revokes()).toEqual([]);

    const told = await street.teams.press(ben, room, approval, 'Approve');
    expect(told).toMatchObject({ as: 'card', buttons: [] });
    const ends = await allShow(street, code, 'Confirmed by Microsoft Entra');
    expect(ends).toHaveLength(2);
    for (const end of ends) {
      expect(end.buttons).toEqual([]);
      expect(end.text).toContain('Asked by: Olga Ops, as Helpdesk Administrator\n');
      expect(end.text).toContain('Approved by: Ben Berg, as Privileged Authentication Administrator\n');
      expect(end.text).toContain('Reason: phished\n');
    }
    expect(street.teams.newest(chat).activityId).toBe(card.activityId);
    expect(revokes()).toEqual([carol.id]);
    expect(typesOf(street, code)).toEqual(['asked', 'approved', 'attempted', 'answered', 'settled']);
  });

  it.each(['groupChat', 'channel'] as const)(
    'asked in another %s: the approval card stands there and in the on-call conversation',
    async (kind) => {
      const chat = street.teams.open(kind);
      await street.teams.say(olga, chat, askForCarol, 'mention');
      const here = street.teams.newest(chat);
      const code = codeOn(here.text);
      expect(here.text).toMatch(/^Revoke sessions: approve\?\n/);
      expect(here.buttons).toEqual(['Approve', 'Reject', 'Cancel']);
      await cardIn(street, room, code);
      await street.teams.press(ben, chat, here, 'Approve');
      expect(await allShow(street, code, 'Confirmed by Microsoft Entra')).toHaveLength(2);
      expect(revokes()).toEqual([carol.id]);
    },
  );

  it('asked in the on-call conversation itself: one card', async () => {
    await street.teams.say(olga, room, askForCarol, 'mention');
    const card = street.teams.newest(room);
    const code = codeOn(card.text);
    await street.teams.press(ben, room, card, 'Approve');
    await allShow(street, code, 'Confirmed by Microsoft Entra');
    await street.stopBot();
    await street.startBot();
    await street.quiet();
    expect(cardsOf(street, code)).toHaveLength(1);
    expect(revokes()).toEqual([carol.id]);
  });

  it('approved by text in a chat of his own: the same, and the answer is a card that follows too', async () => {
    const { code } = await askFor(street, askForCarol);
    await cardIn(street, room, code);
    const { card } = await street.ask(ben, `approve ${code}`);
    expect(card.buttons).toEqual([]);
    expect(await allShow(street, code, 'Confirmed by Microsoft Entra')).toHaveLength(3);
    expect(revokes()).toEqual([carol.id]);
  });

  it('approved by text while the directory is slow: the answer waits, and is the truth', async () => {
    const { code } = await askFor(street, askForCarol);
    await cardIn(street, room, code);
    street.tenant.control.addFault('GET /users/ delay=1900 x1');
    const { card } = await street.ask(ben, `approve ${code}`);
    expect(card.text).not.toMatch(/^Checking/);
    expect(await allShow(street, code, 'Confirmed by Microsoft Entra')).toHaveLength(3);
    expect(revokes()).toEqual([carol.id]);
  });

  it('an approver whose role comes through a group counts', async () => {
    const { control, people } = street.tenant;
    const { tier0 } = town.groups;
    control.assignRole(tier0.id, roles.privilegedAuthenticationAdministrator);
    const { code } = await askFor(street, askForCarol);
    await street.teams.press(people.mia, room, await cardIn(street, room, code), 'Approve');
    const ends = await allShow(street, code, 'Confirmed by Microsoft Entra');
    control.removeRole(tier0.id, roles.privilegedAuthenticationAdministrator);
    for (const { text } of ends)
      expect(text).toContain('Approved by: Mia Member, as Privileged Authentication Administrator\n');
    expect(revokes()).toEqual([carol.id]);
  });

  it('withdrawn by Olga while it waits: nothing is sent, and every card says so', async () => {
    const { chat, card, code } = await askFor(street, askForCarol);
    const approval = await cardIn(street, room, code);
    expect((await street.teams.press(olga, chat, card, 'Cancel')).text).toMatch(/^Cancelled\n/);
    for (const end of await allShow(street, code, 'Cancelled')) expect(end.buttons).toEqual([]);
    const late = await street.teams.press(ben, room, approval, 'Approve');
    expect(late).toMatchObject({ as: 'card', buttons: [] });
    expect(late.text).toMatch(/^Cancelled\n/);
    expect(revokes()).toEqual([]);
  });

  it('the address moved to somebody else meanwhile: the account that was asked about is revoked', async () => {
    const { code } = await askFor(street, askForCarol);
    const approval = await cardIn(street, room, code);
    const { control, people } = street.tenant;
    control.changeUserPrincipalName(carol.id, 'carol.old@contoso.com');
    control.changeUserPrincipalName(people.alice.id, 'carol@contoso.com');
    await street.teams.press(ben, room, approval, 'Approve');
    const [end] = await allShow(street, code, 'Confirmed by Microsoft Entra');
    control.changeUserPrincipalName(people.alice.id, 'alice@contoso.com');
    control.changeUserPrincipalName(carol.id, 'carol@contoso.com');
    expect(end?.text).toContain(`Object id: ${carol.id}`);
    expect(revokes()).toEqual([carol.id]);
  });

  it('the address moved to somebody else after the approval, before it is sent: the same account is revoked', async () => {
    const { code } = await askFor(street, askForCarol);
    const approval = await cardIn(street, room, code);
    const { control, people } = street.tenant;
    // The press reads Carol's account once; the next reading, right before sending, is held up.
    control.addFault(`GET /users/${carol.id}?* delay=0 x1`);
    control.addFault(`GET /users/${carol.id}?* delay=700 x1`);
    const press = street.teams.press(ben, room, approval, 'Approve');
    await until('it is decided', () => typesOf(street, code).includes('approved'));
    control.changeUserPrincipalName(carol.id, 'carol.old@contoso.com');
    control.changeUserPrincipalName(people.alice.id, 'carol@contoso.com');
    expect((await press).text).toMatch(/^Decided, not sent yet\n/);
    await allShow(street, code, 'Confirmed by Microsoft Entra');
    control.changeUserPrincipalName(people.alice.id, 'alice@contoso.com');
    control.changeUserPrincipalName(carol.id, 'carol@contoso.com');
    expect(revokes()).toEqual([carol.id]);
  });

  it('the account deleted meanwhile: nobody else is touched, and Ben is told', async () => {
    const { code } = await askFor(street, 'revoke sessions for mia@contoso.com');
    const approval = await cardIn(street, room, code);
    street.tenant.control.deletePerson(town.people.mia.id);
    const told = await street.teams.press(ben, room, approval, 'Approve');
    expect(told.as).toBe('message');
    expect(told.text).toContain('The account of Mia Member no longer exists.');
    expect(revokes()).toEqual([]);
  });
});
