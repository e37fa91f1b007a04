import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { openStreet, type Street } from '../support/street';
import { until } from '../support/until';

const { olga, ben, alice, dan, eve } = town.people;

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('asking Evict about itself and about requests', () => {
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

  const codeOn = (text: string): string => /R-[0-9A-Z]{5}/.exec(text)?.[0] ?? '';
  const lines = async (...asked: Parameters<Street['ask']>): Promise<readonly string[]> =>
    (await street.ask(...asked)).card.text.split('\n');

  it('who am i: the role that counts', async () => {
    const said = await lines(olga, 'who am i');
    expect(said).toEqual(
      expect.arrayContaining([
        'You are Olga Ops',
        `Sign-in name olga@contoso.com, object id ${olga.id}.`,
        'Helpdesk Administrator: active, whole organisation',
        'You may revoke your own sessions: "revoke my sessions".',
      ]),
    );
    expect(said.join()).toContain('You may ask about others');
  });

  it('who am i: a role to activate first', async () => {
    const said = await lines(dan, 'Who am  I');
    expect(said).toContain('Helpdesk Administrator: eligible, whole organisation');
    expect(said.join()).toContain('activate Helpdesk Administrator in Privileged Identity Management first');
  });

  it('who am i: no role, and a guest', async () => {
    expect(await lines(alice, 'whoami')).toEqual(
      expect.arrayContaining(['You hold no role in Microsoft Entra.', 'You may not ask about others.']),
    );
    expect(await lines(eve, 'whoami')).toContain('As a guest you can neither ask nor decide here.');
  });

  it('help lists every command with an example', async () => {
    const said = (await lines(alice, 'help')).join('\n');
    for (const example of [
      'revoke sessions for alice@contoso.com because laptop stolen',
      'revoke my sessions',
      'status R-7F3K2',
      'cancel R-7F3K2',
      'who am i',
      'help revoke',
    ]) {
      expect(said).toContain(`${example}: `);
    }
  });

  it('help on one command says more', async () => {
    const said = (await lines(alice, 'help revoke')).join('\n');
    expect(said).toContain('Example: revoke sessions for alice@contoso.com because laptop stolen');
    expect(said).toContain('"because …"');
    expect(said).toContain('exact matches only');
  });

  it.each([
    ['rewoke sessions for alice@contoso.com', 'I do not understand', 'Did you mean: revoke sessions for'],
    ['stats R-7F3K2', 'I do not understand', 'Did you mean: status R-7F3K2'],
    ['make me a sandwich', 'I do not understand', 'For example: revoke sessions for'],
    [
      'revoke sessions for alice',
      '"alice" is not an address or object id',
      'For example: revoke sessions for',
    ],
    ['revoke sessions for alice@contoso.com now', 'I do not understand "now"', 'For example: '],
    ['revoke', 'Whose sessions?', 'For example: '],
    ['status', 'Which request?', 'For example: status R-7F3K2'],
    ['cancel everything', '"everything" is not a request code', 'For example: cancel R-7F3K2'],
    ['help dancing', 'I have no command "dancing"', 'For example: help revoke'],
  ])('"%s" changes nothing and gets one helpful answer', async (text, problem, hint) => {
    const before = street.record();
    const { chat, card } = await street.ask(olga, text);
    expect(card.text).toContain(problem);
    expect(card.text).toContain(hint);
    expect(card.text).toContain('Nothing was changed.');
    expect(street.teams.cards(chat)).toHaveLength(1);
    expect(street.record()).toEqual(before);
    expect(street.tenant.ledger.entries).toEqual([]);
  });

  it('status: for the requester and for people who could decide, not for others', async () => {
    const asked = await street.ask(olga, 'revoke sessions for alice@contoso.com because stolen');
    const code = codeOn(asked.card.text);
    const { card: story } = await street.ask(olga, `status ${code}`);
    expect(story.text).toMatch(new RegExp(`^Request ${code}: waiting for its requester to confirm\n`));
    expect(story.text).toContain('Alice Archer\n');
    expect(story.text).toContain('Reason: stolen\n');
    expect(story.text).toMatch(/\d\d:\d\d:\d\d UTC on .*: Olga Ops asked as Helpdesk Administrator\.$/);
    expect(story.buttons).toEqual([]);
    const same = await street.ask(ben, `STATUS ${code.toLowerCase().replace('-', '')}`);
    expect(same.card.text).toBe(story.text);
    const no = await lines(alice, `status ${code}`);
    expect(no[0]).toBe('I know no such request');
    // Nothing tells a code that is not yours from one that does not exist.
    const other = code === 'R-00000' ? 'R-00001' : 'R-00000';
    expect(await lines(alice, `status ${other}`)).toEqual(no);
    expect(await lines(eve, `status ${code}`)).toEqual(no);
  });

  it('status tells the whole story: who asked and confirmed, what was sent, what Entra confirmed', async () => {
    const { teams } = street;
    const { chat, card } = await street.ask(olga, 'revoke sessions for alice@contoso.com');
    await teams.press(olga, chat, card, 'Revoke sessions');
    await teams.shows(chat, 'Confirmed by Microsoft Entra');
    const told = await lines(olga, `status ${codeOn(card.text)}`);
    const happened = told.flatMap((line) => /^\d\d:\d\d:\d\d UTC on [^:]*: (.*)/.exec(line)?.[1] ?? []);
    const [sent] = street.tenant.ledger.revokes();
    expect(happened).toEqual([
      'Olga Ops asked as Helpdesk Administrator.',
      'Olga Ops confirmed as Helpdesk Administrator.',
      `Attempt 1 was sent to Microsoft Graph (client-request-id ${String(sent?.clientRequestId)}).`,
      expect.stringMatching(/^Microsoft Graph, attempt 1: accepted \(request-id \S+\)\.$/),
      expect.stringMatching(
        /^Confirmed by Microsoft Entra: sessions valid from \S+ before, \S+ when read at \S+\.$/,
      ),
    ]);
  });

  it('a second card of one request follows too, until the end', async () => {
    const { teams } = street;
    const { chat, card } = await street.ask(olga, 'revoke sessions for hans@contoso.com');
    const elsewhere = await street.ask(olga, 'revoke sessions for hans@contoso.com');
    expect(codeOn(elsewhere.card.text)).toBe(codeOn(card.text));
    await teams.press(olga, chat, card, 'Revoke sessions');
    await teams.shows(chat, 'Confirmed by Microsoft Entra');
    const there = await teams.shows(elsewhere.chat, 'Confirmed by Microsoft Entra');
    expect(there.buttons).toEqual([]);
  });

  it('cancel by code: the requester alone, and the card shows it', async () => {
    const { teams } = street;
    const { chat, card } = await street.ask(olga, "revoke sessions for o'neil@contoso.com");
    const code = codeOn(card.text);
    for (const who of [ben, alice, eve]) {
      const { card: answer } = await street.ask(who, `cancel ${code}`);
      expect(answer.buttons).toEqual([]);
      expect(answer.text).not.toContain('Cancelled');
    }
    expect(teams.newest(chat).buttons).toEqual(['Revoke sessions', 'Cancel']);
    const mine = await street.ask(olga, `cancel ${code}`);
    expect(mine.card.text).toMatch(/^Cancelled\n/);
    await teams.shows(chat, 'Cancelled');
    expect(street.record().at(-1)).toMatchObject({ type: 'cancelled', by: { id: olga.id } });
    expect(street.tenant.ledger.revokes()).toEqual([]);
  });

  it('greets when it is added to a conversation, and says nothing to a newcomer in it', async () => {
    const { teams } = street;
    const chat = teams.open('channel');
    const base = teams.message(olga, chat, '');
    await teams.post({ ...base, type: 'installationUpdate', action: 'add', text: undefined });
    await until('it greets', () => teams.cards(chat).length === 1);
    expect(teams.newest(chat).text).toMatch(/^Hello, I am Evict\n/);
    const members = [{ id: `29:${ben.id}`, aadObjectId: ben.id }];
    await teams.post({ ...base, type: 'conversationUpdate', membersAdded: members, text: undefined });
    expect(teams.cards(chat)).toHaveLength(1);
  });
});
