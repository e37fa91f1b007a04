import { roles } from '../../src/playground/tenant/roles';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { allShow, askFor, cardIn, openRoom, typesOf } from '../support/desk';
import { openStreet, type Street } from '../support/street';
import type { Chat, Somebody } from '../support/teams';
import { until } from '../support/until';

const { olga, ben, gina, alice, dan, eve } = town.people;

const hour = 3_600_000;
const day = 24 * hour;

describe('who is told what about requests', () => {
  const clock = quickClock();
  let street: Street;
  let room: Chat;
  /** Codes: Carol approved two days ago, Alice's own yesterday, Carol waiting now. */
  let approved: string;
  let own: string;
  let waiting: string;
  beforeAll(async () => {
    street = await openStreet({ clock });
    room = await openRoom(street);
    approved = (await askFor(street, 'revoke sessions for carol@contoso.com because phished')).code;
    await street.teams.press(ben, room, await cardIn(street, room, approved), 'Approve');
    await allShow(street, approved, 'Confirmed by Microsoft Entra');
    clock.advance(2 * day);
    const hers = await askFor(street, 'revoke my sessions', alice);
    own = hers.code;
    await street.teams.press(alice, hers.chat, hers.card, 'Revoke sessions');
    await allShow(street, own, 'Confirmed by Microsoft Entra');
    clock.advance(day);
    waiting = (await askFor(street, 'revoke sessions for carol@contoso.com')).code;
    await cardIn(street, room, waiting);
  });
  afterAll(() => street.close());

  const told = async (who: Somebody, text: string): Promise<string> =>
    (await street.ask(who, text)).card.text;
  const codes = async (who: Somebody, text: string): Promise<readonly string[]> =>
    (await told(who, text)).split('\n').flatMap((line) => /^(R-[0-9A-Z]{5}): /.exec(line)?.[1] ?? []);

  it('pending: people who could decide see what waits, others what they asked', async () => {
    for (const who of [olga, ben]) expect(await codes(who, 'pending')).toEqual([waiting]);
    // Gina is a Helpdesk Administrator, and Carol is beyond that.
    for (const who of [alice, dan, eve, gina]) {
      expect(await told(who, 'pending')).toBe('What waits or runs\nNothing that you may see.');
    }
    expect(await told(ben, 'pending')).toContain(
      `${waiting}: Carol Chief; waiting for an approver; asked by Olga Ops at `,
    );
  });

  it('history: newest first; of what is not theirs, others see nothing', async () => {
    for (const who of [olga, ben]) expect(await codes(who, 'history')).toEqual([waiting, own, approved]);
    expect(await codes(alice, 'history')).toEqual([own]);
    for (const who of [dan, eve, { displayName: 'Ben Berg' }])
      expect(await codes(who, 'history')).toEqual([]);
  });

  it('history last days: not earlier', async () => {
    expect(await codes(ben, 'history last 1 days')).toEqual([waiting]);
    expect(await codes(ben, 'history last 2 days')).toEqual([waiting, own]);
    expect(await codes(ben, 'history last 7 days')).toEqual([waiting, own, approved]);
    expect(await codes(alice, 'history last 7 days')).toEqual([own]);
  });

  it('history for a person: for people who could decide', async () => {
    expect(await codes(ben, 'history for carol@contoso.com')).toEqual([waiting, approved]);
    expect(await codes(olga, `history for ${alice.id}`)).toEqual([own]);
    expect(await codes(ben, 'history for carol@contoso.com last 1 days')).toEqual([waiting]);
    for (const who of [alice, dan, eve]) {
      const text = await told(who, 'history for carol@contoso.com');
      expect(text).toMatch(/^You may not see this\n/);
      expect(text).not.toContain('Carol');
    }
    expect(await told(ben, 'history for nobody@contoso.com')).toMatch(/^I found nobody for nobody@/);
  });

  it('history for a person whose account is gone: by object id it is still there', async () => {
    const { sam } = town.people;
    const { chat, card, code } = await askFor(street, `revoke sessions for ${sam.userPrincipalName}`);
    await street.teams.press(olga, chat, card, 'Cancel');
    street.tenant.control.deletePerson(sam.id);
    expect(await codes(ben, `history for ${sam.id}`)).toEqual([code]);
  });

  it('status: the whole story, with who approved as what, and every attempt with the ids of Graph', async () => {
    const text = await told(ben, `status ${approved}`);
    expect(text).toMatch(new RegExp(`^Request ${approved}: Confirmed by Microsoft Entra\\n`));
    const happened = text.split('\n').flatMap((line) => /UTC on \d+ \w+ \d{4}: (.*)/.exec(line)?.[1] ?? []);
    expect(happened).toEqual([
      'Olga Ops asked as Helpdesk Administrator.',
      'Ben Berg approved as Privileged Authentication Administrator.',
      expect.stringMatching(/^Attempt 1 was sent to Microsoft Graph \(client-request-id [0-9a-f-]{36}\)\.$/),
      expect.stringMatching(/^Microsoft Graph, attempt 1: accepted \(request-id [0-9a-f-]{36}\)\.$/),
      expect.stringMatching(
        /^Confirmed by Microsoft Entra: sessions valid from \S+ before, \S+ when read at \S+\.$/,
      ),
    ]);
    expect(text).toContain('Reason: phished\n');
    expect(await told(olga, `status ${approved}`)).toBe(text);
  });

  it('status: to others a code that is not theirs is no different from one that does not exist', async () => {
    const unknown = await told(alice, `status ${approved === 'R-00000' ? 'R-00001' : 'R-00000'}`);
    expect(unknown).toMatch(/^I know no such request\n/);
    for (const who of [alice, dan, eve]) expect(await told(who, `status ${waiting}`)).toBe(unknown);
    expect(await told(alice, `status ${own}`)).toMatch(
      new RegExp(`^Request ${own}: Confirmed by Microsoft Entra\\n`),
    );
  });

  it('a role that decides about others, but not about this person, shows nothing of it', async () => {
    const [helpdesk] = town.crowd;
    street.tenant.control.assignRole(helpdesk!.id, roles.helpdeskAdministrator);
    expect(await codes(helpdesk!, 'pending')).toEqual([]);
    // Alice holds no role: about her they could have decided.
    const history = await codes(helpdesk!, 'history');
    expect(history).toContain(own);
    for (const code of [waiting, approved]) expect(history).not.toContain(code);
    expect(await codes(helpdesk!, 'history for carol@contoso.com')).toEqual([]);
    const unknown = await told(helpdesk!, `status ${approved === 'R-00000' ? 'R-00001' : 'R-00000'}`);
    for (const code of [waiting, approved]) expect(await told(helpdesk!, `status ${code}`)).toBe(unknown);
  });

  it('whoever is a guest, or nobody the directory knows, is not told where approvals go', async () => {
    for (const who of [eve, { displayName: 'Ben Berg' }])
      expect(await told(who, 'approvals status')).not.toMatch(/Approval cards|Ben Berg set/);
    expect(await told(alice, 'approvals status')).toMatch(/^Approval cards go to another conversation\n/);
  });

  it('a press refused again and again is one line of the story', async () => {
    const card = await cardIn(street, room, waiting);
    for (let press = 0; press < 3; press += 1) await street.teams.press(olga, room, card, 'Approve');
    await until('all three are on record', () => typesOf(street, waiting).length === 4);
    const refused = (await told(ben, `status ${waiting}`))
      .split('\n')
      .filter((line) => line.includes('refused'));
    expect(refused).toEqual([expect.stringMatching(/ 3 such presses, the first one then\.$/)]);
  });

  it.each(['approve', 'reject', 'cancel'])(
    '%s by code: to others, too, a code that is not theirs tells nothing of the request',
    async (verb) => {
      const because = verb === 'reject' ? ' because no' : '';
      for (const who of [alice, dan, eve]) {
        const text = await told(who, `${verb} ${waiting}${because}`);
        for (const secret of ['Carol', 'Olga', 'Reason']) expect(text).not.toContain(secret);
      }
    },
  );

  it('a list that is not all there is says so', async () => {
    for (const { userPrincipalName } of town.crowd.slice(1, 12))
      await askFor(street, `revoke sessions for ${userPrincipalName}`);
    for (const list of ['pending', 'history']) {
      expect(await codes(olga, list)).toHaveLength(10);
      expect(await told(olga, list)).toMatch(/There are (more|older)/);
    }
    expect(await told(olga, 'history for carol@contoso.com')).not.toMatch(/There are/);
  });

  it('when the directory does not answer, nobody is shown anything', async () => {
    street.tenant.control.addFault('GET /v1.0/ 500');
    for (const text of ['pending', 'history', 'history for carol@contoso.com']) {
      expect(await told(ben, text)).toMatch(/^I could not check\n/);
    }
    expect(await told(ben, `status ${waiting}`)).toMatch(/^I could not check\n/);
    // One's own needs no look-up.
    expect(await told(olga, `status ${waiting}`)).toMatch(new RegExp(`^Request ${waiting}: waiting`));
    street.tenant.control.clearFaults();
  });
});
