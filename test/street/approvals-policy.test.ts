import { defaultPolicy, type Policy } from '../../src/core/policy';
import { asGroupId, asPersonId, type GroupId } from '../../src/core/ids';
import { roles } from '../../src/playground/tenant/roles';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { allShow, askFor, cardIn, cardsOf, codeOn, openRoom, storyOf, typesOf } from '../support/desk';
import { openStreet, type Street } from '../support/street';
import type { Chat, SeenCard } from '../support/teams';
import { until } from '../support/until';

const { olga, ben, petra, alice, carol } = town.people;
const { tiers } = defaultPolicy;

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

const onCall = groupId(town.groups.onCall.id);
function groupId(id: string): GroupId {
  const group = asGroupId(id);
  if (group === undefined) throw new Error(`${id} is not the id of a group`);
  return group;
}

describe('the policy a waiting request is under', () => {
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
  const ruledBy = async (policy: Partial<Policy>): Promise<void> => {
    await street.stopBot();
    await street.startBot({}, policy);
  };
  /** Asked under one policy; then the bot starts with another. */
  const askedThen = async (
    before: Partial<Policy>,
    after: Partial<Policy>,
  ): Promise<{ code: string; card: SeenCard }> => {
    await ruledBy(before);
    const { code } = await askFor(street, 'revoke sessions for carol@contoso.com');
    const card = await cardIn(street, room, code);
    await ruledBy(after);
    return { code, card };
  };
  const two = { tiers: { ...tiers, privileged: 'two-approvers' } } as const;
  const none = { tiers: { ...tiers, privileged: 'confirm' } } as const;

  it('tightened to two approvers: two are needed', async () => {
    const { code, card } = await askedThen({}, two);
    await street.teams.press(ben, room, card, 'Approve');
    expect(typesOf(street, code)).toEqual(['asked', 'approved']);
    expect(revokes()).toEqual([]);
    await street.teams.press(petra, room, card, 'Approve');
    await allShow(street, code, 'Confirmed by Microsoft Entra');
    expect(revokes()).toEqual([carol.id]);
  });

  it('loosened to one approver: still two', async () => {
    const { code, card } = await askedThen(two, {});
    await street.teams.press(ben, room, card, 'Approve');
    expect(typesOf(street, code)).toEqual(['asked', 'approved']);
    await street.teams.press(petra, room, card, 'Approve');
    await allShow(street, code, 'Confirmed by Microsoft Entra');
    expect(revokes()).toEqual([carol.id]);
  });

  it('loosened to confirming: the asker still cannot, and an approver can', async () => {
    const { code, card } = await askedThen({}, none);
    const own = await street.teams.press(olga, room, card, 'Approve');
    expect(own.text).toContain('You asked for this yourself.');
    const { card: again } = await street.ask(olga, 'revoke sessions for carol@contoso.com');
    expect(codeOn(again.text)).toBe(code);
    expect(again.buttons).toEqual(['Cancel']);
    await street.teams.press(ben, room, card, 'Approve');
    await allShow(street, code, 'Confirmed by Microsoft Entra');
    expect(revokes()).toEqual([carol.id]);
  });

  it('tightened to never: nobody can approve any more, and Ben can still reject', async () => {
    const { code, card } = await askedThen({}, { tiers: { ...tiers, privileged: 'never' } });
    const told = await street.teams.press(ben, room, card, 'Approve');
    expect(told.text).toContain('The policy does not allow this.');
    expect(typesOf(street, code)).toEqual(['asked', 'press-refused']);
    expect(revokes()).toEqual([]);
    await street.teams.press(ben, room, card, 'Reject', { reason: 'not any more' });
    await allShow(street, code, 'Rejected');
  });

  it('tightened to protect the person: nobody can approve any more', async () => {
    const id = asPersonId(carol.id);
    const { card } = await askedThen({}, { protectedPeople: id === undefined ? [] : [id] });
    const told = await street.teams.press(ben, room, card, 'Approve');
    expect(told.text).toContain('Carol Chief is protected.');
    expect(revokes()).toEqual([]);
  });

  it('tightened to a group of approvers: only its members count, and the role is still needed', async () => {
    const { control } = street.tenant;
    control.assignRole(alice.id, roles.globalAdministrator);
    const { code, card } = await askedThen({}, { approverGroups: [onCall] });
    const outside = await street.teams.press(alice, room, card, 'Approve');
    control.removeRole(alice.id, roles.globalAdministrator);
    expect(outside.text).toContain('You are not on the list of approvers.');
    expect(storyOf(street, code).at(-1)).toMatchObject({
      by: alice.id,
      refusal: { kind: 'not-in-approver-groups' },
    });
    control.addMember(onCall, alice.id);
    const without = await street.teams.press(alice, room, card, 'Approve');
    control.removeMember(onCall, alice.id);
    expect(without.text).toContain('Your role does not reach this person.');
    expect(revokes()).toEqual([]);
    await street.teams.press(ben, room, card, 'Approve');
    await allShow(street, code, 'Confirmed by Microsoft Entra');
  });

  it('an approver who leaves the group before it is sent stops it', async () => {
    const { code, card } = await askedThen({ approverGroups: [onCall] }, { approverGroups: [onCall] });
    street.tenant.control.addFault(`GET /users/${carol.id}?* delay=0 x1`);
    street.tenant.control.addFault(`GET /users/${carol.id}?* delay=700 x1`);
    const press = street.teams.press(ben, room, card, 'Approve');
    await until('it is decided', () => typesOf(street, code).includes('approved'));
    street.tenant.control.removeMember(onCall, ben.id);
    await press;
    const ends = await allShow(street, code, 'Stopped: nothing was sent');
    street.tenant.control.addMember(onCall, ben.id);
    for (const { text } of ends)
      expect(text).toContain(
        'Ben Berg may not decide this any more. The account is in none of the groups of approvers.',
      );
    expect(revokes()).toEqual([]);
  });

  it('a confirmation that is not enough any more: asked again, it goes to the approvers', async () => {
    await ruledBy({});
    const first = await askFor(street, 'revoke sessions for alice@contoso.com');
    street.tenant.control.assignRole(alice.id, roles.globalAdministrator, { state: 'eligible' });
    const told = await street.teams.press(olga, first.chat, first.card, 'Revoke sessions');
    expect(told.text).toContain('For this an approver is needed.');
    const second = await askFor(street, 'revoke sessions for alice@contoso.com');
    const approval = await cardIn(street, room, second.code);
    expect(second.code).not.toBe(first.code);
    await street.teams.press(ben, room, approval, 'Approve');
    await allShow(street, second.code, 'Confirmed by Microsoft Entra');
    // The first still waits for a confirmation that nobody can give.
    const late = await street.teams.press(olga, first.chat, first.card, 'Revoke sessions');
    expect(late.text).toContain('For this an approver is needed.');
    street.tenant.control.removeRole(alice.id, roles.globalAdministrator);
    expect(revokes()).toEqual([alice.id]);
  });

  it('two members of the group of approvers are mentioned on the first approval card, and never again', async () => {
    await ruledBy({ approverGroups: [onCall], mentionApprovers: 5 });
    const { code } = await askFor(street, 'revoke sessions for carol@contoso.com');
    const first = await cardIn(street, room, code);
    expect(mentioned(first.card)).toEqual([ben.id, petra.id].toSorted());
    expect(first.text).toContain('On call: <at>');
    // A second asker changes the card: phones ring once.
    await street.ask(petra, 'revoke sessions for carol@contoso.com');
    const later = await until('the card has changed', async () => {
      const card = await cardIn(street, room, code);
      return card.text.includes('Also asked by: Petra Priv') && card;
    });
    expect(mentioned(later.card)).toEqual([]);
    const cards = cardsOf(street, code).filter(({ text }) => text.includes('<at>'));
    expect(cards).toEqual([]);
  });

  it('asked in the on-call conversation itself, its members are mentioned there', async () => {
    await ruledBy({ approverGroups: [onCall], mentionApprovers: 1 });
    await street.teams.say(olga, room, 'revoke sessions for carol@contoso.com', 'mention');
    expect(mentioned(street.teams.newest(room).card)).toHaveLength(1);
  });
});

function mentioned(card: unknown): readonly string[] {
  const { msteams } = card as { msteams?: { entities: readonly { mentioned: { id: string } }[] } };
  return (msteams?.entities ?? []).map((entity) => entity.mentioned.id).toSorted();
}
