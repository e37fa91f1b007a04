import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { askFor, cardIn, openRoom, storyOf } from '../support/desk';
import { buttonsOf } from '../support/seen';
import { openStreet, type Street } from '../support/street';
import type { Somebody } from '../support/teams';
import { until } from '../support/until';

const { olga, ben, alice, sam, sam2, eve, breakGlass, mia } = town.people;
const hour = 3_600_000;

describe('one ask, many people', () => {
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

  const writes = (): readonly unknown[] =>
    street.tenant.ledger.entries.filter(({ method, path }) => method !== 'GET' && !path.includes('$batch'));

  it('a preview shows the same as the ask, and nothing is written or sent', async () => {
    const before = street.record().length;
    const group = 'members of "Project Falcon"';
    const { card } = await street.ask(olga, `preview revoke sessions for ${group}, eve@fabrikam.com`);
    expect(card.text).toMatch(/^Preview: an approver would be asked\n/);
    for (const line of ['1,200 people', 'From: group Project Falcon', 'Left out: 1 guests'])
      expect(card.text.split('\n')).toContain(line);
    expect(card.buttons).toEqual([]);
    expect(street.record()).toHaveLength(before);
    expect(writes()).toEqual([]);
    expect(street.tenant.ledger.revokes()).toEqual([]);
  });

  it('a preview that would be refused says why, and is not on record as an ask', async () => {
    const before = street.record().length;
    const { card } = await street.ask(olga, `preview revoke sessions for ${breakGlass.userPrincipalName}`);
    expect(card.text).toMatch(/^Preview: this would be refused\.\nBreak Glass is protected\n/);
    expect(street.record()).toHaveLength(before);
  });

  it('people mentioned in a chat are the accounts behind the mentions, whatever the mentions say', async () => {
    const { teams } = street;
    const chat = teams.open('groupChat');
    const message = teams.message(
      olga,
      chat,
      '<at>Evict</at> kick <at>Break Glass</at> and <at>Sam Smith</at>',
    );
    const mention = (id: string, text: string): object => ({
      type: 'mention',
      text: `<at>${text}</at>`,
      mentioned: { id, name: text },
    });
    const bot = (message['recipient'] as { readonly id: string }).id;
    const entities = [
      mention(bot, 'Evict'),
      mention(`29:${alice.id}`, 'Break Glass'),
      mention(`29:${sam.id}`, 'Sam Smith'),
    ];
    await teams.post({ ...message, entities });
    const card = teams.newest(chat);
    expect(card.text).toMatch(/^Revoke sessions: confirm\n2 people\n/);
    await teams.press(olga, chat, card, 'Revoke sessions');
    await teams.shows(chat, 'Confirmed by Microsoft Entra for all 2 people');
    const revoked = street.tenant.ledger.revokes().map(({ id }) => id);
    expect(revoked.toSorted()).toEqual([alice.id, sam.id].toSorted());
  });

  it('a line of a run book is read as it is: with -WhatIf a preview, without it an ask', async () => {
    const line = `PS C:\\> 'hans@contoso.com','mia@contoso.com' | Revoke-MgUserSignInSession`;
    const preview = await street.ask(olga, `${line} -WhatIf`);
    expect(preview.card.text).toMatch(/^Preview: an approver would be asked\n/);
    expect(street.tenant.ledger.revokes()).toEqual([]);
    const ask = await street.ask(olga, `${line} -Confirm:$false`);
    expect(ask.card.text).toMatch(/^Waiting for an approver\n/);
    expect(ask.card.text).toContain('Hans Hybrid, hans@contoso.com\nMia Member, mia@contoso.com\n');
    expect(ask.card.text).toContain('I always ask before anything is sent');
    await street.teams.press(olga, ask.chat, street.teams.newest(ask.chat), 'Cancel');
  });

  it('1,200 people of a group: Ben approves once, and each has an outcome', async () => {
    const room = await openRoom(street);
    const { code, chat } = await askFor(street, 'revoke sessions for members of "Project Falcon"');
    const approval = await cardIn(street, room, code);
    expect(approval.text).toContain('1,200 people\n');
    expect(approval.text).toContain('… and 1,195 more.');
    await street.teams.press(ben, room, approval, 'Approve');
    await until(
      'the asker sees the outcome',
      () => street.teams.newest(chat).text.startsWith('Confirmed by Microsoft Entra for all 1,200 people\n'),
      () => street.teams.newest(chat).text,
    );
    const revoked = street.tenant.ledger.revokes().map(({ id }) => id);
    expect(new Set(revoked)).toEqual(new Set(town.crowd.map(({ id }) => id)));
    expect(revoked).toHaveLength(1_200);
  });

  it('guests, protected people and names of nobody are left out and named; the others are one request', async () => {
    const names = [
      'alice@contoso.com',
      'eve@fabrikam.com',
      breakGlass.userPrincipalName,
      'nobody@contoso.com',
    ];
    const { card, code } = await askFor(street, `revoke sessions for ${names.join(', ')}`);
    expect(card.text).toContain('Left out: 1 protected, 1 guests, 1 not found\n');
    expect(card.text).toContain('Break Glass, break.glass@contoso.com: protected by the policy\n');
    const [asked] = storyOf(street, code);
    expect(asked).toMatchObject({
      targets: [{ person: { id: alice.id } }],
      leftOut: [
        { person: { id: eve.id }, why: 'guest' },
        { person: { id: breakGlass.id }, why: 'protected' },
        { named: 'nobody@contoso.com', why: 'not-found' },
      ],
    });
  });

  it('one with a role among ordinary people takes the whole request to an approver', async () => {
    const { card } = await askFor(
      street,
      `revoke sessions for alice@contoso.com and ${mia.userPrincipalName}`,
    );
    expect(card.text).toMatch(/^Waiting for an approver\n/);
    expect(card.text).toContain('With a role, or near one: 1 person\n');
  });

  it('who may not ask learns nothing of a group', async () => {
    const { card } = await street.ask(alice, 'revoke sessions for members of "Project Falcon"');
    expect(card.text).toMatch(/^You may not ask for this\n/);
    expect(street.tenant.ledger.entries.filter(({ path }) => path.includes('/groups'))).toEqual([]);
  });

  it('a name of two people: the one who is picked is asked for, and nobody else can pick', async () => {
    const { chat, card } = await street.ask(olga, 'revoke sessions for "Sam Smith"');
    const [button] = buttonsOf(card.card);
    const pick = (who: Somebody, choice: string): ReturnType<typeof street.teams.forge> => {
      const action = { ...button, data: { ...(button?.data as object), choice } };
      return street.teams.forge(who, chat, { action, trigger: 'manual' }, card);
    };
    for (const [who, choice] of [
      [ben, sam2.id],
      [olga, alice.id],
      [olga, 'Sam Smith'],
    ] as const)
      expect(await pick(who, choice)).toMatchObject({ as: 'message' });
    expect(street.record().at(-1)).toMatchObject({ type: 'ask-refused', refusal: { kind: 'several-found' } });
    const told = await pick(olga, sam2.id);
    expect(told.text).toMatch(/^Revoke sessions: confirm\nSam Smith\n/);
    expect(told.text).toContain(`Object id: ${sam2.id}\n`);
    expect(told.text).not.toContain(sam.id);
    await street.teams.shows(chat, 'Revoke sessions: confirm');
    expect(street.teams.cards(chat)).toHaveLength(1);
  });

  it('a card to pick from is too old when such an ask would have expired', async () => {
    const { chat, card } = await street.ask(olga, 'revoke sessions for "Sam Smith"');
    clock.advance(hour);
    const told = await street.teams.press(olga, chat, card, 'Go on with this person', { choice: sam.id });
    expect(told).toMatchObject({ as: 'message' });
    expect(told.text).toContain('This card is too old');
  });

  it('those it failed for are asked for anew with a press, alone, and on record as a retry', async () => {
    const { control, ledger } = street.tenant;
    control.onRevoke({ effect: 'never', answer: { status: 403 } }, alice.id);
    const { chat, card, code } = await askFor(
      street,
      'revoke sessions for alice@contoso.com and hans@contoso.com because token theft',
    );
    await street.teams.press(olga, chat, card, 'Revoke sessions');
    const done = await street.teams.shows(chat, 'Done: confirmed by Microsoft Entra for 1 of 2 people');
    expect(done.text).toMatch(/^Alice Archer, alice@contoso\.com: failed: \w+$/m);
    ledger.clear();
    const told = await street.teams.press(olga, chat, done, 'Try the failed ones again');
    expect(told.text).toMatch(/^Done: /);
    const again = await street.teams.shows(chat, 'Revoke sessions: confirm');
    expect(again.text).toContain(`Retry of: ${code}\n`);
    expect(again.text).toContain('Reason: token theft\n');
    expect(
      street
        .record()
        .filter(({ type }) => type === 'asked')
        .at(-1),
    ).toMatchObject({
      retryOf: code,
      targets: [{ person: { id: alice.id } }],
    });
    expect(ledger.revokes()).toEqual([]);
  });
});
