import { parse } from 'csv-parse/sync';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { openStreet, type Street } from '../support/street';
import type { Chat, SeenCard } from '../support/teams';

const { olga, alice, dan, nora, carol, breakGlass } = town.people;

describe('a CSV file dropped in the personal chat', () => {
  const clock = quickClock();
  let street: Street;
  let chat: Chat;
  beforeAll(async () => {
    street = await openStreet({ clock });
  });
  afterAll(() => street.close());
  beforeEach(() => {
    street.calm();
    clock.advance(3_600_000);
    chat = street.teams.open('personal');
    (street.drive.seen as unknown[]).length = 0;
  });

  const drop = async (content: string | Buffer, text?: string, who = olga): Promise<SeenCard> => {
    const downloadUrl = street.drive.keep(content);
    await street.teams.drop(who, chat, [{ name: 'people.csv', downloadUrl }], text);
    return street.teams.newest(chat);
  };
  const asked = (): {
    targets: { person: { id: string } }[];
    leftOut: { row: number; named: string; why: string; person?: { id: string } }[];
    sources: unknown;
    reason?: string;
  } => street.record().findLast(({ type }) => type === 'asked') as never;

  it('asks for everybody in it, and names row by row who was not recognised', async () => {
    const card = await drop(
      [
        'Name;UserPrincipalName;Object Id',
        `"Archer, Alice";alice@contoso.com;${alice.id}`,
        `Nora;${nora.userPrincipalName};`,
        'Bob Builder;;',
        ';;',
        `Mixed up;alice@contoso.com;${dan.id}`,
        'Nobody;nobody@contoso.com;',
        `Break Glass;${breakGlass.userPrincipalName};`,
      ].join('\r\n'),
    );
    expect(card.buttons).toContain('Revoke sessions');
    expect(asked().targets.map(({ person }) => person.id)).toEqual([alice.id, nora.id]);
    expect(asked().sources).toEqual([{ kind: 'file', name: 'people.csv' }]);
    const left = asked().leftOut.map(({ row, named, why }) => `${row} ${why}: ${named}`);
    expect(left.toSorted()).toEqual([
      '4 not-recognised: Bob Builder',
      `6 not-recognised: Mixed up, alice@contoso.com, ${dan.id}`,
      '7 not-found: Nobody, nobody@contoso.com',
      '8 protected: Break Glass, break.glass@contoso.com',
    ]);
    for (const said of ['people.csv', 'Alice Archer', 'Row 4: Bob Builder'])
      expect(card.text).toContain(said);

    await street.teams.press(olga, chat, card, 'Revoke sessions');
    const done = await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    await street.teams.press(olga, chat, done, 'Outcome as a file');
    const offered = await street.teams.shows(chat, 'File');
    const place = { ...street.drive.place(), fileType: 'csv' };
    await street.teams.answerOffer(olga, chat, offered, place);
    const rows: readonly Record<string, string>[] = parse(street.drive.saved(place.uniqueId) ?? '', {
      bom: true,
      columns: true,
    });
    expect(rows.map(({ targets, outcome, why, row }) => [targets, outcome, why, row])).toEqual([
      [alice.id, 'verified', '', ''],
      [nora.id, 'verified', '', ''],
      ...asked().leftOut.map(({ person, why, row }) => [person?.id ?? '', 'left-out', why, String(row)]),
    ]);
    expect(
      street.tenant.ledger
        .revokes()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([alice.id, nora.id].toSorted());
  });

  it('may come with a reason, and counts where the text says so', async () => {
    await drop('carol@contoso.com', 'revoke sessions for everybody in this file because phished');
    expect(asked()).toMatchObject({ targets: [{ person: { id: carol.id } }], reason: 'phished' });
  });

  it('is read for a preview, and nothing is written', async () => {
    const before = street.record().length;
    const card = await drop('alice@contoso.com\nnora.oneil@contoso.com\nwho', 'preview');
    expect(card.buttons).toEqual([]);
    expect(card.text).toContain('people.csv');
    expect(street.record()).toHaveLength(before);
  });

  it('is not even fetched for somebody who may not ask about others', async () => {
    const card = await drop('alice@contoso.com', undefined, alice);
    expect(card.text).toMatch(/^You may not ask for this\n/);
    expect(street.drive.seen).toEqual([]);
  });

  it('is fetched once, and with no token', async () => {
    await drop('alice@contoso.com');
    expect(street.drive.seen).toEqual([{ line: expect.stringMatching(/^GET /) as string }]);
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['a workbook', Buffer.from('504b0304', 'hex'), /^people\.csv is not a CSV file\n/],
    ['old letters', Buffer.from('Müller', 'latin1'), /^I cannot read the letters in people\.csv\n/],
    ['an open quotation mark', '"alice@contoso.com\n', /^people\.csv is broken\n/],
    ['nothing', '', /^people\.csv is empty\n/],
    ['too much', 'a@contoso.com\n'.repeat(80_000), /^people\.csv is too large\n/],
    ['too many rows', 'a\n'.repeat(10_002), /^people\.csv has too many rows\n/],
    ['nobody', 'alice\nbob\n', /^Nobody is left to revoke\n/],
  ])('with %s is refused with what to do, on record', async (_, content, title) => {
    const { text } = await drop(content);
    expect(text).toMatch(title);
    expect(text).toContain('Nothing was changed.');
    expect(street.record().at(-1)).toMatchObject({ type: 'ask-refused', by: olga.id });
  });

  it('is refused in a group chat, with another one, and from anywhere else; nothing is fetched', async () => {
    const here = { name: 'people.csv', downloadUrl: street.drive.keep('alice@contoso.com') };
    await street.teams.drop(olga, chat, [here, here]);
    expect(street.teams.newest(chat).text).toMatch(/^That is more than one file\n/);
    await street.teams.drop(olga, chat, [{ ...here, downloadUrl: `${street.teams.origin}/x` }]);
    expect(street.teams.newest(chat).text).toMatch(/^I do not fetch people\.csv from where it lies\n/);
    const group = street.teams.open('groupChat');
    await street.teams.drop(olga, group, [here], '<at>Evict</at> revoke this file');
    expect(street.teams.newest(group).text).toMatch(/^I take files only in a chat with me alone\n/);
    expect(street.drive.seen).toEqual([]);
    expect(street.teams.calls.filter(({ path }) => path === '/x')).toEqual([]);
  });

  it('that is gone is said to be gone', async () => {
    await street.teams.drop(olga, chat, [{ name: 'x.csv', downloadUrl: `${street.drive.origin}/gone` }]);
    expect(street.teams.newest(chat).text).toMatch(/^I may not read x\.csv, or it is not there any more\n/);
  });
});
