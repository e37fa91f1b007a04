import { roles } from '../../src/playground/tenant/roles';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { allShow, askFor, cardIn, cardsOf, codeOn, openRoom } from '../support/desk';
import { openStreet, type Street } from '../support/street';
import type { Chat, Somebody } from '../support/teams';
import { until } from '../support/until';

const { olga, ben, petra, alice, aaron, dan, eve, carol } = town.people;
const askForCarol = 'revoke sessions for carol@contoso.com';

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('the conversation approval cards go to', () => {
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

  const revokes = (): readonly string[] => street.tenant.ledger.revokes().map(({ id }) => id);
  const status = async (): Promise<string> => (await street.ask(ben, 'approvals status')).card.text;
  const update = async (chat: Chat, changes: object): Promise<void> => {
    const { text: _, ...activity } = street.teams.message(olga, chat, '');
    await street.teams.post({ ...activity, ...changes });
  };
  const removeFrom = (room: Chat): Promise<void> =>
    update(room, { type: 'installationUpdate', action: 'remove' });

  // First: nobody has set a conversation yet.
  it('nobody has set one: the asker is told how to, and approving by text works', async () => {
    expect(await status()).toMatch(/^No conversation for approvals is set\n/);
    const { card, code } = await askFor(street, askForCarol);
    expect(card.text).toMatch(/^Waiting for an approver\nNo conversation for approvals is set/);
    expect(card.text).toContain('"approvals here" to me in the on-call channel or chat');
    expect(card.text).toContain(`"approve ${code}"`);
    await street.ask(ben, `approve ${code}`);
    await allShow(street, code, 'Confirmed by Microsoft Entra');
    expect(revokes()).toEqual([carol.id]);
  });

  it('nobody has set one, asked in a group chat: people there can approve, and are told how to set one', async () => {
    const chat = street.teams.open('groupChat');
    await street.teams.say(olga, chat, askForCarol, 'mention');
    const card = street.teams.newest(chat);
    expect(card.text).toContain('so the card stands only here');
    expect(card.buttons).toEqual(['Approve', 'Reject', 'Cancel']);
    await street.teams.press(ben, chat, card, 'Approve');
    await allShow(street, codeOn(card.text), 'Confirmed by Microsoft Entra');
  });

  const outsiders: readonly [string, Somebody, string][] = [
    ['somebody without a role', alice, 'You may not set where approvals go'],
    ['somebody with a role for one administrative unit', aaron, 'You may not set where approvals go'],
    ['somebody whose role is only eligible', dan, 'Your role is not active'],
    ['a guest', eve, 'Guests cannot do this'],
    ['somebody without an account', { displayName: 'Ben Berg' }, 'I could not tell who you are'],
  ];

  it.each(outsiders)('%s cannot set it', async (_who, who, title) => {
    const chat = street.teams.open('groupChat');
    await street.teams.say(who, chat, 'approvals here', 'mention');
    expect(street.teams.newest(chat).text.split('\n')[0]).toBe(title);
    expect(await status()).toMatch(/^No conversation for approvals is set\n/);
  });

  it('what waits already is shown there as soon as it is set, and the asker is told', async () => {
    const { chat, code } = await askFor(street, askForCarol);
    const room = await openRoom(street);
    const approval = await cardIn(street, room, code);
    expect(approval.buttons).toEqual(['Approve', 'Reject', 'Cancel']);
    await until('the card tells the asker', () =>
      street.teams.newest(chat).text.includes('Approval cards go to the on-call conversation.'),
    );
    await street.teams.press(ben, room, approval, 'Approve');
    await allShow(street, code, 'Confirmed by Microsoft Entra');
  });

  it('says who set it and whether it is here, and moves when somebody sets another', async () => {
    const room = await openRoom(street);
    await street.teams.say(olga, room, 'approvals status', 'mention');
    expect(street.teams.newest(room).text).toMatch(
      /^Approval cards go to this conversation\nBen Berg set it at /,
    );
    const other = await openRoom(street, olga);
    await street.teams.say(ben, room, 'approvals status', 'mention');
    expect(street.teams.newest(room).text).toMatch(
      /^Approval cards go to another conversation\nOlga Ops set it at /,
    );
    const { code } = await askFor(street, askForCarol);
    await cardIn(street, other, code);
    expect(cardsOf(street, code)).toHaveLength(2);
    expect(street.teams.cards(room).some(({ text }) => text.includes(code))).toBe(false);
  });

  it('moving it is on record with who did it, and is said where it was before', async () => {
    const before = await openRoom(street);
    const after = await openRoom(street, petra);
    const moved = await until('those before are told', () =>
      street.teams.cards(before).find(({ text }) => text.startsWith('Approval cards go to another')),
    );
    expect(moved.text).toContain('Petra');
    const [set] = street
      .record()
      .filter(({ type }) => type === 'on-call-set')
      .slice(-1);
    expect(set).toMatchObject({ by: petra.id, where: expect.stringContaining(after.id) as string });
  });

  it('a thread of a channel stands for the channel', async () => {
    const channel = street.teams.open('channel');
    const thread = { ...channel, id: `${channel.id};messageid=1700000000000` };
    street.teams.conversations.add(thread.id);
    await street.teams.say(ben, thread, 'approvals here', 'mention');
    expect(street.teams.newest(thread).text).toMatch(/^Approval cards go to this conversation\n/);
    const { code } = await askFor(street, askForCarol);
    const approval = await cardIn(street, channel, code);
    await street.teams.press(ben, thread, approval, 'Approve');
    await allShow(street, code, 'Confirmed by Microsoft Entra');
  });

  it('the bot is removed from it: nobody is set, and askers are told again', async () => {
    const room = await openRoom(street);
    await removeFrom(street.teams.open('groupChat'));
    expect(await status()).toMatch(/^Approval cards go to another conversation\n/);
    await removeFrom(room);
    expect(await status()).toMatch(/^No conversation for approvals is set\n/);
    const { card, code } = await askFor(street, askForCarol);
    expect(card.text).toContain('No conversation for approvals is set');
    await street.quiet();
    expect(cardsOf(street, code)).toHaveLength(1);
  });

  it('it is gone when a card is to go there: nobody is set, and the asker is told', async () => {
    const room = await openRoom(street);
    street.teams.conversations.delete(room.id);
    const { chat, code } = await askFor(street, askForCarol);
    await until('the asker is told', () =>
      street.teams.newest(chat).text.includes('No conversation for approvals is set'),
    );
    expect(await status()).toMatch(/^No conversation for approvals is set\n/);
    expect(cardsOf(street, code)).toHaveLength(1);
  });

  it("it is found gone while the asker's card is on its way: that card says so, too", async () => {
    const room = await openRoom(street);
    street.teams.conversations.delete(room.id);
    const chat = street.teams.open('personal');
    street.teams.fail(`POST ${chat.id} delay=1500 x1`);
    await street.teams.say(olga, chat, askForCarol);
    await until('the asker is told', () =>
      street.teams.cards(chat).some(({ text }) => text.includes('No conversation for approvals is set')),
    );
  });

  it('the bot is added to it again while something waits: that is shown there once more', async () => {
    const room = await openRoom(street);
    const { code } = await askFor(street, askForCarol);
    const first = await cardIn(street, room, code);
    await update(room, { type: 'installationUpdate', action: 'add' });
    const again = await until('a second card', async () => {
      const card = await cardIn(street, room, code);
      return card.activityId !== first.activityId && card;
    });
    await street.teams.press(ben, room, again, 'Approve');
    expect(await allShow(street, code, 'Confirmed by Microsoft Entra')).toHaveLength(3);
    expect(revokes()).toEqual([carol.id]);
  });

  it('its service address changes: cards go to the new one', async () => {
    const room = await openRoom(street);
    const moved = street.teams.serviceUrl.replace('/amer/', '/emea/');
    const { text: _, ...activity } = street.teams.message(olga, room, '');
    const changed = { ...activity, type: 'conversationUpdate', serviceUrl: moved };
    expect((await street.teams.post(changed, street.teams.token(moved))).status).toBe(200);
    street.teams.clear();
    const { code } = await askFor(street, askForCarol);
    await cardIn(street, room, code);
    const posted = street.teams.calls.filter(({ path }) => path.includes(encodeURIComponent(room.id)));
    expect(posted.map(({ path }) => path.split('/')[1])).toEqual(['emea']);
  });

  it('a role lost later does not unset it: what counts is who may approve', async () => {
    const room = await openRoom(street);
    street.tenant.control.removeRole(ben.id, roles.privilegedAuthenticationAdministrator);
    const { code } = await askFor(street, askForCarol);
    const approval = await cardIn(street, room, code);
    const told = await street.teams.press(ben, room, approval, 'Approve');
    street.tenant.control.assignRole(ben.id, roles.privilegedAuthenticationAdministrator);
    expect(told.as).toBe('message');
    expect(told.text).toContain('Your role does not reach this person');
    expect(revokes()).toEqual([]);
  });
});
