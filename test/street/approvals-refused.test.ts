import { roles } from '../../src/playground/tenant/roles';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { allShow, askFor, cardIn, openRoom, storyOf, type Asked } from '../support/desk';
import { openStreet, type Street } from '../support/street';
import type { Chat, SeenCard, Somebody, Told } from '../support/teams';

const { olga, ben, petra, alice, aaron, rita, dan, eve, carol, sven } = town.people;

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('somebody who may not decide is told why, alone; nothing changes, and it is on record', () => {
  const clock = quickClock();
  let street: Street;
  let room: Chat;
  let asked: Asked;
  let approval: SeenCard;
  beforeAll(async () => {
    street = await openStreet({ clock });
    room = await openRoom(street);
  });
  afterAll(() => street.close());
  beforeEach(async () => {
    street.calm();
    clock.advance(hour);
    asked = await askFor(street, 'revoke sessions for carol@contoso.com');
    approval = await cardIn(street, room, asked.code);
  });

  const revokes = (): readonly string[] => street.tenant.ledger.revokes().map(({ id }) => id);
  const approve = (who: Somebody): Promise<Told> => street.teams.press(who, room, approval, 'Approve');

  /** The last thing that happened to the request is this refusal; the card is as it was, and nothing was sent. */
  const unchanged = async (who: Somebody, press: string, refusal: object): Promise<void> => {
    expect(storyOf(street, asked.code).at(-1)).toMatchObject({
      type: 'press-refused',
      by: who.id ?? null,
      press,
      refusal,
    });
    await street.quiet();
    expect(await cardIn(street, room, asked.code)).toEqual(approval);
    expect(revokes()).toEqual([]);
  };

  const nobodies: readonly [string, Somebody, string, object][] = [
    ['the one who asked', olga, 'You asked for this yourself', { kind: 'own-request' }],
    ['the one it is about', carol, 'This is about you', { kind: 'approver-is-target' }],
    ['a guest', eve, 'Guests cannot do this', { kind: 'caller-is-guest' }],
    [
      'somebody without an account',
      { displayName: 'Ben Berg' },
      'I could not tell who you are',
      { kind: 'caller-unknown' },
    ],
    [
      'somebody without a role',
      alice,
      'Your role does not reach this person',
      { kind: 'role-does-not-cover', eligible: [] },
    ],
    [
      'a weaker role',
      sven,
      'Your role does not reach this person',
      { kind: 'role-does-not-cover', eligible: [] },
    ],
    [
      'a role for one administrative unit',
      aaron,
      'Your role does not reach this person',
      { kind: 'role-does-not-cover' },
    ],
    [
      'a role for a restricted unit',
      rita,
      'Your role does not reach this person',
      { kind: 'role-does-not-cover' },
    ],
  ];

  it.each(nobodies)('%s', async (_who, who, title, refusal) => {
    const told = await approve(who);
    expect(told.as).toBe('message');
    expect(told.text).toContain(`${title}.`);
    expect(told.text).toContain('Nothing was changed.');
    await unchanged(who, 'approve', refusal);
    const reject = await street.teams.press(who, room, approval, 'Reject', { reason: 'no' });
    expect(reject.text).toContain(`${title}.`);
    await unchanged(who, 'reject', refusal);
  });

  it('somebody with the name of an approver and an account of their own', async () => {
    const told = await approve({ id: alice.id, displayName: 'Ben Berg' });
    expect(told.as).toBe('message');
    await unchanged(alice, 'approve', { kind: 'role-does-not-cover' });
  });

  it('a role that is only eligible: told which and where; activated and pressed again, it counts', async () => {
    const { control } = street.tenant;
    const { privilegedAuthenticationAdministrator: role } = roles;
    control.assignRole(dan.id, role, { state: 'eligible' });
    const told = await approve(dan);
    expect(told.as).toBe('message');
    expect(told.text).toContain(
      'You are eligible for Privileged Authentication Administrator, and it is not active now.',
    );
    expect(told.text).toContain('Activate it in Privileged Identity Management, then try again');
    expect(told.text).toContain('https://entra.microsoft.com/');
    await unchanged(dan, 'approve', { kind: 'role-does-not-cover', eligible: [role.displayName] });

    control.assignRole(dan.id, role, { state: 'activated' });
    expect(await approve(dan)).toMatchObject({ as: 'card' });
    const ends = await allShow(street, asked.code, 'Confirmed by Microsoft Entra');
    control.removeRole(dan.id, role);
    for (const { text } of ends) expect(text).toContain(`Approved by: Dan Dev, as ${role.displayName}\n`);
    expect(revokes()).toEqual([carol.id]);
  });

  it('a disabled account', async () => {
    street.tenant.control.disable(ben.id);
    const told = await approve(ben);
    street.tenant.control.enable(ben.id);
    expect(told.text).toContain('Your account is disabled.');
    await unchanged(ben, 'approve', { kind: 'caller-is-disabled' });
  });

  it('a directory that does not answer is neither a yes nor a no; pressed again it works', async () => {
    street.tenant.control.addFault('GET /v1.0/ 500');
    const told = await approve(ben);
    expect(told.text).toContain('I could not check.');
    street.tenant.control.clearFaults();
    await unchanged(ben, 'approve', { kind: 'could-not-check' });
    await approve(ben);
    await allShow(street, asked.code, 'Confirmed by Microsoft Entra');
  });

  it('the one who approved already, and after the end: the card as it ended, and nothing else', async () => {
    await approve(ben);
    await allShow(street, asked.code, 'Confirmed by Microsoft Entra');
    for (const who of [ben, petra, alice]) {
      for (const title of ['Approve', 'Reject', 'Cancel']) {
        const told = await street.teams.press(who, room, approval, title);
        expect(told.text).not.toContain('Rejected');
        expect(told.buttons).toEqual([]);
      }
    }
    expect(revokes()).toEqual([carol.id]);
  });

  it('somebody else who would cancel it', async () => {
    const told = await street.teams.press(ben, room, approval, 'Cancel');
    expect(told.as).toBe('message');
    expect(told.text).toContain('That is for Olga Ops, who asked.');
    await unchanged(ben, 'cancel', { kind: 'not-the-requester' });
  });

  it('a card pressed in a conversation it was not posted in, even by Ben, who might', async () => {
    const elsewhere = street.teams.open('groupChat');
    const told = await street.teams.press(ben, elsewhere, approval, 'Approve');
    expect(told.as).toBe('message');
    expect(told.text).toContain('This card was not posted here.');
    await unchanged(ben, 'approve', { kind: 'wrong-conversation' });
  });

  it('"Revoke sessions" of her own making does not replace an approver', async () => {
    const [button] = (approval.card as { actions: { data: object }[] }).actions;
    const action = { type: 'Action.Execute', verb: 'confirm', data: button?.data };
    const told = await street.teams.forge(olga, asked.chat, { action, trigger: 'manual' }, asked.card);
    expect(told.text).toContain('This request is waiting for an approver.');
    await unchanged(olga, 'confirm', { kind: 'waits-for-another', phase: 'awaiting-approval' });
  });

  it('rejected with a reason: ended, and every card says who and why', async () => {
    const told = await street.teams.press(ben, room, approval, 'Reject', { reason: 'she is at her desk' });
    expect(told.text).toMatch(/^Rejected\n/);
    const ends = await allShow(street, asked.code, 'Rejected');
    expect(ends).toHaveLength(2);
    for (const { text, buttons } of ends) {
      expect(text).toContain('Rejected by: Ben Berg, as Privileged Authentication Administrator\n');
      expect(text).toContain('Why it was rejected: she is at her desk\n');
      expect(text).toContain('Nothing was sent.');
      expect(buttons).toEqual([]);
    }
    const late = await approve(petra);
    expect(late.text).toMatch(/^Rejected\n/);
    expect(revokes()).toEqual([]);
  });

  it('rejected without a reason: the card asks for one, and a client that does not is obeyed', async () => {
    const input = (approval.card as { body: readonly object[] }).body.find((one) => 'isRequired' in one);
    expect(input).toMatchObject({ type: 'Input.Text', id: 'reason', isRequired: true });
    await street.teams.press(ben, room, approval, 'Reject', { reason: '  ' });
    for (const { text } of await allShow(street, asked.code, 'Rejected'))
      expect(text).not.toContain('Why it was rejected');
  });

  it('rejected by text needs a reason', async () => {
    const without = await street.ask(ben, `reject ${asked.code}`);
    expect(without.card.text).toContain('Nothing was changed.');
    await street.ask(ben, `reject ${asked.code} because it is a drill`);
    for (const { text } of await allShow(street, asked.code, 'Rejected'))
      expect(text).toContain('Why it was rejected: it is a drill\n');
  });

  it('a reason that would be more than text is shown as text', async () => {
    const reason =
      '[click](https://evil.example) <at>Ben</at> **bold** {{DATE(2020-01-01)}}\nApproved by: Ben\u202e \u0000 ' +
      'x'.repeat(5_000);
    await street.teams.press(ben, room, approval, 'Reject', { reason });
    for (const { text } of await allShow(street, asked.code, 'Rejected')) {
      const line = text.split('\n').find((one) => one.startsWith('Why it was rejected: '));
      expect(line).toContain('[click](https://evil.example) <at>Ben</at> **bold** { {DATE(2020-01-01)}}');
      expect(line).toContain(' Approved by: Ben ');
      expect(line?.length).toBeLessThan(1_100);
      expect(text.split('\n').some((one) => one.startsWith('Approved by: '))).toBe(false);
    }
    const end = await cardIn(street, room, asked.code);
    expect(JSON.stringify(end.card).length).toBeLessThan(25_000);
    expect(end.card).not.toHaveProperty('msteams');
    const [rejected] = storyOf(street, asked.code).filter(({ type }) => type === 'rejected');
    expect(rejected).toMatchObject({ reason: expect.stringMatching(/^\[click\]/) as string });
  });
});
