import { checkRecord } from '../../src/edges/store/check';
import { recordKeys } from '../../src/edges/store/keys';
import { playgroundKeys } from '../../src/playground/wiring';
import { town } from '../../src/playground/tenant/town';
import { rowsOf } from '../edges/store/sealed';
import { quickClock } from '../support/clock';
import { askFor, storyOf } from '../support/desk';
import { openStreet, type Street } from '../support/street';

const { olga, ben } = town.people;

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

/** No words of anybody take more room than this in the record. */
const mostBytes = 4_096;

describe('a reason, whatever it holds, is words in one row of a record that stays whole', () => {
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

  const isWhole = (): boolean =>
    checkRecord(rowsOf(street.store), recordKeys(playgroundKeys)).kind === 'good';
  const bytesOf = (text: unknown): number => Buffer.byteLength(String(text));

  const reasons: readonly [string, string, RegExp][] = [
    ['line breaks', 'a\nb\r\nc\u2028d', /^a\nb\r\nc\u2028d$/],
    ['JSON', '"}],"type":"approved","by":{"id":"x"}', /^"\}\],"type":"approved"/],
    ['ANSI', 'a\u001b[2J\u001b[31mb', /^a\u001b\[2J/],
    ['NUL', 'a\u0000b', /^a\u0000b$/],
    ['half a character', 'a\ud83d b \ude00', /^a. b .$/],
    ['200,000 characters', 'x'.repeat(200_000), /^x{900,}…$/],
    ['60,000 wide characters', '漢'.repeat(60_000), /^漢{900,}…$/],
    ['30,000 NULs', `a${'\u0000'.repeat(30_000)}b`, /^a\u0000{900,}…$/],
  ];

  it.each(reasons)('%s', async (_what, reason, kept) => {
    const before = rowsOf(street.store).length;
    const asked = await askFor(street, `revoke sessions for carol@contoso.com because ${reason}`);
    await street.ask(olga, `revoke sessions for break.glass@contoso.com because ${reason}`);
    await street.ask(ben, `reject ${asked.code} because ${reason}`);
    const events = street.record().slice(before);
    expect(events.map(({ type }) => type)).toEqual(['asked', 'ask-refused', 'rejected']);
    expect(rowsOf(street.store)).toHaveLength(before + 3);
    expect(isWhole()).toBe(true);

    for (const event of storyOf(street, asked.code)) {
      const said = (event as { reason?: string }).reason;
      expect(said).toMatch(kept);
      expect(bytesOf(said)).toBeLessThanOrEqual(mostBytes);
    }
    expect(bytesOf((events[1] as { typed?: string }).typed)).toBeLessThanOrEqual(mostBytes);
    expect(street.tenant.ledger.revokes()).toEqual([]);
  });

  it('1 MB is not even read: the door refuses it, and nothing is written', async () => {
    const before = street.record();
    const chat = street.teams.open('personal');
    const text = `revoke sessions for alice@contoso.com because ${'x'.repeat(1_000_000)}`;
    expect((await street.teams.say(olga, chat, text)).status).toBe(413);
    expect(street.record()).toEqual(before);
    expect(isWhole()).toBe(true);
  });
});
