import { town } from '../../src/playground/tenant/town';
import { startChildBot, type ChildBot } from '../support/child';
import { quickClock } from '../support/clock';
import { openStreet, type Recorded, type Street } from '../support/street';
import type { Chat, SeenCard } from '../support/teams';
import { until } from '../support/until';

const { olga } = town.people;

describe('nothing is lost and nothing is done twice', () => {
  const clock = quickClock();
  let street: Street;
  let child: ChildBot | undefined;
  /** Somebody else in each story: the stories follow each other within minutes. */
  let target: (typeof town.crowd)[number];
  let stories = 0;
  beforeAll(async () => {
    street = await openStreet({ clock });
  });
  afterAll(() => street.close());
  beforeEach(async () => {
    street.calm();
    target = town.crowd[stories++]!;
    // Not more: bots in processes of their own are on the machine's clock.
    clock.advance(2_000);
    await street.stopBot();
  });
  afterEach(async () => {
    await child?.kill();
    child = undefined;
  });

  const story = (): readonly Recorded[] => {
    const request = street.record().findLast(({ type }) => type === 'asked')?.request;
    return street.record().filter((event) => event.request === request);
  };
  const types = (): readonly string[] => story().map(({ type }) => type);
  const isPending = (path: RegExp): boolean =>
    street.tenant.ledger.entries.some((entry) => path.test(decodeURIComponent(entry.path)));

  /** A bot of its own is asked and pressed, and killed when the moment has come. */
  const killedWhen = async (moment: string, come: () => boolean): Promise<{ chat: Chat; card: SeenCard }> => {
    child = await startChildBot(street);
    const asked = await street.ask(olga, `revoke sessions for ${target.userPrincipalName}`);
    const press = street.teams.press(olga, asked.chat, asked.card, 'Revoke sessions').catch(() => undefined);
    await until(moment, come);
    await child.kill();
    await press;
    return asked;
  };

  it('a card is pressed after a restart', async () => {
    await street.startBot();
    const { chat, card } = await street.ask(olga, `revoke sessions for ${target.userPrincipalName}`);
    await street.stopBot();
    await street.startBot();
    await street.teams.press(olga, chat, card, 'Revoke sessions');
    await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(street.tenant.ledger.revokes()).toMatchObject([{ id: target.id }]);
  });

  it('killed while reading back: goes on reading, sends nothing', async () => {
    street.tenant.control.onRevoke({ effect: { afterMs: 90_000 }, answer: { status: 204 } }, target.id);
    const { chat } = await killedWhen('the answer is on record', () => types().includes('answered'));
    await street.startBot();
    const end = await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(end.text).not.toContain('reading back');
    expect(street.tenant.ledger.revokes()).toHaveLength(1);
  });

  it('killed between the decision and the sending: done once, and the same card shows the end', async () => {
    street.tenant.control.addFault('GET select=id,signInSessionsValidFromDateTime no-answer x1');
    const { chat, card } = await killedWhen('it is about to send', () =>
      isPending(/select=id,signInSessionsValidFromDateTime/),
    );
    expect(types()).toEqual(['asked', 'confirmed']);
    expect(street.tenant.ledger.revokes()).toEqual([]);

    child = await startChildBot(street);
    const end = await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(end.activityId).toBe(card.activityId);
    expect(street.teams.cards(chat)).toHaveLength(1);
    expect(street.tenant.ledger.revokes()).toMatchObject([{ id: target.id, status: 200 }]);
    expect(types()).toEqual(['asked', 'confirmed', 'attempted', 'answered', 'settled']);
  });

  it('killed when it had worked and the answer was not on record: read back, not sent again', async () => {
    street.tenant.control.onRevoke({ effect: 'at-once', answer: 'no-answer' }, target.id);
    const { chat, card } = await killedWhen('it was sent', () => street.tenant.ledger.revokes().length > 0);
    expect(types()).toEqual(['asked', 'confirmed', 'attempted']);

    await street.startBot();
    const end = await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(end.activityId).toBe(card.activityId);
    expect(end.text).toContain('the effect was confirmed by reading back');
    expect(street.tenant.ledger.revokes()).toHaveLength(1);
    expect(story().at(-2)).toMatchObject({ type: 'answered', answer: { why: 'no answer on record' } });
  });

  it('killed when it was sent and had not worked: sent once more, each on record', async () => {
    street.tenant.control.onRevoke({ effect: 'never', answer: 'no-answer', times: 1 }, target.id);
    const { chat } = await killedWhen('it was sent', () => street.tenant.ledger.revokes().length > 0);
    await street.startBot();
    await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    const sent = street.tenant.ledger.revokes().map(({ clientRequestId }) => clientRequestId);
    const recorded = story().flatMap((event) => (event.type === 'attempted' ? [event.clientRequestId] : []));
    expect(sent).toHaveLength(2);
    expect(recorded).toEqual(sent);
  });

  it('killed when it was done and the card did not show it yet: the card does', async () => {
    street.teams.fail('PUT /activities reset');
    const { chat, card } = await killedWhen('it is settled', () => types().includes('settled'));
    expect(street.teams.newest(chat)).toEqual(card);
    street.teams.clear();
    await street.startBot();
    const end = await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(end.activityId).toBe(card.activityId);
    expect(street.tenant.ledger.revokes()).toHaveLength(1);
  });

  it('killed, started and killed again: still done once', async () => {
    street.tenant.control.addFault('GET select=id,signInSessionsValidFromDateTime no-answer x2');
    const { chat } = await killedWhen('it is about to send', () => isPending(/select=id,signIn/));
    street.tenant.ledger.clear();
    child = await startChildBot(street);
    await until('it is about to send again', () => isPending(/select=id,signIn/));
    await child.kill();
    await street.startBot();
    await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(types().filter((type) => type === 'attempted')).toHaveLength(1);
    expect(street.tenant.ledger.revokes()).toHaveLength(1);
  });

  it('asked to stop while sending: ends that attempt, writes it down, and leaves', async () => {
    street.tenant.control.onRevoke({ effect: 'at-once', answer: { delayMs: 700 } }, target.id);
    child = await startChildBot(street);
    const { chat, card } = await street.ask(olga, `revoke sessions for ${target.userPrincipalName}`);
    const press = street.teams.press(olga, chat, card, 'Revoke sessions').catch(() => undefined);
    await until('it is sending', () => street.tenant.ledger.revokes().length > 0);
    const start = performance.now();
    expect(await child.stop()).toBe(0);
    expect(performance.now() - start).toBeLessThan(10_000);
    await press;
    expect(types()).toEqual(['asked', 'confirmed', 'attempted', 'answered']);
    child = undefined;
    await street.startBot();
    await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(street.tenant.ledger.revokes()).toHaveLength(1);
  });

  it('what nobody answered expires although nobody was there when its time came', async () => {
    await street.startBot();
    const { chat, card } = await street.ask(olga, `revoke sessions for ${target.userPrincipalName}`);
    await street.stopBot();
    clock.advance(30 * 60_000);
    await street.startBot();
    const end = await until('the card says so', () => {
      const [first] = street.teams.cards(chat);
      return first!.text.startsWith('Expired') && first!;
    });
    expect(end).toMatchObject({ activityId: card.activityId, buttons: [] });
    expect(types()).toEqual(['asked', 'expired']);
  });

  it('what was decided and not sent before its deadline is never sent', async () => {
    street.tenant.control.addFault('GET select=id,signInSessionsValidFromDateTime no-answer x1');
    const { chat } = await killedWhen('it is about to send', () => isPending(/select=id,signIn/));
    clock.advance(15 * 60_000);
    await street.startBot();
    const end = await street.teams.shows(chat, 'Stopped: nothing was sent');
    expect(end.text).toContain('within 15 minutes of the decision');
    expect(street.tenant.ledger.revokes()).toEqual([]);
  });

  it('a card that was lost between the record and the chat is posted after all', async () => {
    await street.startBot();
    const chat = street.teams.open('personal');
    street.teams.fail('POST /activities 403 x1');
    await street.teams.say(olga, chat, `revoke sessions for ${target.userPrincipalName}`);
    expect(types()).toEqual(['asked']);
    expect(street.teams.cards(chat)).toEqual([]);
    await street.stopBot();
    clock.advance(20_000);
    await street.startBot();
    const card = await until('the card is there', () => street.teams.cards(chat)[0]);
    await street.teams.press(olga, chat, card, 'Revoke sessions');
    await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(street.teams.cards(chat)).toHaveLength(1);
  });
});
