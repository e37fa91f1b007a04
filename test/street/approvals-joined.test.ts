import { randomUUID } from 'node:crypto';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { allShow, askFor, cardIn, cardsOf, codeOn, openRoom, storyOf, typesOf } from '../support/desk';
import { openStreet, type Recorded, type Street } from '../support/street';
import type { Activity, Chat } from '../support/teams';
import { until } from '../support/until';

const { olga, ben, gina, petra, alice, carol, hans, nora, sven } = town.people;
const askForCarol = 'revoke sessions for carol@contoso.com';
const askForAlice = 'revoke sessions for alice@contoso.com';

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('one person has one open request, however often it is asked', () => {
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
  const asks = (): readonly Recorded[] => street.record().filter(({ type }) => type === 'asked');

  const deliveries: readonly [string, (activity: Activity) => readonly Activity[]][] = [
    ['with the same id', (activity) => [activity, activity, activity, activity]],
    ['with new ids', (activity) => [0, 1, 2, 3].map(() => ({ ...activity, id: randomUUID() }))],
  ];

  it.each(deliveries)(
    'one message delivered four times at once, %s: one request, one POST',
    async (_how, copies) => {
      const before = asks().length;
      const chat = street.teams.open('personal');
      const activities = copies(street.teams.message(olga, chat, askForCarol));
      await Promise.all(activities.map((activity) => street.teams.post(activity)));
      expect(asks()).toHaveLength(before + 1);
      const { code } = asks().at(-1) as Recorded & { type: 'asked' };
      expect(street.teams.cards(chat).map(({ text }) => codeOn(text))).toEqual([code, code, code, code]);

      const approval = await cardIn(street, room, code);
      await street.teams.press(ben, room, approval, 'Approve');
      await allShow(street, code, 'Confirmed by Microsoft Entra');
      expect(street.teams.cards(room).filter(({ text }) => text.includes(`Request: ${code}`))).toHaveLength(
        1,
      );
      expect(revokes()).toEqual([carol.id]);
      // Nobody else asked: the asker does not support herself.
      expect(typesOf(street, code)).not.toContain('supported');
    },
  );

  it('two people asking at the same moment open one request', async () => {
    const before = asks().length;
    const [one, two] = await Promise.all([askFor(street, askForAlice), askFor(street, askForAlice, gina)]);
    expect(one.code).toBe(two.code);
    expect(asks()).toHaveLength(before + 1);
  });

  it("one's own sessions do not wait for somebody else's approvers", async () => {
    const forCarol = await askFor(street, askForCarol);
    await cardIn(street, room, forCarol.code);
    const own = await askFor(street, 'revoke my sessions', carol);
    expect(own.code).not.toBe(forCarol.code);
    await street.teams.press(carol, own.chat, own.card, 'Revoke sessions');
    await allShow(street, own.code, 'Confirmed by Microsoft Entra');
    expect(revokes()).toEqual([carol.id]);
    expect(typesOf(street, forCarol.code)).toEqual(['asked']);
  });

  it('somebody else asks: noted on every card, and that is no approval', async () => {
    const { code } = await askFor(street, askForCarol);
    await cardIn(street, room, code);
    const second = await askFor(street, askForCarol, gina);
    expect(second.code).toBe(code);
    await until('every card names Gina', () =>
      cardsOf(street, code).every(({ text }) =>
        text.includes('\nAlso asked by: Gina Group, as Helpdesk Administrator\n'),
      ),
    );
    expect(typesOf(street, code)).toEqual(['asked', 'supported']);
    // And asking once more adds nothing.
    await askFor(street, askForCarol, gina);
    await askFor(street, askForCarol);
    expect(typesOf(street, code)).toEqual(['asked', 'supported']);
    expect(revokes()).toEqual([]);
  });

  it("an approver who asks for the same too can still approve: the request is another person's", async () => {
    const { code } = await askFor(street, askForCarol);
    const approval = await cardIn(street, room, code);
    await askFor(street, askForCarol, petra);
    await street.teams.press(petra, room, approval, 'Approve');
    for (const { text } of await allShow(street, code, 'Confirmed by Microsoft Entra')) {
      expect(text).toContain('Asked by: Olga Ops');
      expect(text).toContain('Approved by: Petra Priv');
    }
    expect(revokes()).toEqual([carol.id]);
  });

  it('where the asker alone may confirm, whoever asked too may: on her own card, once', async () => {
    const first = await askFor(street, askForAlice);
    const second = await askFor(street, askForAlice, gina);
    expect(second.card.buttons).toEqual(['Revoke sessions', 'Cancel']);
    await street.teams.press(gina, second.chat, second.card, 'Revoke sessions');
    for (const { text } of await allShow(street, first.code, 'Confirmed by Microsoft Entra')) {
      expect(text).toContain('Asked by: Olga Ops, as Helpdesk Administrator\nAlso asked by: Gina Group');
      expect(text).toContain('Decided by: Gina Group, as Helpdesk Administrator');
    }
    const late = await street.teams.press(olga, first.chat, first.card, 'Revoke sessions');
    expect(late.text).toMatch(/^Confirmed by Microsoft Entra\n/);
    expect(revokes()).toEqual([alice.id]);
  });

  it('whoever asked too cannot withdraw what somebody else asked', async () => {
    const { code } = await askFor(street, askForAlice);
    const second = await askFor(street, askForAlice, gina);
    const told = await street.teams.press(gina, second.chat, second.card, 'Cancel');
    expect(told.text).toContain('That is for Olga Ops, who asked.');
    expect(typesOf(street, code)).toEqual(['asked', 'supported', 'press-refused']);
  });

  it('revoked a moment ago: refused until somebody says "again", and on record', async () => {
    const { chat, card, code } = await askFor(street, `revoke sessions for ${hans.userPrincipalName}`);
    await street.teams.press(olga, chat, card, 'Revoke sessions');
    await allShow(street, code, 'Confirmed by Microsoft Entra');
    for (const who of [olga, sven]) {
      const refused = await street.ask(who, `revoke sessions for ${hans.userPrincipalName}`);
      expect(refused.card.text).toMatch(/^A revoke for Hans Hybrid was sent a moment ago\n/);
      expect(refused.card.text).toContain(`Request ${code} sent it at `);
      expect(refused.card.text).toContain('with the word "again"');
      expect(street.record().at(-1)).toMatchObject({
        type: 'ask-refused',
        refusal: { kind: 'recently-revoked' },
      });
    }
    const again = await askFor(street, `revoke sessions for ${hans.userPrincipalName} again`);
    await street.teams.press(olga, again.chat, again.card, 'Revoke sessions');
    await allShow(street, again.code, 'Confirmed by Microsoft Entra');
    expect(revokes()).toEqual([hans.id, hans.id]);
  });

  it('ten minutes later nobody has to say "again"', async () => {
    const ask = "revoke sessions for o'neil@contoso.com";
    const { chat, card, code } = await askFor(street, ask);
    await street.teams.press(olga, chat, card, 'Revoke sessions');
    await allShow(street, code, 'Confirmed by Microsoft Entra');
    clock.advance(9 * 60_000);
    expect((await street.ask(olga, ask)).card.text).toContain('was sent a moment ago');
    clock.advance(60_000);
    const { card: next } = await street.ask(olga, ask);
    expect(next.buttons).toEqual(['Revoke sessions', 'Cancel']);
    expect(next.text).toContain(`Object id: ${nora.id}`);
  });

  it('one that was rejected or withdrawn is asked again without a word', async () => {
    const first = await askFor(street, askForCarol);
    const approval = await cardIn(street, room, first.code);
    await street.teams.press(ben, room, approval, 'Reject', { reason: 'no' });
    await allShow(street, first.code, 'Rejected');
    const second = await askFor(street, askForCarol);
    expect(second.code).not.toBe(first.code);
    await street.teams.press(olga, second.chat, second.card, 'Cancel');
    const third = await askFor(street, askForCarol);
    expect(storyOf(street, third.code)).toHaveLength(1);
  });
});
