import { defaultPolicy } from '../../src/core/policy';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { openRoom, typesOf } from '../support/desk';
import { openStreet, type Recorded, type Street } from '../support/street';
import type { Chat } from '../support/teams';
import { until } from '../support/until';

const { olga, ben, petra, gina, alice } = town.people;
const minute = 60_000;

describe('a flood', () => {
  const clock = quickClock();
  let street: Street;
  beforeAll(async () => {
    street = await openStreet({ clock });
    await street.stopBot();
  });
  afterAll(() => street.close());
  beforeEach(() => {
    street.calm();
    // Between two stories everything that waited has expired.
    clock.advance(60 * minute);
  });
  afterEach(() => street.stopBot());

  /** What came on record since. */
  const since = (before: number): readonly Recorded[] => street.record().slice(before);
  const counts = (events: readonly Recorded[], type: Recorded['type']): number =>
    events.filter((event) => event.type === type).length;
  const about = (index: number): string => `revoke sessions for ${town.crowd[index]!.id}`;
  const titles = (chat: Chat): readonly string[] =>
    street.teams.cards(chat).map(({ text }) => text.split('\n')[0]!);

  it('of 200 commands by one person: few wait, one notice, and somebody else revokes while it lasts', async () => {
    await street.startBot({}, defaultPolicy);
    const { teams } = street;
    const before = street.record().length;
    const flooded = teams.open('personal');
    const began = clock.now().getTime();
    let benIsDone = false;
    const flood = async (): Promise<ReadonlySet<number>> => {
      const first = Array.from({ length: 200 }, (_, index) => teams.say(olga, flooded, about(index)));
      const answers = await Promise.all(first);
      while (!benIsDone) answers.push(await teams.say(olga, flooded, about(201)));
      return new Set(answers.map(({ status }) => status));
    };
    const answered = flood();

    const { chat, card } = await street.ask(ben, 'revoke sessions for alice@contoso.com');
    await teams.press(ben, chat, card, 'Revoke sessions');
    await teams.shows(chat, 'Confirmed by Microsoft Entra');
    benIsDone = true;

    expect(await answered).toEqual(new Set([200]));
    const isNotice = (title: string): boolean => title === 'Olga Ops: that is more than I read';
    await until('the notice is there', () => titles(flooded).some(isNotice));
    await until('ten asks were refused', () => counts(since(before), 'ask-refused') >= 10);
    // On a slow machine the flood may outlast the minute, and the next one has its own.
    const minutes = Math.ceil((clock.now().getTime() - began) / minute);
    expect(titles(flooded).filter(isNotice).length).toBeLessThanOrEqual(minutes);
    const theirs = since(before).filter((event) => !('by' in event) || event.by !== ben.id);
    expect(counts(theirs, 'ask-refused')).toBeLessThanOrEqual(20 * minutes - 10);
    const why = theirs.flatMap((event) => (event.type === 'ask-refused' ? [event.refusal] : []));
    const tooMany = { kind: 'too-many-open', whose: 'yours', most: 10 };
    for (const refusal of why) expect([tooMany.kind, 'could-not-check']).toContain(refusal.kind);
    expect(why.find(({ kind }) => kind === tooMany.kind) ?? tooMany).toEqual(tooMany);
    const opened = theirs.filter((event) => event.type === 'asked' && event.by.id === olga.id);
    // Fewer only where the machine is so slow that look-ups end without an answer.
    expect(
      opened.length + why.filter(({ kind }) => kind === 'could-not-check').length,
    ).toBeGreaterThanOrEqual(10);
    expect(opened.length).toBeLessThanOrEqual(10);
    const lookedUp = street.tenant.ledger.entries.filter(({ path }) =>
      town.crowd.slice(0, 200).some(({ id }) => path.includes(id)),
    );
    const people = new Set(
      lookedUp.map(({ path }) => /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(path)?.[0]),
    );
    expect(people.size).toBeLessThanOrEqual(20 * minutes + 1);
    expect(street.tenant.ledger.revokes().map(({ id }) => id)).toEqual([alice.id]);

    // Her buttons work, and when the minute is over she is read again.
    const waiting = teams.cards(flooded).find(({ buttons }) => buttons.includes('Cancel'));
    expect((await teams.press(olga, flooded, waiting!, 'Cancel')).text).toMatch(/^Cancelled\n/);
    clock.advance(minute);
    await teams.say(olga, flooded, about(300));
    expect(teams.newest(flooded).buttons).toEqual(['Revoke sessions', 'Cancel']);
    expect(counts(since(before), 'cancelled')).toBe(1);
  });

  it('of open requests is refused with what to do about it, and one more fits after one was cancelled', async () => {
    await street.startBot({}, { openPerPerson: 2 });
    const first = await street.ask(olga, about(1));
    await street.ask(olga, about(2));
    const third = await street.ask(olga, about(3));
    expect(third.card.text).toMatch(/^2 of your requests wait for a decision\n/);
    expect(third.card.text).toContain('or cancel it ("pending" lists them), or wait until one expires');
    expect((await street.ask(olga, about(1))).card.buttons).toEqual(['Revoke sessions', 'Cancel']);
    expect((await street.ask(ben, about(3))).card.buttons).toEqual(['Revoke sessions', 'Cancel']);
    expect((await street.ask(olga, 'revoke my sessions')).card.buttons).toEqual([
      'Revoke sessions',
      'Cancel',
    ]);
    await street.teams.press(olga, first.chat, first.card, 'Cancel');
    expect((await street.ask(olga, about(4))).card.buttons).toEqual(['Revoke sessions', 'Cancel']);
    clock.advance(31 * minute);
    expect((await street.ask(olga, about(5))).card.buttons).toEqual(['Revoke sessions', 'Cancel']);
  });

  it('of asks at one moment opens no more than one person may have', async () => {
    await street.startBot({}, { openPerPerson: 3 });
    const before = street.record().length;
    const asks = Array.from({ length: 12 }, (_, index) =>
      street.teams.say(olga, street.teams.open('personal'), about(10 + index)),
    );
    await Promise.all(asks);
    const answered = (): number => counts(since(before), 'asked') + counts(since(before), 'ask-refused');
    await until('all are answered', () => answered() === 12);
    expect(counts(since(before), 'asked')).toBe(3);
    expect(counts(since(before), 'ask-refused')).toBe(9);
  });

  it('of many people leaves one request for everybody', async () => {
    await street.startBot({}, { openInAll: 2 });
    await street.ask(olga, about(20));
    await street.ask(olga, about(21));
    const more = await street.ask(olga, about(22));
    expect(more.card.text).toMatch(/^2 requests wait for a decision\n/);
    for (const [index, who] of [ben, petra, gina].entries()) {
      const { card } = await street.ask(who, about(23 + index));
      expect(card.buttons).toEqual(['Revoke sessions', 'Cancel']);
    }
  });

  it('of presses is answered privately, changes nothing, and does not go on record', async () => {
    await street.startBot({}, { pressesPerMinute: 20 });
    const { teams } = street;
    const room = await openRoom(street);
    const { chat, card } = await street.ask(olga, 'revoke sessions for carol@contoso.com');
    const code = /Request: (R-\w{5})/.exec(card.text)![1]!;
    const answers: string[] = [];
    for (let one = 0; one < 40; one += 1) {
      const { as, text } = await teams.press(alice, chat, card, 'Cancel');
      expect(as).toBe('message');
      answers.push(text);
    }
    expect(answers.slice(0, 20).every((text) => text.startsWith('This is not yours to press.'))).toBe(true);
    expect(answers.slice(20).every((text) => text.startsWith('You pressed 20 times within a minute.'))).toBe(
      true,
    );
    expect(typesOf(street, code)).toEqual(['asked', ...Array<string>(5).fill('press-refused')]);
    expect((await teams.press(olga, chat, card, 'Cancel')).text).toMatch(/^Cancelled\n/);
    expect(titles(room)).not.toContain('Alice Archer: that is more than I read');
  });

  it('of refused asks leaves 20 on record, and each is answered', async () => {
    await street.startBot();
    const before = street.record().length;
    const answers = [];
    for (let one = 0; one < 25; one += 1) answers.push(await street.ask(alice, about(1)));
    expect(new Set(answers.map(({ card }) => card.text.split('\n')[0]))).toEqual(
      new Set(['You may not ask for this']),
    );
    const recorded = since(before);
    expect(counts(recorded, 'ask-refused')).toBe(20);
    expect(recorded.at(-1)).toMatchObject({ by: alice.id, refusal: { kind: 'not-entitled' }, last: true });
  });
});
