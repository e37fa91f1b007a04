import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { allShow, askFor, cardIn, openRoom, storyOf, typesOf, type Asked } from '../support/desk';
import { buttonsOf } from '../support/seen';
import { openStreet, type Street } from '../support/street';
import type { Chat, SeenCard } from '../support/teams';
import { until } from '../support/until';

const { ben, petra, olga, alice, carol } = town.people;

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('many at once', () => {
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

  it('60 viewers whose clients refresh the card by themselves: no vote, and nothing on record', async () => {
    const [approve] = buttonsOf(approval.card);
    const value = { action: approve, trigger: 'automatic' };
    await Promise.all(
      Array.from({ length: 60 }, async (_, viewer) => {
        const who = viewer % 2 === 0 ? ben : petra;
        return street.teams.forge(who, room, value, approval);
      }),
    );
    await street.quiet();
    expect(typesOf(street, asked.code)).toEqual(['asked']);
    expect(await cardIn(street, room, asked.code)).toEqual(approval);
    expect(revokes()).toEqual([]);
  });

  it('Ben presses "Approve" 100 times at once: one decision, and 99 truthful answers', async () => {
    const presses = Array.from({ length: 100 }, () => street.teams.press(ben, room, approval, 'Approve'));
    const answers = await Promise.all(presses);
    const truths =
      /^(Checking your press|Decided, not sent yet|Sending to Microsoft Entra|Sent, not confirmed yet|Confirmed by Microsoft Entra)\n/;
    for (const { as, text, buttons } of answers) {
      expect({ as, buttons }).toEqual({ as: 'card', buttons: [] });
      expect(text).toMatch(truths);
    }
    await allShow(street, asked.code, 'Confirmed by Microsoft Entra');
    const refused = storyOf(street, asked.code).filter(({ type }) => type === 'press-refused');
    expect(refused).toHaveLength(5);
    expect(refused.at(-1)).toMatchObject({ by: ben.id, press: 'approve', last: true });
    const counted = typesOf(street, asked.code).filter((type) => type !== 'press-refused');
    expect(counted).toEqual(['asked', 'approved', 'attempted', 'answered', 'settled']);
    expect(revokes()).toEqual([carol.id]);
  });

  it('100 people who may not press "Approve" at once: none counts, each is told why', async () => {
    const crowd = [olga, alice, carol].map((who) => ({ id: who.id, displayName: who.displayName }));
    const answers = await Promise.all(
      Array.from({ length: 99 }, (_, index) =>
        street.teams.press(crowd[index % 3] ?? olga, room, approval, 'Approve'),
      ),
    );
    for (const { as, text } of answers) {
      if (as === 'card') expect(text).toMatch(/^Checking your press\n/);
      else expect(text).toContain('Nothing was changed.');
    }
    await until(
      'five presses of each are on record',
      () => typesOf(street, asked.code).filter((type) => type === 'press-refused').length === 15,
    );
    expect(typesOf(street, asked.code).filter((type) => type !== 'press-refused')).toEqual(['asked']);
    expect(revokes()).toEqual([]);
  });

  it('approve, reject and cancel at once, ten times: one wins, everybody is told who', async () => {
    for (let round = 0; round < 10; round += 1) {
      street.calm();
      clock.advance(hour);
      const { code, chat, card } = await askFor(street, 'revoke sessions for carol@contoso.com');
      const theirs = await cardIn(street, room, code);
      const answers = await Promise.all([
        street.teams.press(ben, room, theirs, 'Approve'),
        street.teams.press(petra, room, theirs, 'Reject', { reason: 'no' }),
        street.teams.press(olga, chat, card, 'Cancel'),
      ]);
      const decided = storyOf(street, code).filter(({ type }) =>
        ['approved', 'rejected', 'cancelled'].includes(type),
      );
      expect(decided).toHaveLength(1);
      const end = { approved: 'Confirmed by', rejected: 'Rejected', cancelled: 'Cancelled' }[
        decided[0]?.type as 'approved' | 'rejected' | 'cancelled'
      ];
      await allShow(street, code, end);
      for (const { as, text } of answers) {
        expect(as).toBe('card');
        if (end !== 'Confirmed by') expect(text.startsWith(end)).toBe(true);
        else expect(text).not.toMatch(/^(Rejected|Cancelled)/);
      }
      expect(revokes()).toEqual(end === 'Confirmed by' ? [carol.id] : []);
    }
  });

  it('whatever is in the data of a press: no effect beyond what the record allows', async () => {
    const [approve] = buttonsOf(approval.card);
    const { request } = approve?.data as { request: string };
    const strange: readonly unknown[] = [
      { request: [request] },
      { request: { $ne: null } },
      { request, reason: { toString: 'no' } },
      { request, reason: ['no'] },
      { request: request.slice(1) },
      JSON.parse(`{"__proto__":{"request":"${request}"}}`) as unknown,
      [request],
      null,
    ];
    for (const data of strange) {
      for (const verb of ['approve', 'reject', 'Approve', 'constructor', ['approve']]) {
        await street.teams.forge(
          ben,
          room,
          { action: { ...approve, verb, data }, trigger: 'manual' },
          approval,
        );
      }
    }
    expect(typesOf(street, asked.code)).toEqual(['asked']);
    const more = { request, by: petra.id, role: 'Global Administrator', needed: 0, admin: true };
    await street.teams.forge(olga, room, { action: { ...approve, data: more }, trigger: 'manual' }, approval);
    expect(storyOf(street, asked.code).at(-1)).toMatchObject({
      type: 'press-refused',
      by: olga.id,
      refusal: { kind: 'own-request' },
    });
    expect(revokes()).toEqual([]);
  });
});
