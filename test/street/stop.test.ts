import { request, type ClientRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { DatabaseSync } from 'node:sqlite';
import { town } from '../../src/playground/tenant/town';
import { startChildBot, type ChildBot } from '../support/child';
import { quickClock } from '../support/clock';
import { openStreet, type Recorded, type Street } from '../support/street';
import { buttonsOf } from '../support/seen';
import type { Chat, SeenCard } from '../support/teams';
import { until } from '../support/until';

const { olga } = town.people;

describe('asked to stop, it ends with code 0 before a platform would kill it', () => {
  let street: Street;
  let child: ChildBot;
  let target: (typeof town.crowd)[number];
  let stories = 0;
  beforeAll(async () => {
    street = await openStreet({ clock: quickClock() });
    await street.stopBot();
  });
  afterAll(() => street.close());
  beforeEach(async () => {
    street.calm();
    target = town.crowd[stories++]!;
    child = await startChildBot(street);
  });
  afterEach(() => child.kill());

  const story = (): readonly Recorded[] => {
    const asked = street.record().findLast(({ type }) => type === 'asked')?.request;
    return street.record().filter((event) => event.request === asked);
  };
  const types = (): readonly string[] => story().map(({ type }) => type);
  const revokes = (): number => street.tenant.ledger.revokes().length;
  const attempts = (): number => types().filter((type) => type === 'attempted').length;
  const isAsked = (path: RegExp): boolean =>
    street.tenant.ledger.entries.some((entry) => path.test(decodeURIComponent(entry.path)));

  interface Pressed {
    readonly chat: Chat;
    readonly card: SeenCard;
    readonly press: Promise<unknown>;
  }
  const pressed = async (): Promise<Pressed> => {
    const { chat, card } = await street.ask(olga, `revoke sessions for ${target.userPrincipalName}`);
    const press = street.teams.press(olga, chat, card, 'Revoke sessions').catch(() => undefined);
    return { chat, card, press };
  };
  const finishedNext = async ({ chat }: Pressed): Promise<void> => {
    child = await startChildBot(street);
    await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    expect(revokes()).toBe(1);
    expect(attempts()).toBe(1);
  };

  it('before the attempt: none is made, and the next start makes it', async () => {
    street.tenant.control.addFault('GET select=id,signInSessionsValidFromDateTime no-answer x1');
    const story = await pressed();
    await until('it is about to send', () => isAsked(/select=id,signInSessionsValidFromDateTime/));
    expect(await child.stopInTime()).toBe(0);
    expect(types()).toEqual(['asked', 'confirmed']);
    expect(revokes()).toBe(0);
    await story.press;
    await finishedNext(story);
  });

  it('while sending: that nobody answered is on record, and the next start reads back', async () => {
    street.tenant.control.onRevoke({ effect: 'at-once', answer: 'no-answer' }, target.id);
    const story = await pressed();
    await until('it is sending', () => revokes() > 0);
    expect(await child.stopInTime()).toBe(0);
    expect(types()).toEqual(['asked', 'confirmed', 'attempted', 'answered']);
    await story.press;
    await finishedNext(story);
  });

  it('while sending, asked twice: the answer is waited for and written down', async () => {
    street.tenant.control.onRevoke({ effect: 'at-once', answer: { delayMs: 1_500 } }, target.id);
    const story = await pressed();
    await until('it is sending', () => revokes() > 0);
    child.signal('SIGTERM');
    expect(await child.stopInTime()).toBe(0);
    expect(types()).toEqual(['asked', 'confirmed', 'attempted', 'answered']);
    await story.press;
    await finishedNext(story);
  });

  it('while reading back: nothing is concluded, and the next start goes on reading', async () => {
    street.tenant.control.onRevoke({ effect: { afterMs: 3_000 }, answer: { status: 204 } }, target.id);
    const story = await pressed();
    await until('the answer is on record', () => types().includes('answered'));
    expect(await child.stopInTime()).toBe(0);
    expect(types()).toEqual(['asked', 'confirmed', 'attempted', 'answered']);
    await story.press;
    await finishedNext(story);
  });

  it('while look-ups hang: nothing is decided, and the card that said "checking" is sent again', async () => {
    const { chat, card } = await street.ask(olga, `revoke sessions for ${target.userPrincipalName}`);
    street.tenant.control.addFault('GET /users no-answer');
    const told = await street.teams.press(olga, chat, card, 'Revoke sessions');
    expect(told).toMatchObject({ as: 'card', buttons: [] });
    const shown = street.teams.cards(chat)[0]!.earlier.length;
    expect(await child.stopInTime()).toBe(0);
    expect(types()).not.toContain('confirmed');
    street.tenant.control.clearFaults();
    child = await startChildBot(street);
    const again = await until('the card was sent again', () => {
      const [first] = street.teams.cards(chat);
      return first!.earlier.length > shown && first!;
    });
    expect(again.buttons).toContain('Revoke sessions');
    expect(revokes()).toBe(0);
  });

  it('while a card hangs: what is done is on record, and the next start shows it', async () => {
    street.teams.fail('PUT /activities no-answer');
    const story = await pressed();
    await until('it is settled', () => types().includes('settled'));
    expect(await child.stopInTime()).toBe(0);
    street.teams.clear();
    await story.press;
    await finishedNext(story);
  });

  it('with 200 cards to send: what is not sent stays behind, and the next start sends it', async () => {
    const { chat, card, press } = await pressed();
    await press;
    await street.teams.shows(chat, 'Confirmed by Microsoft Entra');
    await street.quiet();
    await child.kill();
    const cards = copies(street, card, 200);
    child = await startChildBot(street);
    const sent = (): number => cards.filter(({ before }) => before.length > 0).length;
    await until('the first cards are sent', () => sent() > 0);
    expect(await child.stopInTime()).toBe(0);
    const before = sent();
    expect(before).toBeLessThan(200);
    child = await startChildBot(street);
    await until('more cards are sent', () => sent() > before);
  });

  it('a press that comes over an open connection is answered privately, and a message is not taken', async () => {
    const { chat, card } = await street.ask(olga, `revoke sessions for ${target.userPrincipalName}`);
    const before = story();
    const [press, message] = [begun(street), begun(street)];
    await Promise.all([press.isOpen, message.isOpen]);
    const stopping = child.stopInTime();
    await until('it is stopping', () => child.output().includes('"msg":"stopping"'));
    const [button] = buttonsOf(card.card);
    const { text: _, ...activity } = street.teams.message(olga, chat, '');
    const value = { action: button, trigger: 'manual' };
    const invoke = {
      ...activity,
      type: 'invoke',
      name: 'adaptiveCard/action',
      value,
      replyToId: card.activityId,
    };
    press.end(invoke);
    message.end(street.teams.message(olga, chat, 'help'));
    const told = await press.answer;
    expect(told).toMatchObject({ status: 200 });
    expect(told.body).toContain('I am being restarted');
    expect((await message.answer).status).toBe(503);
    expect(await stopping).toBe(0);
    expect(story().filter(({ type }) => type !== 'press-refused')).toEqual(before);
  });
});

interface Begun {
  /** Resolves when the server has the head of the request. */
  readonly isOpen: Promise<unknown>;
  end(activity: unknown): void;
  readonly answer: Promise<{ readonly status: number; readonly body: string }>;
}

/** A request whose head is there and whose body is still to come. */
function begun({ teams }: Street): Begun {
  const length = 8_192;
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${teams.token()}`,
    'content-length': length,
    expect: '100-continue',
  };
  const sent: ClientRequest = request(`${teams.bot.url}/api/messages`, { method: 'POST', headers });
  const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (response) => {
      text(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, body });
      }, reject);
    });
  });
  const isOpen = new Promise((resolve) => sent.once('continue', resolve));
  sent.flushHeaders();
  return {
    isOpen,
    answer,
    end: (activity) => {
      sent.end(JSON.stringify(activity).padEnd(length));
    },
  };
}

/** As many more copies of a card, all of them older than their request, in ten conversations. */
function copies({ store, teams }: Street, { activityId }: SeenCard, count: number): typeof teams.posted {
  const posted = teams.posted as (typeof teams.posted)[number][];
  const original = posted.find(({ id }) => id === activityId)!;
  const db = new DatabaseSync(store);
  const row = db.prepare('select request, location, view from places where activity_id = ?').get(activityId);
  const { request: id, location, view } = row as Record<'request' | 'location' | 'view', string>;
  const made = Array.from({ length: count }, (_, index) => {
    const conversation = `${original.conversation}-${index % 10}`;
    teams.conversations.add(conversation);
    const copy = { ...original, id: `copy-${index}`, conversation, before: [] };
    const where = location.replaceAll(original.conversation, conversation);
    db.prepare('insert into places (request, location, activity_id, view, shown) values (?, ?, ?, ?, 0)').run(
      ...[id, where, copy.id, view],
    );
    return copy;
  });
  posted.push(...made);
  db.close();
  return made;
}
