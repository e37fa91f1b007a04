import { randomUUID } from 'node:crypto';
import { roles } from '../../src/playground/tenant/roles';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { openStreet, type Street } from '../support/street';
import { until } from '../support/until';

const { olga, alice, dan, gina, aaron, sven, eve, carol } = town.people;
const askForAlice = 'revoke sessions for alice@contoso.com';

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('who may', () => {
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
  const lastRefusal = (): unknown => street.record().findLast((event) => 'refusal' in event);

  it('a role through a role-assignable group counts', async () => {
    const { chat, card } = await street.ask(gina, askForAlice);
    expect(card.text).toContain('Asked by: Gina Group, as Helpdesk Administrator');
    await street.teams.press(gina, chat, card, 'Revoke sessions');
    await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(revokes()).toEqual([alice.id]);
  });

  it('a Security Operator may for somebody without any role, and not for one near a privileged group', async () => {
    const { chat, card } = await street.ask(sven, askForAlice);
    await street.teams.press(sven, chat, card, 'Revoke sessions');
    await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    const mia = await street.ask(sven, 'revoke sessions for mia@contoso.com');
    expect(mia.card.text).toMatch(/^Waiting for an approver\n/);
    expect(mia.card.text).toContain(
      'One approver, neither the requester nor the person it is about, with one of these roles active: ' +
        'Privileged Authentication Administrator, ',
    );
    expect(mia.card.buttons).toEqual(['Cancel']);
    expect(revokes()).toEqual([alice.id]);
  });

  it('a role for one administrative unit does not count', async () => {
    const { card } = await street.ask(aaron, askForAlice);
    expect(card.text).toMatch(/^You may not ask for this\n/);
    expect(card.text).toContain('for the whole organisation');
    expect(card.buttons).toEqual([]);
    expect(lastRefusal()).toMatchObject({
      type: 'ask-refused',
      by: aaron.id,
      refusal: { kind: 'not-entitled' },
    });
  });

  it('a role that is only eligible is named, with where to activate it; once active it counts', async () => {
    const refused = await street.ask(dan, askForAlice);
    expect(refused.card.text).toMatch(
      /^Your role is not active\nYou are eligible for Helpdesk Administrator/,
    );
    expect(refused.card.text).toContain('https://entra.microsoft.com/');
    expect(refused.card.buttons).toEqual([]);

    street.tenant.control.assignRole(dan.id, roles.helpdeskAdministrator, { state: 'activated' });
    const { chat, card } = await street.ask(dan, askForAlice);
    street.tenant.control.removeRole(dan.id, roles.helpdeskAdministrator, { state: 'activated' });
    const told = await street.teams.press(dan, chat, card, 'Revoke sessions');
    expect(told).toMatchObject({ as: 'message' });
    expect(told.text).toContain('You are eligible for Helpdesk Administrator');
    expect(revokes()).toEqual([]);
    expect(street.teams.newest(chat)).toEqual(card);

    street.tenant.control.assignRole(dan.id, roles.helpdeskAdministrator, { state: 'activated' });
    await street.teams.press(dan, chat, card, 'Revoke sessions');
    await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    street.tenant.control.removeRole(dan.id, roles.helpdeskAdministrator, { state: 'activated' });
    expect(revokes()).toEqual([alice.id]);
  });

  it('a role removed between typing and pressing stops it, with the reason', async () => {
    const { chat, card } = await street.ask(olga, askForAlice);
    street.tenant.control.removeRole(olga.id, roles.helpdeskAdministrator);
    const told = await street.teams.press(olga, chat, card, 'Revoke sessions');
    street.tenant.control.assignRole(olga.id, roles.helpdeskAdministrator);
    expect(told.as).toBe('message');
    expect(told.text).toContain('You may not ask for this');
    expect(lastRefusal()).toMatchObject({
      type: 'press-refused',
      by: olga.id,
      refusal: { kind: 'not-entitled' },
    });
    expect(street.teams.newest(chat)).toEqual(card);
    expect(revokes()).toEqual([]);
  });

  it('a role removed between the decision and the sending stops it, and the card says so', async () => {
    const { chat, card } = await street.ask(olga, askForAlice);
    // The press reads Olga's account once; the next reading, right before sending, is held up.
    street.tenant.control.addFault(`GET /users/${olga.id}?* delay=0 x1`);
    street.tenant.control.addFault(`GET /users/${olga.id}?* delay=700 x1`);
    const press = street.teams.press(olga, chat, card, 'Revoke sessions');
    await until('the decision is on record', () => street.record().at(-1)?.type === 'confirmed');
    street.tenant.control.removeRole(olga.id, roles.helpdeskAdministrator);
    expect((await press).text).toMatch(/^Decided, not sent yet\n/);
    const end = await street.teams.shows(chat, 'Stopped: nothing was sent');
    street.tenant.control.assignRole(olga.id, roles.helpdeskAdministrator);
    expect(end.text).toContain(
      'Olga Ops may not decide this any more. The account holds no active role that counts.',
    );
    expect(end.buttons).toEqual([]);
    expect(revokes()).toEqual([]);
  });

  it('a target that got a role between typing and pressing needs more than before', async () => {
    const { chat, card } = await street.ask(olga, askForAlice);
    street.tenant.control.assignRole(alice.id, roles.globalAdministrator, { state: 'eligible' });
    const told = await street.teams.press(olga, chat, card, 'Revoke sessions');
    street.tenant.control.removeRole(alice.id, roles.globalAdministrator);
    expect(told.text).toContain('an approver is needed');
    expect(told.text).toContain('Privileged Authentication Administrator');
    expect(revokes()).toEqual([]);
  });

  it.each([
    ['a guest', eve, 'Guests cannot do this'],
    [
      'an account nobody knows',
      { id: randomUUID(), displayName: 'Olga Ops' },
      'I could not tell who you are',
    ],
    ['somebody without an account', { displayName: 'Olga Ops' }, 'I could not tell who you are'],
    ['somebody without a role', alice, 'You may not ask for this'],
  ])('refuses %s, before anybody is looked up', async (_who, who, title) => {
    const { card } = await street.ask(who, 'revoke sessions for ben@contoso.com');
    expect(card.text.split('\n')[0]).toBe(title);
    expect(card.text).not.toContain('Ben Berg');
    expect(card.buttons).toEqual([]);
    expect(lastRefusal()).toMatchObject({ type: 'ask-refused', by: 'id' in who ? who.id : null });
    const aboutBen = street.tenant.ledger.entries.filter(({ path }) => /ben/i.test(path));
    expect(aboutBen).toEqual([]);
  });

  it('somebody whose account was disabled after asking cannot decide', async () => {
    const { chat, card } = await street.ask(olga, askForAlice);
    street.tenant.control.disable(olga.id);
    const told = await street.teams.press(olga, chat, card, 'Revoke sessions');
    street.tenant.control.enable(olga.id);
    expect(told.text).toContain('Your account is disabled');
    expect(revokes()).toEqual([]);
  });

  it.each([
    ['Alice', 'revoke my sessions', alice],
    ['Alice', 'sign me out everywhere', alice],
    ['Alice', `revoke sessions for ${alice.id}`, alice],
    ['Olga', 'revoke sessions for olga@contoso.com', olga],
    ['Carol', 'revoke my sessions because phone lost', carol],
  ])("%s needs no role for one's own sessions: %s", async (_who, text, who) => {
    const { chat, card } = await street.ask(who, text);
    expect(card.text).toContain(`Object id: ${who.id}`);
    expect(card.text).toContain(`Asked by: ${who.displayName}`);
    await street.teams.press(who, chat, card, 'Revoke sessions');
    await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(revokes()).toEqual([who.id]);
  });
});
