import { parse } from 'csv-parse/sync';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { openStreet, type Street } from '../support/street';
import type { Chat, SeenCard } from '../support/teams';

const { olga, alice, dan } = town.people;

/** What a spreadsheet shows of a file: a row of heads, and the others by them. */
function rowsOf(content: Buffer | undefined): readonly Record<string, string>[] {
  return parse(content ?? '', { bom: true, columns: true });
}

describe('the outcome of a request as a file', () => {
  const clock = quickClock();
  let street: Street;
  let chat: Chat;
  let code: string;
  beforeAll(async () => {
    street = await openStreet({ clock });
    const asked = await street.ask(olga, 'revoke sessions for alice@contoso.com because =1+1');
    chat = asked.chat;
    await street.teams.press(olga, chat, asked.card, 'Revoke sessions');
    const done = await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    code = /R-[0-9A-Z]{5}/.exec(done.text)?.[0] ?? '';
  });
  afterAll(() => street.close());

  const offer = async (): Promise<SeenCard> => {
    await street.teams.say(olga, chat, `file ${code}`);
    return street.teams.newest(chat);
  };
  const uploadInfo = (): ReturnType<Street['drive']['place']> & { fileType: string; name: string } => ({
    ...street.drive.place(),
    fileType: 'csv',
    name: `evict-${code}.csv`,
  });

  it('is offered, put where the person allows it, and shown; it says what is on record', async () => {
    const offered = await offer();
    expect(offered.text).toBe(
      `File\nevict-${code}.csv\nWhat came of request ${code}, a row for each person, as the record has it now.`,
    );
    const place = uploadInfo();
    await street.teams.answerOffer(olga, chat, offered, place);
    expect(street.teams.newest(chat).text).toBe(`File\nevict-${code}.csv`);
    const content = street.drive.saved(place.uniqueId);
    const [row, ...others] = rowsOf(content);
    expect(others).toEqual([]);
    const settled = street.record().find(({ type }) => type === 'settled');
    expect(row).toMatchObject({
      code,
      target_names: 'Alice Archer',
      target_addresses: 'alice@contoso.com',
      targets: alice.id,
      outcome: 'verified',
      at: settled?.at,
      attempts: '1',
      graph_answer: 'accepted',
    });
    const [revoke] = street.tenant.ledger.revokes();
    expect(row?.['client_request_id']).toBe(revoke?.clientRequestId);
    const { attachments } = offered.card as { attachments: readonly { content: { sizeInBytes: number } }[] };
    expect(attachments[0]?.content.sizeInBytes).toBe(content?.length);
    expect(street.drive.seen).toEqual([{ line: `PUT /${place.uniqueId}` }]);
  });

  it('is not given when it is declined, which is said', async () => {
    await street.teams.answerOffer(olga, chat, await offer(), 'decline');
    expect(street.teams.newest(chat).text).toBe(
      `The file was not saved\nYou declined it. Send "file ${code}" if you want it after all.`,
    );
  });

  it('is offered only where nobody else reads', async () => {
    const group = street.teams.open('groupChat');
    await street.teams.say(olga, group, `file ${code}`, 'mention');
    const said = street.teams.newest(group);
    expect(said.text).toMatch(/^I give files only in a chat with me alone\n/);
    expect(said.text).toContain(`Send "file ${code}" there.`);
    expect(said.text).toContain('npm run audit -- export');
  });

  it('is neither offered nor given to somebody who may not see the request', async () => {
    const theirs = street.teams.open('personal');
    await street.teams.say(dan, theirs, `file ${code}`);
    expect(street.teams.newest(theirs).text).toMatch(/^I know no such request\n/);
    const place = uploadInfo();
    await street.teams.answerOffer(dan, theirs, await offer(), place);
    expect(street.teams.newest(theirs).text).toMatch(/^I know no such request\n/);
    expect(street.drive.saved(place.uniqueId)).toBeUndefined();
  });

  it('goes to no other place than where files lie, and whoever wanted it is told', async () => {
    const before = street.drive.seen.length;
    for (const spoilt of [
      { uploadUrl: `${street.teams.origin}/steal` },
      { contentUrl: 'https://evil.example/evict.csv' },
      { uploadUrl: 'file:///tmp/evict.csv' },
      { uploadUrl: 7 },
      { uniqueId: 'x'.repeat(201) },
    ]) {
      await street.teams.answerOffer(olga, chat, await offer(), { ...uploadInfo(), ...spoilt });
      expect(street.teams.newest(chat).text).toMatch(/^The file could not be saved\n/);
    }
    expect(street.drive.seen).toHaveLength(before);
    expect(street.teams.calls.filter(({ path }) => path.includes('steal'))).toEqual([]);
  });

  it('is not there when its place does not take it, and whoever wanted it is told', async () => {
    const { uploadUrl, ...gone } = uploadInfo();
    await street.teams.answerOffer(olga, chat, await offer(), { ...gone, uploadUrl: `${uploadUrl}0` });
    expect(street.teams.newest(chat).text).toBe(
      `The file could not be saved\nOneDrive did not take it. Send "file ${code}" to try again.\nNothing was changed.`,
    );
  });

  it.each([
    ['nothing', undefined],
    ['a request that is none', { action: 'accept', context: { request: 'x' } }],
    ['another answer', { action: 'maybe', context: {} }],
    ['a list', []],
  ])('is nobody’s business to an answer with %s', async (_, value) => {
    const before = street.teams.cards(chat).length;
    const activity = {
      ...street.teams.message(olga, chat, ''),
      type: 'invoke',
      name: 'fileConsent/invoke',
      value,
    };
    expect((await street.teams.post(activity)).status).toBe(200);
    expect(street.teams.cards(chat)).toHaveLength(before);
  });
});
