import { asGroupId } from '../../src/core/ids';
import { roles } from '../../src/playground/tenant/roles';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { allShow, askFor, cardIn, openRoom, typesOf } from '../support/desk';
import { openStreet, type Street } from '../support/street';
import type { Chat } from '../support/teams';
import { until } from '../support/until';

const { olga, ben, alice, carol } = town.people;
const askForCarol = 'revoke sessions for carol@contoso.com';
const minute = 60_000;

describe('while nobody answers', () => {
  const clock = quickClock();
  let street: Street;
  let room: Chat;
  beforeAll(async () => {
    const onCall = asGroupId(town.groups.onCall.id);
    const approverGroups = onCall === undefined ? [] : [onCall];
    street = await openStreet({ clock, policy: { approverGroups, mentionApprovers: 2 } });
    room = await openRoom(street);
  });
  afterAll(() => street.close());
  beforeEach(() => {
    street.calm();
    clock.advance(60 * minute);
  });

  const revokes = (): readonly string[] => street.tenant.ledger.revokes().map(({ id }) => id);
  const saying = (chat: Chat, title: string): readonly string[] =>
    street.teams.cards(chat).flatMap(({ text }) => (text.startsWith(title) ? [text] : []));
  /** The bot looks at what waits when it starts: nobody has to wait for its timer. */
  const look = async (): Promise<void> => {
    await street.stopBot();
    await street.startBot();
    await street.quiet();
  };

  it('the approvers are reminded once, at half time, and not before', async () => {
    const { chat, code } = await askFor(street, askForCarol);
    await cardIn(street, room, code);
    const reminder = `Request ${code} still waits for an approver`;
    clock.advance(14 * minute);
    await look();
    expect(typesOf(street, code)).toEqual(['asked']);
    clock.advance(minute);
    await look();
    await until('the reminder is there', () => saying(room, reminder).length === 1);
    clock.advance(minute);
    await look();
    await look();
    expect(saying(room, reminder)).toHaveLength(1);
    expect(saying(chat, reminder)).toEqual([]);
    expect(typesOf(street, code)).toEqual(['asked', 'reminded']);
    const [said] = saying(room, reminder);
    expect(said).toContain('Carol Chief, carol@contoso.com\nIt expires at ');
    expect(said).toContain(`"approve ${code}" or "reject ${code} because …"`);
    // Still theirs to press.
    await street.teams.press(ben, room, await cardIn(street, room, code), 'Approve');
    await allShow(street, code, 'Confirmed by Microsoft Entra');
    expect(revokes()).toEqual([carol.id]);
  });

  it('nobody is reminded of what its asker has to confirm', async () => {
    const { code } = await askFor(street, 'revoke sessions for alice@contoso.com');
    clock.advance(20 * minute);
    await look();
    expect(typesOf(street, code)).toEqual(['asked']);
  });

  it('its time over: every card says so, one notice where it was asked, and a late press does nothing', async () => {
    const { chat, code } = await askFor(street, askForCarol);
    const approval = await cardIn(street, room, code);
    clock.advance(30 * minute);
    await look();
    await look();
    for (const { text, buttons } of await allShow(street, code, 'Expired')) {
      expect(text).toContain('Not enough people decided in time; it expired at ');
      expect(text).toContain('Nothing was sent.');
      expect(buttons).toEqual([]);
    }
    const notice = `Request ${code} has expired`;
    await until('the notice is there', () => saying(chat, notice).length > 0);
    const late = await street.teams.press(ben, room, approval, 'Approve');
    expect(late.text).toMatch(/^Expired\n/);
    expect([saying(chat, notice), saying(room, notice)].map(({ length }) => length)).toEqual([1, 0]);
    expect(typesOf(street, code).filter((type) => type === 'expired')).toHaveLength(1);
    expect(revokes()).toEqual([]);
  });

  it('a press that comes first when the time is over finds it expired: one notice all the same', async () => {
    const { chat, code } = await askFor(street, askForCarol);
    const approval = await cardIn(street, room, code);
    clock.advance(30 * minute);
    const answers = await Promise.all(
      [1, 2, 3].map(() => street.teams.press(ben, room, approval, 'Approve')),
    );
    for (const { text } of answers) expect(text).toMatch(/^Expired\n/);
    await allShow(street, code, 'Expired');
    await look();
    await until('the notice is there', () => saying(chat, `Request ${code} has expired`).length > 0);
    expect(saying(chat, `Request ${code} has expired`)).toHaveLength(1);
    expect(revokes()).toEqual([]);
  });

  it('the group of approvers cannot be read: nobody is mentioned, nobody may decide, it waits and expires', async () => {
    street.tenant.control.addFault('GET /groups/ 500');
    const { code } = await askFor(street, askForCarol);
    const approval = await cardIn(street, room, code);
    expect(approval.card).not.toHaveProperty('msteams');
    street.tenant.control.addFault('GET /transitiveMemberOf/ 500');
    street.tenant.control.assignRole(alice.id, roles.globalAdministrator);
    for (const who of [ben, alice]) {
      const told = await street.teams.press(who, room, approval, 'Approve');
      expect(told.text).toContain('I could not check.');
    }
    const own = await street.teams.press(olga, room, approval, 'Approve');
    street.tenant.control.removeRole(alice.id, roles.globalAdministrator);
    expect(own.text).toContain('You asked for this yourself.');
    clock.advance(30 * minute);
    await look();
    await allShow(street, code, 'Expired');
    expect(typesOf(street, code).filter((type) => type !== 'press-refused')).toEqual(['asked', 'expired']);
    expect(revokes()).toEqual([]);
  });

  it('the group of approvers is empty, or holds the asker alone: nobody may decide, it reminds and expires', async () => {
    const { control } = street.tenant;
    const { onCall } = town.groups;
    for (const id of onCall.members) control.removeMember(onCall.id, id);
    control.addMember(onCall.id, olga.id);
    const { code } = await askFor(street, askForCarol);
    const approval = await cardIn(street, room, code);
    expect(approval.card).not.toHaveProperty('msteams');
    const told = [];
    for (const who of [ben, olga]) told.push((await street.teams.press(who, room, approval, 'Approve')).text);
    control.removeMember(onCall.id, olga.id);
    expect(told[0]).toContain('You are not on the list of approvers.');
    expect(told[1]).toContain('You asked for this yourself.');
    clock.advance(15 * minute);
    await look();
    await until('the reminder is there', () => saying(room, `Request ${code} still waits`).length === 1);
    clock.advance(15 * minute);
    await look();
    await allShow(street, code, 'Expired');
    for (const id of onCall.members) control.addMember(onCall.id, id);
    const types = typesOf(street, code).filter((type) => type !== 'press-refused');
    expect(types).toEqual(['asked', 'reminded', 'expired']);
    expect(revokes()).toEqual([]);
  });
});
