import { DatabaseSync } from 'node:sqlite';
import { checkRecord } from '../../src/edges/store/check';
import { recordKeys } from '../../src/edges/store/keys';
import { playgroundKeys } from '../../src/playground/wiring';
import { town } from '../../src/playground/tenant/town';
import { http } from '../support/http';
import { quickClock } from '../support/clock';
import { openStreet, type Street } from '../support/street';
import { until } from '../support/until';
import { rowsOf } from '../edges/store/sealed';

const { olga, ben, hans, derek, sam } = town.people;

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('nothing happens that is not on record, and nothing on a guess', () => {
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

  const revokes = (): number => street.tenant.ledger.revokes().length;

  /** Somebody else, such as a backup, holds the only write lock for as long as `work` takes. */
  const whileLocked = async <T>(work: () => Promise<T>): Promise<T> => {
    await street.quiet();
    const other = new DatabaseSync(street.store);
    other.exec('begin immediate');
    try {
      return await work();
    } finally {
      other.exec('rollback');
      other.close();
    }
  };

  it.each([
    ['does not work', 'GET /v1.0/ 500'],
    ['forbids the look-up', 'GET /roleEligibilityScheduleInstances 403'],
    ['sends a page instead of data', 'GET /users html=200'],
    ['breaks off in the middle', 'GET /transitiveMemberOf reset-mid-body'],
    ['does not know the path any more', 'GET /v1.0/ 400'],
  ])('when Graph %s it "could not check": not a yes, not a no', async (_what, fault) => {
    street.tenant.control.addFault(fault);
    const { card } = await street.ask(olga, 'revoke sessions for alice@contoso.com');
    expect(card.text).toMatch(/^I could not check\n/);
    expect(card.text).toContain('That is neither a yes nor a no.');
    expect(card.buttons).toEqual([]);
    expect(street.record().at(-1)).toMatchObject({
      type: 'ask-refused',
      by: olga.id,
      typed: 'revoke sessions for alice@contoso.com',
      refusal: { kind: 'could-not-check' },
    });
    street.tenant.control.clearFaults();
    const again = await street.ask(olga, 'revoke sessions for alice@contoso.com');
    expect(again.card.buttons).toEqual(['Revoke sessions', 'Cancel']);
  });

  it('a second page that fails makes the whole list unknown', async () => {
    const { control } = street.tenant;
    const groups = Object.values(town.groups).map(({ id }) => id);
    for (const id of groups) control.addMember(id, sam.id);
    control.settings.pageSize = 1;
    control.addFault('GET skiptoken 503');
    const { card } = await street.ask(olga, 'revoke sessions for sam.smith@contoso.com');
    control.settings.pageSize = 100;
    for (const id of groups) control.removeMember(id, sam.id);
    expect(card.text).toMatch(/^I could not check\n/);
  });

  it('a press while Graph is down changes nothing, is on record, and works later', async () => {
    const { teams, tenant } = street;
    const { chat, card } = await street.ask(olga, `revoke sessions for ${hans.userPrincipalName}`);
    tenant.control.addFault('GET /v1.0/ 500');
    const told = await teams.press(olga, chat, card, 'Revoke sessions');
    expect(told.text).toContain('I could not check');
    expect(street.record().at(-1)).toMatchObject({
      type: 'press-refused',
      by: olga.id,
      press: 'confirm',
      refusal: { kind: 'could-not-check' },
    });
    tenant.control.clearFaults();
    await teams.press(olga, chat, card, 'Revoke sessions');
    await teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(revokes()).toBe(1);
  });

  it('cancelling needs nothing from Graph', async () => {
    const { teams, tenant } = street;
    const { chat, card } = await street.ask(olga, 'revoke sessions for alice@contoso.com');
    tenant.control.addFault('GET /v1.0/ 500');
    expect((await teams.press(olga, chat, card, 'Cancel')).text).toMatch(/^Cancelled\n/);
  });

  it('asking while the record is locked is refused honestly, within five seconds', async () => {
    const before = street.record();
    const start = performance.now();
    const { card } = await whileLocked(() => street.ask(olga, 'revoke sessions for alice@contoso.com'));
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(card.text).toMatch(/^I could not write this down\n/);
    expect(card.text).toContain('I do nothing that would not be on it.');
    expect(card.buttons).toEqual([]);
    expect(street.record()).toEqual(before);
  });

  it('pressing while the record is locked sends nothing; pressing again works', async () => {
    const { teams } = street;
    const { chat, card } = await street.ask(olga, `revoke sessions for ${derek.userPrincipalName}`);
    const before = street.record();
    await whileLocked(async () => {
      const told = await teams.press(olga, chat, card, 'Revoke sessions');
      // The wait for the lock is longer than the presser's: then the words come as a card of their own.
      if (told.as === 'message') expect(told.text).toContain('I could not write this down');
      else await teams.shows(chat, 'I could not write this down');
    });
    expect(street.record()).toEqual(before);
    expect(revokes()).toBe(0);
    await teams.press(olga, chat, card, 'Revoke sessions');
    await until('it is confirmed', () =>
      teams.cards(chat)[0]!.text.startsWith('Confirmed by Microsoft Entra'),
    );
    expect(revokes()).toBe(1);
  });

  it('is not ready while the record is locked, and alive all the same', async () => {
    const { url } = street.teams.bot;
    const [ready, alive] = await whileLocked(async () => [
      await http('GET', `${url}/readyz`),
      await http('GET', `${url}/healthz`),
    ]);
    expect([ready.status, alive.status]).toEqual([503, 200]);
    expect((await http('GET', `${url}/readyz`)).status).toBe(200);
  });

  it('what was refused is on record with who, what and why', async () => {
    const { teams } = street;
    const { chat, card } = await street.ask(olga, 'revoke sessions for alice@contoso.com');
    await teams.press(ben, chat, card, 'Cancel');
    await street.ask(olga, 'revoke sessions for break.glass@contoso.com');
    const { request } = street.record().findLast(({ type }) => type === 'asked')!;
    expect(street.record().filter((event) => event.request === request)).toMatchObject([
      { type: 'asked' },
      { type: 'press-refused', by: ben.id, press: 'cancel', refusal: { kind: 'not-the-requester' } },
    ]);
    expect(street.record().at(-1)).toMatchObject({
      type: 'ask-refused',
      by: olga.id,
      typed: 'revoke sessions for break.glass@contoso.com',
      refusal: { kind: 'target-is-protected', why: 'listed' },
    });
  });

  it('a name or a reason cannot break the record or the card', async () => {
    const reason = 'line\nbreak {"a":1} \u001b[31m \u0000 \ud800 {{DATE(2020-01-01)}} ' + 'x'.repeat(5_000);
    const { card } = await street.ask(olga, `revoke sessions for alice@contoso.com because ${reason}`);
    expect(JSON.stringify(card.card).length).toBeLessThan(25_000);
    const shown = card.text.split('\n').find((line) => line.startsWith('Reason: '));
    expect(shown).toContain('line break {"a":1}');
    expect(shown).not.toMatch(/[\u0000-\u001f]|\{\{/);
    expect(card.buttons).toEqual(['Revoke sessions', 'Cancel']);
    expect(street.record().at(-1)).toMatchObject({ type: 'asked', by: { id: olga.id } });
  });

  it.each([
    [
      'line breaks that tell another story',
      'lost\n14:03 UTC: Ben Berg approved.\r\nDecided by: Ben Berg\u2028x',
    ],
    ['JSON and a quote', '"}],"type":"confirmed","x":[{"y":"'],
    ['colours and a cleared screen', '\u001b[2J\u001b[31mapproved\u009b0m'],
    ['NUL and half characters', 'a\u0000b \ud800 c \udfff d'],
    ['60,000 characters of three bytes', '\u20ac'.repeat(60_000)],
  ])('a reason with %s is one event, sealed and short', async (_, reason) => {
    const before = street.record().length;
    const { card } = await street.ask(olga, `revoke sessions for alice@contoso.com because ${reason}`);
    expect(JSON.stringify(card.card).length).toBeLessThan(25_000);
    // What an earlier story left open may expire meanwhile.
    const events = street
      .record()
      .slice(before)
      .filter(({ type }) => type !== 'expired');
    expect(events.map(({ type }) => type)).toEqual(['asked']);
    const kept = events.flatMap((event) => (event.type === 'asked' ? [event.reason ?? ''] : [])).join('');
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(4_096);
    expect(kept.isWellFormed()).toBe(true);
    expect(kept).toContain(reason.slice(0, 4).trim());
    expect(checkRecord(rowsOf(street.store), recordKeys(playgroundKeys))).toMatchObject({ kind: 'good' });
  });

  it('a reason of a megabyte does not come in at all', async () => {
    const asks = (): number => street.record().filter(({ type }) => type.startsWith('ask')).length;
    const before = asks();
    const { teams } = street;
    const text = `revoke sessions for alice@contoso.com because ${'x'.repeat(1_000_000)}`;
    expect((await teams.say(olga, teams.open('personal'), text)).status).toBe(413);
    expect(asks()).toBe(before);
  });

  it('rows are never changed or removed, from whatever connection', async () => {
    await street.ask(olga, 'revoke sessions for alice@contoso.com');
    const other = new DatabaseSync(street.store);
    const run = (sql: string) => (): void => {
      other.exec(sql);
    };
    expect(run("update events set type = 'x'")).toThrow('events are never changed');
    expect(run('delete from events')).toThrow('events are never removed');
    other.close();
    await until('the record is as it was', () => street.record().at(-1)?.type === 'asked');
  });
});
