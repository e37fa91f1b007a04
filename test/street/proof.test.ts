import type { RevokeBehaviour } from '../../src/playground/tenant/behaviour';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { openStreet, type Street } from '../support/street';
import type { SeenCard } from '../support/teams';
import { until } from '../support/until';

const { olga, alice, vera } = town.people;

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('the right word on the card when Microsoft Graph', () => {
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

  const ends = /^(Confirmed by|Accepted, but|Sent, but|Failed:|Stopped:)/;

  const revoke = async (person: { userPrincipalName: string } = alice): Promise<SeenCard> => {
    const { chat, card } = await street.ask(olga, `revoke sessions for ${person.userPrincipalName}`);
    await street.teams.press(olga, chat, card, 'Revoke sessions');
    return until(
      'it has ended',
      () => {
        const seen = street.teams.newest(chat);
        return ends.test(seen.text) && seen;
      },
      () => street.teams.newest(chat).text,
    );
  };
  const attempts = (): number => {
    const request = street.record().at(-1)?.request;
    return street.record().filter((event) => event.request === request && event.type === 'attempted').length;
  };
  const statuses = (): readonly unknown[] => street.tenant.ledger.revokes().map(({ status }) => status);
  const behaves = (behaviour: RevokeBehaviour): void => {
    street.tenant.control.onRevoke(behaviour, alice.id);
  };
  const byReadingBack = 'the effect was confirmed by reading back';

  it('answers 204', async () => {
    behaves({ effect: 'at-once', answer: { status: 204 } });
    const end = await revoke();
    expect(end.text).toMatch(/^Confirmed by Microsoft Entra\n/);
    expect(end.text).not.toContain(byReadingBack);
    expect(statuses()).toEqual([204]);
  });

  it.each<[string, RevokeBehaviour['answer']]>([
    ['answers 500', { status: 500 }],
    ['answers 504', { status: 504 }],
    ['resets the connection', 'reset'],
  ])('%s after it worked: confirmed by reading back, and not sent again', async (_what, answer) => {
    behaves({ effect: 'at-once', answer });
    const end = await revoke();
    expect(end.text).toMatch(/^Confirmed by Microsoft Entra\n/);
    expect(end.text).toContain(byReadingBack);
    expect(statuses()).toHaveLength(1);
    expect(attempts()).toBe(1);
  });

  it('breaks off in the middle of a good answer: the status was enough', async () => {
    behaves({ effect: 'at-once', answer: 'reset-mid-body' });
    expect((await revoke()).text).toMatch(/^Confirmed by Microsoft Entra\n/);
    expect(statuses()).toHaveLength(1);
  });

  it.each<[string, RevokeBehaviour['answer']]>([
    ['answers 500', { status: 500 }],
    ['resets the connection', 'reset'],
  ])('%s and nothing happened: reads back first, then sends again', async (_what, answer) => {
    behaves({ effect: 'never', answer, times: 1 });
    const end = await revoke();
    expect(end.text).toMatch(/^Confirmed by Microsoft Entra\n/);
    const [first, second, ...more] = street.tenant.ledger.revokes();
    expect(more).toEqual([]);
    expect(second!.at.getTime() - first!.at.getTime()).toBeGreaterThanOrEqual(30_000);
    expect(second!.clientRequestId).not.toBe(first!.clientRequestId);
    expect(attempts()).toBe(2);
  });

  it('accepts and the timestamp never moves: says exactly that', async () => {
    behaves({ effect: 'never', answer: { status: 200 } });
    const end = await revoke();
    expect(end.text).toMatch(/^Accepted, but not confirmed\n/);
    expect(end.text).toContain('the account did not show it in time');
    expect([end, ...end.earlier].map(({ text }) => text).join()).not.toMatch(/confirmed (by|it at)/i);
    expect(statuses()).toEqual([200]);
    const last = street.record().at(-1);
    expect(last).toMatchObject({ type: 'settled', outcome: { kind: 'unverified', accepted: true } });
  });

  it('shows it only after a minute: waits, then confirmed', async () => {
    behaves({ effect: { afterMs: 60_000 }, answer: { status: 200 } });
    const end = await revoke();
    expect(end.text).toMatch(/^Confirmed by Microsoft Entra\n/);
    expect(end.earlier.map(({ text }) => text.split('\n')[0])).toContain('Sent, not confirmed yet');
    expect(statuses()).toEqual([200]);
  });

  it('is too busy: comes back when told to', async () => {
    street.tenant.control.addFault('POST /revokeSignInSessions 429 retry-after=179 x1');
    const end = await revoke();
    expect(end.text).toMatch(/^Confirmed by Microsoft Entra\n/);
    const [first, second] = street.tenant.ledger.revokes();
    expect(statuses()).toEqual([429, 200]);
    expect(second!.at.getTime() - first!.at.getTime()).toBeGreaterThanOrEqual(179_000);
  });

  it('is too busy for a day: gives up at once, and never sends after the deadline', async () => {
    street.tenant.control.addFault('POST /revokeSignInSessions 429 retry-after=86400');
    const end = await revoke();
    expect(end.text).toMatch(/^Failed: sessions were not revoked\n/);
    expect(end.text).toContain('TooManyRequests');
    expect(statuses()).toEqual([429]);
  });

  it('does not let Evict revoke an account of a restricted unit: failed, and why', async () => {
    const end = await revoke(vera);
    expect(end.text).toMatch(/^Failed: sessions were not revoked\n/);
    expect(end.text).toContain('restricted management administrative unit');
    expect(end.text).not.toContain('The person can sign in again');
    expect(statuses()).toEqual([403]);
  });

  it('cannot be read before sending: tries for its time, then stops with nothing sent', async () => {
    const { chat, card } = await street.ask(olga, 'revoke sessions for alice@contoso.com');
    street.tenant.control.addFault('GET select=id,signInSessionsValidFromDateTime 500');
    await street.teams.press(olga, chat, card, 'Revoke sessions');
    clock.advance(13 * 60_000);
    const end = await street.teams.shows(chat, 'Stopped: nothing was sent');
    expect(end.text).toContain('It could not be sent within 15 minutes of the decision');
    expect(statuses()).toEqual([]);
  });

  it('does not know the account any more when it is sent: failed, and nobody else touched', async () => {
    const { control } = street.tenant;
    const { sam2 } = town.people;
    const { chat, card } = await street.ask(olga, `revoke sessions for ${sam2.userPrincipalName}`);
    control.addFault('GET select=id,signInSessionsValidFromDateTime delay=600 x1');
    const press = street.teams.press(olga, chat, card, 'Revoke sessions');
    await until('the timestamp is being read', () =>
      street.tenant.ledger.entries.some(({ path }) => decodeURIComponent(path).includes('select=id,signIn')),
    );
    control.deletePerson(sam2.id);
    // The address goes to somebody else at once; the object id that was confirmed stays what counts.
    control.changeUserPrincipalName(alice.id, sam2.userPrincipalName);
    await press;
    const end = await street.teams.shows(chat, 'Failed: sessions were not revoked');
    control.changeUserPrincipalName(alice.id, alice.userPrincipalName);
    expect(end.text).toContain('The account no longer exists. Nobody else was touched.');
    expect(street.tenant.ledger.revokes().filter(({ id }) => id !== sam2.id)).toEqual([]);
  });

  it('lost the account between asking and pressing: told so, nothing sent', async () => {
    const { nora } = town.people;
    const { chat, card } = await street.ask(olga, `revoke sessions for ${nora.userPrincipalName}`);
    street.tenant.control.deletePerson(nora.id);
    const told = await street.teams.press(olga, chat, card, 'Revoke sessions');
    expect(told.text).toMatch(/^The account of Nora O\\?'Neil no longer exists\\?\./);
    expect(statuses()).toEqual([]);
  });

  describe('never answers', () => {
    beforeAll(async () => {
      await street.stopBot();
      await street.startBot({ postMs: 1_000 });
    });

    it('after it worked: confirmed by reading back, and not sent again', async () => {
      behaves({ effect: 'at-once', answer: 'no-answer' });
      const end = await revoke();
      expect(end.text).toMatch(/^Confirmed by Microsoft Entra\n/);
      expect(end.text).toContain(byReadingBack);
      expect(statuses()).toEqual(['no-answer']);
    });

    it('and nothing happened: reads back first, then sends again', async () => {
      behaves({ effect: 'never', answer: 'no-answer', times: 1 });
      const end = await revoke();
      expect(end.text).toMatch(/^Confirmed by Microsoft Entra\n/);
      expect(statuses()).toEqual(['no-answer', 200]);
      expect(attempts()).toBe(2);
    });

    it('whatever is sent, and nothing moves: neither confirmed nor failed, and not sent for ever', async () => {
      behaves({ effect: 'never', answer: 'no-answer' });
      const end = await revoke();
      expect(end.text).toMatch(/^Sent, but not confirmed\n/);
      expect(end.text).toMatch(/It may or may not (take|have taken) effect\./);
      expect(end.text).not.toMatch(/confirmed by|accepted|failed/i);
      expect(statuses()).toHaveLength(3);
    });
  });
});
