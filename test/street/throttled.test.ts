import type { RevokeBehaviour } from '../../src/playground/tenant/behaviour';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { openStreet, type Recorded, type Street } from '../support/street';
import type { SeenCard, Somebody } from '../support/teams';
import { until } from '../support/until';

const { olga, gina, alice } = town.people;

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('the right word on the card, and never a lie, when Microsoft Graph', () => {
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

  const revoke = async (who: Somebody = olga): Promise<SeenCard> => {
    const { chat, card } = await street.ask(who, 'revoke sessions for alice@contoso.com');
    await street.teams.press(who, chat, card, 'Revoke sessions');
    return until(
      'it has ended',
      () => {
        const seen = street.teams.newest(chat);
        return ends.test(seen.text) && seen;
      },
      () => street.teams.newest(chat).text,
    );
  };
  const story = (): readonly Recorded[] => {
    const request = street.record().at(-1)?.request;
    return street.record().filter((event) => event.request === request);
  };
  const posts = (): readonly { readonly status: unknown; readonly at: Date }[] =>
    street.tenant.ledger.revokes();
  const statuses = (): readonly unknown[] => posts().map(({ status }) => status);
  /** Every POST has its own attempt on record, and no id is used twice. */
  const expectRecorded = (): void => {
    const recorded = story().flatMap((event) => (event.type === 'attempted' ? [event.clientRequestId] : []));
    expect(street.tenant.ledger.revokes().map(({ clientRequestId }) => clientRequestId)).toEqual(recorded);
    expect(new Set(recorded).size).toBe(recorded.length);
  };
  const fault = (what: string): void => {
    street.tenant.control.addFault(`POST /revokeSignInSessions ${what}`);
  };
  const behaves = (behaviour: RevokeBehaviour): void => {
    street.tenant.control.onRevoke(behaviour, alice.id);
  };

  it.each([
    ['in a second', 'retry-after=1', 1_000],
    ['in the past', 'retry-after=Wed,_21_Oct_2015_07:28:00_GMT', 5_000],
    ['at no time anybody can read', 'retry-after=soon', 5_000],
    ['less than at once', 'retry-after=-7', 5_000],
    ['and does not say when', '', 5_000],
  ])(
    'is too busy and wants to be asked again %s: not at once, soon, and confirmed',
    async (_what, how, least) => {
      fault(`429 ${how} x1`);
      expect((await revoke()).text).toMatch(/^Confirmed by Microsoft Entra\n/);
      const [first, second] = posts();
      expect(statuses()).toEqual([429, 200]);
      const waited = second!.at.getTime() - first!.at.getTime();
      expect(waited).toBeGreaterThanOrEqual(least);
      expect(waited).toBeLessThan(120_000);
      expectRecorded();
    },
  );

  it('is too busy for ever: asked less and less often, never past the deadline, then failed', async () => {
    fault('429 retry-after=1');
    const end = await revoke();
    expect(end.text).toMatch(/^Failed: sessions were not revoked\n/);
    expect(end.text).toContain('Nothing took effect.');
    const decided = story().find(({ type }) => type === 'confirmed');
    expect(posts().at(-1)!.at.getTime()).toBeLessThan(Date.parse(decided!.at) + 15 * 60_000);
    expect(posts().length).toBeLessThan(25);
    expectRecorded();
  });

  it('is unavailable three times: sent three times and not more, and nobody claims to know', async () => {
    fault('503');
    const end = await revoke();
    expect(end.text).toMatch(/^Sent, but not confirmed\n/);
    expect(end.text).not.toMatch(/confirmed by|accepted|failed|not revoked/i);
    expect(statuses()).toEqual([503, 503, 503]);
    expectRecorded();
  });

  it('is unavailable twice and then is not: confirmed', async () => {
    fault('503 x2');
    expect((await revoke()).text).toMatch(/^Confirmed by Microsoft Entra\n/);
    expect(statuses()).toEqual([503, 503, 200]);
    expectRecorded();
  });

  it('answers with headers and then nothing: they were enough', async () => {
    behaves({ effect: 'at-once', answer: 'half-open' });
    expect((await revoke()).text).toMatch(/^Confirmed by Microsoft Entra\n/);
    expect(statuses()).toEqual(['half-open']);
  });

  it.each<[string, RevokeBehaviour['answer']]>([
    ['accepts it', { status: 200 }],
    ['answers 504', { status: 504 }],
  ])('%s, and some of its replicas know and some do not: confirmed, and sent once', async (_what, answer) => {
    behaves({ effect: { flapMs: 3_000 }, answer });
    expect((await revoke()).text).toMatch(/^Confirmed by Microsoft Entra\n/);
    expect(posts()).toHaveLength(1);
    expectRecorded();
  });

  it('answers 504 and does it 20 seconds later: confirmed by reading back, and not sent again', async () => {
    behaves({ effect: { lateMs: 20_000 }, answer: { status: 504 } });
    const end = await revoke();
    expect(end.text).toMatch(/^Confirmed by Microsoft Entra\n/);
    expect(end.text).toContain('the effect was confirmed by reading back');
    expect(statuses()).toEqual([504]);
  });

  it('answers 504 and does it when it is too late to wait: sent again, confirmed, each on record', async () => {
    behaves({ effect: { lateMs: 45_000 }, answer: { status: 504 }, times: 1 });
    expect((await revoke()).text).toMatch(/^Confirmed by Microsoft Entra\n/);
    expect(statuses()).toEqual([504, 200]);
    expectRecorded();
  });

  it('accepts it and shows it after the proof was given up: unverified, and nobody is told otherwise', async () => {
    behaves({ effect: { afterMs: 4 * 60_000 }, answer: { status: 200 } });
    const end = await revoke();
    expect(end.text).toMatch(/^Accepted, but not confirmed\n/);
    expect(end.text).toContain('It may still take effect.');
    expect(statuses()).toEqual([200]);
  });

  it('was too busy, and then the role was gone: stopped, with both reasons, and not called failed', async () => {
    const { control } = street.tenant;
    const { helpdeskCrew } = town.groups;
    fault('429 retry-after=600 x1');
    const { chat, card } = await street.ask(gina, 'revoke sessions for alice@contoso.com');
    // The clock stands until somebody sleeps: the role goes while the first POST is on its way.
    fault('delay=1 x1');
    const losing = until('it was sent', () => posts().length > 0).then(() => {
      control.removeMember(helpdeskCrew.id, gina.id);
    });
    await street.teams.press(gina, chat, card, 'Revoke sessions');
    await losing;
    const end = await street.teams.shows(chat, 'Stopped: sessions were not revoked');
    control.addMember(helpdeskCrew.id, gina.id);
    expect(end.text).toContain(
      'Microsoft Graph did not take what was sent (TooManyRequests), so nothing took effect.',
    );
    expect(end.text).toContain('Nothing more was sent after that:');
    expect(end.text).not.toMatch(/failed|nothing was sent\b/i);
    expect(statuses()).toEqual([429]);
    expect(story().at(-1)).toMatchObject({ outcome: { kind: 'skipped', notTaken: 'TooManyRequests' } });
  });
});
