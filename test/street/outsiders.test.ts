import { randomUUID } from 'node:crypto';
import { roles } from '../../src/playground/tenant/roles';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { allShow, askFor, cardIn, openRoom, storyOf, type Asked } from '../support/desk';
import { buttonsOf } from '../support/seen';
import { openStreet, type Recorded, type Street } from '../support/street';
import type { Activity, Chat, SeenCard } from '../support/teams';
import { until } from '../support/until';

const { olga, ben, alice, carol, eve, sam, sam2 } = town.people;
const askForAlice = 'revoke sessions for alice@contoso.com';

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('a name is not an account', () => {
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

  /** In the chat of a meeting, mentioned, as whoever Teams says it is. */
  const inMeeting = (from: Activity, changes: Activity): Activity => {
    const { entities, ...message } = street.teams.message(olga, room, '');
    const { recipient } = message as { recipient: { id: string } };
    const mention = { type: 'mention', mentioned: recipient, text: '<at>Evict</at>' };
    const channelData = { tenant: { id: town.tenantId }, meeting: { id: 'MCMxOTptZWV0aW5n' } };
    return { ...message, entities: [...(entities as unknown[]), mention], from, channelData, ...changes };
  };
  const say = async (from: Activity, text: string): Promise<SeenCard> => {
    const before = street.teams.cards(room).length;
    expect((await street.teams.post(inMeeting(from, { text: `<at>Evict</at> ${text}` }))).status).toBe(200);
    expect(street.teams.cards(room)).toHaveLength(before + 1);
    return street.teams.newest(room);
  };
  const press = async (from: Activity, verb: string): Promise<string> => {
    const action = buttonsOf(approval.card).find((button) => button.verb === verb);
    const invoke = { type: 'invoke', name: 'adaptiveCard/action', value: { action, trigger: 'manual' } };
    return (await street.teams.post(inMeeting(from, { ...invoke, replyToId: approval.activityId }))).body;
  };

  /** Why a press or a typed decision of this kind was refused, each time, in this story. */
  const refusalsOf = (verb: string): readonly string[] =>
    storyOf(street, asked.code).flatMap((event) =>
      event.type === 'press-refused' && event.press === verb ? [event.refusal.kind] : [],
    );

  const outsiders: readonly [string, Activity, string][] = [
    [
      'a guest who took the name of an approver',
      { id: `29:${eve.id}`, name: ben.displayName, aadObjectId: eve.id },
      'caller-is-guest',
    ],
    [
      'somebody of another organisation with the name of an approver',
      { id: '29:elsewhere', name: ben.displayName, aadObjectId: randomUUID() },
      'caller-unknown',
    ],
    [
      'an anonymous participant of the meeting, who typed the name of an approver',
      { id: `8:teamsvisitor:${randomUUID()}`, name: ben.displayName, role: 'user', userRole: 'anonymous' },
      'caller-unknown',
    ],
    [
      'somebody whose account is given as an address',
      { id: '29:ben', name: ben.displayName, aadObjectId: ben.userPrincipalName },
      'caller-unknown',
    ],
    [
      'somebody whose account is given as nothing',
      { id: `29:${ben.id}`, name: ben.displayName, aadObjectId: '' },
      'caller-unknown',
    ],
  ];

  it.each(outsiders)(
    '%s asks, presses and types: no effect, and why is on record',
    async (_who, from, kind) => {
      for (const text of [askForAlice, 'revoke my sessions']) {
        const { buttons, text: said } = await say(from, text);
        expect(buttons).toEqual([]);
        expect(said).toContain('Nothing was changed.');
        expect(street.record().at(-1)).toMatchObject({ type: 'ask-refused', refusal: { kind } });
      }
      for (const typed of [
        `approve ${asked.code}`,
        `reject ${asked.code} because no`,
        `cancel ${asked.code}`,
      ])
        expect((await say(from, typed)).text).toContain('Nothing was changed.');
      for (const verb of ['approve', 'reject', 'cancel']) {
        // A look-up that takes long is answered by "Checking", and by the truth when it is there.
        expect(await press(from, verb)).toMatch(/Nothing was changed\.|Checking your press/);
        await until('the press is on record, and why not', () => refusalsOf(verb).length === 2);
      }
      expect(refusalsOf('approve')).toEqual([kind, kind]);
      await street.quiet();
      const decisions = storyOf(street, asked.code).filter(({ type }) => type !== 'press-refused');
      expect(decisions.map(({ type }) => type)).toEqual(['asked']);
      expect((await cardIn(street, room, asked.code)).card).toEqual(approval.card);
      expect(revokes()).toEqual([]);
    },
  );

  it('two people with one name: only the one with the role decides, only the one who was meant is revoked', async () => {
    const { control } = street.tenant;
    const role = roles.privilegedAuthenticationAdministrator;
    control.assignRole(sam2.id, role);
    const told = await street.teams.press(sam, room, approval, 'Approve');
    expect(told.text).toContain('Your role does not reach this person.');
    expect(storyOf(street, asked.code).at(-1)).toMatchObject({ type: 'press-refused', by: sam.id });
    await street.teams.press(sam2, room, approval, 'Approve');
    await allShow(street, asked.code, 'Confirmed by Microsoft Entra');
    control.removeRole(sam2.id, role);
    const approved = storyOf(street, asked.code).filter(({ type }) => type === 'approved');
    expect(approved).toMatchObject([{ by: { id: sam2.id } }]);

    const about = await askFor(street, 'revoke sessions for sam.smith2@contoso.com');
    expect(about.card.text).toContain(`Object id: ${sam2.id}`);
    await street.teams.press(olga, about.chat, about.card, 'Revoke sessions');
    await allShow(street, about.code, 'Confirmed by Microsoft Entra');
    expect(revokes()).toEqual([carol.id, sam2.id]);
  });

  it('renamed after asking, Olga is still Olga; whoever has her address now is not', async () => {
    const { control } = street.tenant;
    const [heir] = town.crowd;
    const group = street.teams.open('groupChat');
    await street.teams.say(olga, group, askForAlice, 'mention');
    const card = street.teams.newest(group);
    control.changeUserPrincipalName(olga.id, 'olga.married@contoso.com');
    control.changeUserPrincipalName(heir!.id, olga.userPrincipalName);
    const named = { id: heir!.id, displayName: olga.displayName };

    const told = await street.teams.press(named, group, card, 'Revoke sessions');
    expect(told.text).toContain('That is for Olga Ops, who asked.');
    expect((await street.ask(named, askForAlice)).card.text).toMatch(/^You may not ask for this\n/);
    expect(refusals()).toMatchObject([
      { type: 'press-refused', by: heir!.id },
      { type: 'ask-refused', by: heir!.id },
    ]);
    expect(revokes()).toEqual([]);

    const married = { id: olga.id, displayName: 'Olga Married' };
    await street.teams.press(married, group, card, 'Revoke sessions');
    await street.teams.shows(group, 'Confirmed by Microsoft Entra');
    control.changeUserPrincipalName(heir!.id, heir!.userPrincipalName);
    control.changeUserPrincipalName(olga.id, olga.userPrincipalName);
    expect(revokes()).toEqual([alice.id]);
  });

  it('an address that is given to somebody new does not bring the role of the account that had it', async () => {
    const { control } = street.tenant;
    const heir = town.crowd[1]!;
    const successor = { id: heir.id, displayName: ben.displayName };
    control.deletePerson(ben.id);
    control.changeUserPrincipalName(heir.id, ben.userPrincipalName);
    const told = await street.teams.press(successor, room, approval, 'Approve');
    expect(told.text).toContain('Your role does not reach this person.');
    expect((await street.ask(successor, askForAlice)).card.text).toMatch(/^You may not ask for this\n/);
    // The account that is gone, should Teams still know it, is nobody's any more.
    expect((await street.teams.press(ben, room, approval, 'Approve')).text).toContain(
      'I could not tell who you are',
    );
    expect(refusals()).toMatchObject([{ by: heir.id }, { by: heir.id }, { by: ben.id }]);
    expect(revokes()).toEqual([]);
  });

  /** What was refused in this story. */
  const refusals = (): readonly Recorded[] => {
    const record = street.record();
    const start = record.findIndex(({ request }) => request === storyOf(street, asked.code)[0]?.request);
    return record.slice(start).filter((event) => 'refusal' in event);
  };
});
