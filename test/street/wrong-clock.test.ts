import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { allShow, askFor, cardIn, openRoom, storyOf, typesOf } from '../support/desk';
import { openStreet, type Street } from '../support/street';
import type { Chat } from '../support/teams';

const { olga, ben, petra } = town.people;
const minute = 60_000;
const hour = 60 * minute;

describe('somebody sets the clock wrong while a request waits', () => {
  const clock = quickClock();
  let street: Street;
  let room: Chat;
  let stories = 0;
  beforeAll(async () => {
    street = await openStreet({ clock });
    room = await openRoom(street);
  });
  afterAll(() => street.close());
  beforeEach(() => {
    street.calm();
  });

  const someone = (): string => `revoke sessions for ${town.crowd[stories++]!.userPrincipalName}`;
  const revokes = (): number => street.tenant.ledger.revokes().length;
  /** The bot looks at what waits when it starts: nobody has to wait for its timer. */
  const look = async (): Promise<void> => {
    await street.stopBot();
    await street.startBot();
    await street.quiet();
  };

  it('an hour forward: it has expired, no press counts, and nothing is sent', async () => {
    const { chat, card, code } = await askFor(street, someone());
    clock.advance(hour);
    const told = await street.teams.press(olga, chat, card, 'Revoke sessions');
    expect(told.text).toMatch(/^Expired\n/);
    await allShow(street, code, 'Expired');
    // Set right again, it stays so: what is on record is over.
    clock.advance(-hour);
    expect((await street.teams.press(olga, chat, card, 'Revoke sessions')).text).toMatch(/^Expired\n/);
    expect(typesOf(street, code).filter((type) => type !== 'press-refused')).toEqual(['asked', 'expired']);
    expect(revokes()).toBe(0);
  });

  it('an hour back: it does not expire early or twice, is decided, sent and proven in order', async () => {
    const { chat, card, code } = await askFor(street, someone());
    clock.advance(-hour);
    await look();
    expect(typesOf(street, code)).toEqual(['asked']);
    await street.teams.press(olga, chat, card, 'Revoke sessions');
    await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    // The order on record is the order in which it happened, whatever the times say.
    expect(typesOf(street, code)).toEqual(['asked', 'confirmed', 'attempted', 'answered', 'settled']);
    const [asked, confirmed] = storyOf(street, code).map(({ at }) => Date.parse(at));
    expect(confirmed).toBeLessThan(asked!);
    expect(revokes()).toBe(1);
    clock.advance(hour);
  });

  it('an hour back: the time printed on the card is still the time it expires', async () => {
    const { chat, card, code } = await askFor(street, someone());
    const printed = /^Expires: (.+)$/m.exec(card.text)?.[1];
    clock.advance(-hour);
    clock.advance(hour + 29 * minute);
    await look();
    expect(street.teams.newest(chat).text).toContain(`Expires: ${printed ?? 'at some time'}`);
    clock.advance(minute);
    await look();
    await allShow(street, code, 'Expired');
    expect(typesOf(street, code).filter((type) => type === 'expired')).toHaveLength(1);
  });

  it('an hour back between two approvals: both count, in the order they came', async () => {
    await street.stopBot();
    await street.startBot({}, { tiers: { ...twoApprovers } });
    const { code } = await askFor(street, 'revoke sessions for carol@contoso.com');
    await street.teams.press(ben, room, await cardIn(street, room, code), 'Approve');
    clock.advance(-hour);
    await street.teams.press(petra, room, await cardIn(street, room, code), 'Approve');
    await allShow(street, code, 'Confirmed by Microsoft Entra');
    const approvals = storyOf(street, code).flatMap((event) =>
      event.type === 'approved' ? [event.by.name] : [],
    );
    expect(approvals).toEqual(['Ben Berg', 'Petra Priv']);
    expect(revokes()).toBe(1);
  });
});

const twoApprovers = {
  own: 'confirm',
  standard: 'confirm',
  privileged: 'two-approvers',
  bulk: 'one-approver',
  'by-request': 'one-approver',
  protected: 'never',
} as const;
