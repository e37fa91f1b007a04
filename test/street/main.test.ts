import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { openStreet, type Street } from '../support/street';

const { olga, alice, nora } = town.people;

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('one person is signed out', () => {
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

  it('typed, pressed, confirmed by Microsoft Entra, once', async () => {
    const { teams, tenant } = street;
    const { chat, card } = await street.ask(
      olga,
      'revoke sessions for alice@contoso.com because laptop stolen ticket INC0012345',
    );
    const lines = card.text.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'Revoke sessions: confirm',
        'Alice Archer',
        'Sign-in name: alice@contoso.com',
        'Job title: Account Manager',
        'Department: Sales',
        'Account: enabled, managed in the cloud',
        'Roles and groups: none',
        `Object id: ${alice.id}`,
        'Reason: laptop stolen',
        'Ticket: INC0012345',
        'Asked by: Olga Ops, as Helpdesk Administrator',
      ]),
    );
    expect(card.text).toContain('Sessions valid from: 08:00:00 UTC on 4 Mar 2024');
    expect(card.text).toMatch(/Request: R-[0-9A-Z]{5}\nExpires: \d\d:\d\d:\d\d UTC on /);
    expect(card.buttons).toEqual(['Revoke sessions', 'Cancel']);
    expect(tenant.ledger.revokes()).toEqual([]);

    const told = await teams.press(olga, chat, card, 'Revoke sessions');
    expect(told).toMatchObject({ as: 'card', buttons: [] });

    const end = await teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(tenant.ledger.revokes()).toMatchObject([{ id: alice.id, status: 200 }]);
    expect(end.text).toMatch(/Microsoft Entra confirmed it at \d\d:\d\d:\d\d UTC on /);
    expect(end.text).toContain('Decided by: Olga Ops');
    expect(end.text).toContain('Reason: laptop stolen\nTicket: INC0012345');
    expect(end.text).toContain('usually follow within 15 minutes');
    expect(end.text).toContain('also reset the password or block sign-in');
    expect(end.text).not.toMatch(/signed out everywhere/i);
    expect(end.buttons).toEqual([]);
  });

  it('replaces the card that stands in the chat, and posts no other', async () => {
    const { teams } = street;
    const { chat, card } = await street.ask(olga, 'revoke sessions for alice@contoso.com');
    await teams.press(olga, chat, card, 'Revoke sessions');
    const end = await teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(end.activityId).toBe(card.activityId);
    expect(teams.cards(chat)).toHaveLength(1);
    expect(end.earlier[0]?.buttons).toEqual(['Revoke sessions', 'Cancel']);
    const afterThePress = end.earlier.slice(1).flatMap(({ buttons }) => buttons);
    expect(afterThePress).toEqual([]);
  });

  it('leaves who asked, who decided, what was sent and what came of it on record', async () => {
    const { teams, tenant } = street;
    const { chat, card } = await street.ask(olga, 'revoke sessions for alice@contoso.com');
    await teams.press(olga, chat, card, 'Revoke sessions');
    await teams.shows(chat, 'Confirmed by Microsoft Entra');
    const { request } = street.record().at(-1)!;
    const events = street.record().filter((event) => event.request === request);
    expect(events.map(({ type }) => type)).toEqual([
      'asked',
      'confirmed',
      'attempted',
      'answered',
      'settled',
    ]);
    const [sent] = tenant.ledger.revokes();
    expect(events).toMatchObject([
      { by: { id: olga.id, role: 'Helpdesk Administrator' }, targets: [{ person: { id: alice.id } }] },
      { by: { id: olga.id, role: 'Helpdesk Administrator' } },
      { target: alice.id, attempt: 1, clientRequestId: sent?.clientRequestId },
      { target: alice.id, attempt: 1, answer: { kind: 'accepted', status: 200 } },
      { target: alice.id, outcome: { kind: 'verified', readBack: false } },
    ]);
  });

  it.each(['groupChat', 'channel'] as const)('works in a %s when mentioned, for all to see', async (kind) => {
    const { teams, tenant } = street;
    const chat = teams.open(kind);
    await teams.say(olga, chat, 'revoke sessions for alice@contoso.com', 'mention');
    await teams.press(olga, chat, teams.newest(chat), 'Revoke sessions');
    await teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(tenant.ledger.revokes()).toMatchObject([{ id: alice.id }]);
  });

  it.each(['groupChat', 'channel'] as const)('hears nothing in a %s without a mention', async (kind) => {
    const { teams, tenant } = street;
    const chat = teams.open(kind);
    const before = street.record().length;
    expect((await teams.say(olga, chat, 'revoke sessions for alice@contoso.com')).status).toBe(200);
    expect(teams.cards(chat)).toEqual([]);
    expect(street.record()).toHaveLength(before);
    expect(tenant.ledger.entries).toEqual([]);
  });

  it.each([
    'revoke alice@contoso.com',
    'REVOKE   sessions  FOR Alice@Contoso.com',
    'sign out alice@contoso.com',
    'log out alice@contoso.com',
    'kick alice@contoso.com',
    'please revoke alice.archer@contoso.com',
    `revoke sessions for ${alice.id}`,
    `revoke sessions for ${alice.id.toUpperCase()}`,
    'revoke sessions for &lt;alice@contoso.com&gt;&nbsp;because a &amp; b',
  ])('understands "%s"', async (text) => {
    const { card } = await street.ask(olga, text);
    expect(card.text).toContain(`Alice Archer\nSign-in name: alice@contoso.com`);
    expect(card.text).toContain(`Object id: ${alice.id}`);
  });

  it('finds an address with an apostrophe, and nobody else', async () => {
    const { card } = await street.ask(olga, "revoke sessions for o'neil@contoso.com");
    expect(card.text).toContain(`Object id: ${nora.id}`);
  });

  it.each([
    ['because stolen', 'Reason: stolen'],
    ['reason: stolen in [Paris](https://evil.example)', 'Reason: stolen in [Paris](https://evil.example)'],
    ['ticket INC7', 'Ticket: INC7'],
    ['ticket: INC7 because <at>Ben</at> **says**', 'Reason: <at>Ben</at> **says**'],
  ])('shows "%s" as it was typed', async (why, line) => {
    const { card } = await street.ask(olga, `revoke alice@contoso.com ${why}`);
    expect(card.text.split('\n')).toContain(line);
  });

  it('writes to Teams with its own token, and never with the one that may revoke', async () => {
    const { teams } = street;
    const { chat, card } = await street.ask(olga, 'revoke alice@contoso.com');
    await teams.press(olga, chat, card, 'Cancel');
    await teams.shows(chat, 'Cancelled');
    const claims = teams.calls.map(({ authorization }) => claimsOf(authorization));
    expect(claims.length).toBeGreaterThanOrEqual(2);
    for (const { appid, aud, roles } of claims) {
      expect({ appid, aud, roles }).toEqual({
        appid: town.identities.channel.appId,
        aud: 'https://api.botframework.com',
        roles: undefined,
      });
    }
  });
});

function claimsOf(authorization: string): Record<string, unknown> {
  const [, payload = ''] = authorization.replace('Bearer ', '').split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}
