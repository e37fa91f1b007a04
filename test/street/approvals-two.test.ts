import { roles } from '../../src/playground/tenant/roles';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { allShow, askFor, cardIn, cardsOf, openRoom, storyOf, typesOf, type Asked } from '../support/desk';
import { openStreet, type Street } from '../support/street';
import type { Chat, SeenCard, Somebody, Told } from '../support/teams';
import { until } from '../support/until';

const { olga, ben, petra, carol } = town.people;
const privileged = roles.privilegedAuthenticationAdministrator;

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('when two approvers are needed', () => {
  const clock = quickClock();
  let street: Street;
  let room: Chat;
  let asked: Asked;
  let approval: SeenCard;
  beforeAll(async () => {
    const tiers = { own: 'confirm', standard: 'confirm', privileged: 'two-approvers' } as const;
    const others = { bulk: 'one-approver', 'by-request': 'one-approver', protected: 'never' } as const;
    street = await openStreet({ clock, policy: { tiers: { ...tiers, ...others } } });
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

  it('the first leaves it waiting, and every card names them; the second lets it run', async () => {
    expect(approval.text).toContain(
      'Needed: 2 approvers, 0 so far, neither the requester nor the person it is about, with',
    );
    const told = await approve(ben);
    expect(told).toMatchObject({ as: 'card', buttons: ['Approve', 'Reject', 'Cancel'] });
    await until('both cards name Ben', () =>
      cardsOf(street, asked.code).every(({ text }) => text.includes('Approved by: Ben Berg, as ')),
    );
    const [hers] = street.teams.cards(asked.chat);
    expect(hers?.text).toMatch(/^Waiting for an approver\n/);
    expect(revokes()).toEqual([]);

    expect(await approve(petra)).toMatchObject({ as: 'card', buttons: [] });
    const ends = await allShow(street, asked.code, 'Confirmed by Microsoft Entra');
    expect(ends).toHaveLength(2);
    for (const { text } of ends) {
      expect(text).toContain(
        `Approved by: Ben Berg, as ${privileged.displayName}; Petra Priv, as ${privileged.displayName}\n`,
      );
    }
    expect(revokes()).toEqual([carol.id]);
  });

  it('one person counts once, by card, by text, and from another conversation', async () => {
    const chat = street.teams.open('groupChat');
    await street.teams.say(olga, chat, 'revoke sessions for carol@contoso.com', 'mention');
    const other = await cardIn(street, chat, asked.code);
    await approve(ben);
    const again = await approve(ben);
    const elsewhere = await street.teams.press(ben, chat, other, 'Approve');
    for (const told of [again, elsewhere]) {
      expect(told.as).toBe('message');
      expect(told.text).toContain('You have approved this already.');
    }
    const { card } = await street.ask(ben, `approve ${asked.code}`);
    expect(card.text).toContain('You have approved this already');
    expect(typesOf(street, asked.code).filter((type) => type === 'approved')).toHaveLength(1);
    expect(revokes()).toEqual([]);
    await approve(petra);
    expect(await allShow(street, asked.code, 'Confirmed by Microsoft Entra')).toHaveLength(3);
    expect(revokes()).toEqual([carol.id]);
  });

  it('one person pressing on two devices at once counts once', async () => {
    const answers = await Promise.all([approve(ben), approve(ben), approve(ben)]);
    for (const { as, text } of answers) {
      if (as === 'message') expect(text).toContain('One person counts once');
      else expect(text).toMatch(/^(Revoke sessions: approve\?|Checking your press)\n/);
    }
    const approvals = (): number => typesOf(street, asked.code).filter((type) => type === 'approved').length;
    await until('the vote is on record', () => approvals() > 0);
    await street.teams.press(ben, room, approval, 'Approve');
    expect(approvals()).toBe(1);
    expect(revokes()).toEqual([]);
  });

  it('who approved cannot also reject; somebody else can, and that ends it', async () => {
    await approve(ben);
    const told = await street.teams.press(ben, room, approval, 'Reject', { reason: 'no, wait' });
    expect(told.text).toContain('One person counts once, and cannot take an approval back.');
    expect(typesOf(street, asked.code)).not.toContain('rejected');
    await street.teams.press(petra, room, approval, 'Reject', { reason: 'not today' });
    for (const { text } of await allShow(street, asked.code, 'Rejected')) {
      expect(text).toContain('Approved by: Ben Berg');
      expect(text).toContain('Rejected by: Petra Priv');
    }
    expect(revokes()).toEqual([]);
  });

  const losses: readonly [string, () => void, () => void, string][] = [
    [
      'the first approver loses the role',
      () => {
        street.tenant.control.removeRole(ben.id, privileged);
      },
      () => {
        street.tenant.control.assignRole(ben.id, privileged);
      },
      'Ben Berg may not decide this any more. The account holds no active role that covers this person.',
    ],
    [
      'the second approver is disabled',
      () => {
        street.tenant.control.disable(petra.id);
      },
      () => {
        street.tenant.control.enable(petra.id);
      },
      'Petra Priv may not decide this any more. The account is disabled now.',
    ],
    [
      'the requester loses the role',
      () => {
        street.tenant.control.removeRole(olga.id, roles.helpdeskAdministrator);
      },
      () => {
        street.tenant.control.assignRole(olga.id, roles.helpdeskAdministrator);
      },
      'Olga Ops may not ask for this any more. The account holds no active role that counts.',
    ],
  ];

  it.each(losses)(
    '%s before it is sent: stopped, with the reason on every card',
    async (_who, lose, mend, why) => {
      await approve(ben);
      // The press reads Carol's account once; the next reading, right before sending, is held up.
      street.tenant.control.addFault(`GET /users/${carol.id}?* delay=0 x1`);
      street.tenant.control.addFault(`GET /users/${carol.id}?* delay=700 x1`);
      const press = approve(petra);
      await until(
        'it is decided',
        () => typesOf(street, asked.code).filter((one) => one === 'approved').length === 2,
      );
      lose();
      expect((await press).text).toMatch(/^Decided, not sent yet\n/);
      const ends = await allShow(street, asked.code, 'Stopped: nothing was sent');
      mend();
      expect(ends).toHaveLength(2);
      for (const { text, buttons } of ends) {
        expect(text).toContain(why);
        expect(buttons).toEqual([]);
      }
      expect(storyOf(street, asked.code).slice(-2)).toMatchObject([
        { type: 'halted', halt: { kind: 'not-allowed-any-more' } },
        { type: 'settled', outcome: { kind: 'skipped' } },
      ]);
      expect(revokes()).toEqual([]);
    },
  );

  it('the account is deleted before it is sent: failed, and nobody else is touched', async () => {
    const { mia } = town.people;
    const about = await askFor(street, 'revoke sessions for mia@contoso.com');
    const card = await cardIn(street, room, about.code);
    await street.teams.press(ben, room, card, 'Approve');
    street.tenant.control.addFault(`GET /users/${mia.id}?* delay=0 x1`);
    street.tenant.control.addFault(`GET /users/${mia.id}?* delay=700 x1`);
    const press = street.teams.press(petra, room, card, 'Approve');
    await until(
      'it is decided',
      () => typesOf(street, about.code).filter((one) => one === 'approved').length === 2,
    );
    street.tenant.control.deletePerson(mia.id);
    await press;
    for (const { text } of await allShow(street, about.code, 'Failed: sessions were not revoked'))
      expect(text).toContain('The account no longer exists. Nobody else was touched.');
    expect(revokes()).toEqual([]);
  });
});
