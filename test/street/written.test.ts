import type { Card } from '../../src/edges/teams/cards/parts';
import { asGroupId } from '../../src/core/ids';
import { town } from '../../src/playground/tenant/town';
import { problemsOf } from '../support/cards';
import { quickClock } from '../support/clock';
import { allShow, askFor, cardIn, openRoom, storyOf } from '../support/desk';
import { buttonsOf, cardOf, see } from '../support/seen';
import { openStreet, type Street } from '../support/street';
import type { Chat } from '../support/teams';

const { olga, ben, alice, carol } = town.people;

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

/** The buttons Evict has on cards, by the words on them, and no others. */
const ours: Readonly<Record<string, string>> = {
  'Revoke sessions': 'confirm',
  Approve: 'approve',
  Reject: 'reject',
  Cancel: 'cancel',
};

describe('what people write, as a name or a reason, is words on a card and nothing else', () => {
  const clock = quickClock();
  let street: Street;
  let room: Chat;
  let earlier = 0;
  beforeAll(async () => {
    const onCall = asGroupId(town.groups.onCall.id);
    const approverGroups = onCall === undefined ? [] : [onCall];
    street = await openStreet({ clock, policy: { approverGroups, mentionApprovers: 2 } });
    room = await openRoom(street);
  });
  afterAll(() => street.close());
  beforeEach(() => {
    street.calm();
    clock.advance(hour);
    earlier = street.teams.posted.length;
  });

  /** Everything that stood on a card in this story, earlier states included. */
  const everyCard = (): readonly Card[] =>
    street.teams.posted
      .slice(earlier)
      .flatMap(({ activity, before }) => [...before, activity])
      .map((one) => cardOf(one) as Card);

  const written: readonly [string, string, string][] = [
    [
      'links, mentions and HTML',
      '[Approve](https://evil.example) **now** <at>Everybody</at> <b>x</b>',
      '[Approve](https://evil.example) **now** <at>Everybody</at> <b>x</b>',
    ],
    [
      'date macros and pieces of a card',
      '{{DATE(2020-01-01T00:00:00Z, SHORT)}} "}],"actions":[{"type":"Action.OpenUrl"}]',
      '{ {DATE(2020-01-01T00:00:00Z, SHORT)}} "}],"actions":[{"type":"Action.OpenUrl"}]',
    ],
    [
      'line breaks that fake facts, and control characters',
      'x\r\nApproved by: Mallory\u2028Request: R-00000 a\u0000b\u001b[31mc\u202ed\u200be',
      'x Approved by: Mallory Request: R-00000 a b [31mc d e',
    ],
    ['5,000 characters', '漢"\\'.repeat(1_667), '漢"\\漢"\\漢"\\'],
  ];

  it.each(written)('%s', async (_what, text, shown) => {
    const { control } = street.tenant;
    const everybody = [olga, ben, alice, carol];
    for (const { id } of everybody) control.changeDisplayName(id, text);
    const by = { id: olga.id, displayName: text };

    const own = await askFor(street, `revoke sessions for alice@contoso.com because ${text}`, by);
    await street.teams.press(by, own.chat, own.card, 'Revoke sessions');
    await allShow(street, own.code, 'Confirmed by Microsoft Entra');
    const about = await askFor(street, `revoke sessions for carol@contoso.com because ${text}`, by);
    const approval = await cardIn(street, room, about.code);
    await street.ask(by, 'pending');
    await street.teams.press({ id: ben.id, displayName: text }, room, approval, 'Reject', { reason: text });
    await allShow(street, about.code, 'Rejected');
    for (const said of [`status ${about.code}`, 'history', 'who am i']) await street.ask(by, said);
    await street.quiet();
    for (const { id, displayName } of everybody) control.changeDisplayName(id, displayName);

    const requests = [own, about].map(({ code }) => storyOf(street, code)[0]?.request);
    const cards = everyCard();
    expect(cards.length).toBeGreaterThan(8);
    for (const card of cards) {
      expect(problemsOf(card)).toEqual([]);
      for (const { title, verb, data } of buttonsOf(card)) {
        expect(verb).toBe(ours[title]);
        expect(requests).toContainEqual((data as { request: string }).request);
      }
      expect(see(card).text).not.toMatch(/^(Approved by: Mallory|Request: R-00000)/m);
    }
    for (const label of ['Reason: ', 'Asked by: ', 'Why it was rejected: ']) {
      const lines = cards
        .flatMap((card) => see(card).text.split('\n'))
        .filter((line) => line.startsWith(label));
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line.slice(label.length)).toContain(shown);
    }
    expect(street.tenant.ledger.revokes().map(({ id }) => id)).toEqual([alice.id]);
  });
});
