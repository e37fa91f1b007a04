import { town } from '../../src/playground/tenant/town';
import { systemClock } from '../../src/edges/system/system';
import { openStreet, type Street } from '../support/street';
import type { Activity, Chat } from '../support/teams';

const { olga, alice } = town.people;
const command = 'revoke sessions for alice@contoso.com';

/** Teams sends the rich form of a message along, as HTML. */
const rich = (content: string): Partial<Activity> => ({
  attachments: [{ contentType: 'text/html', content }],
});

describe('what nobody meant as a command is none', () => {
  let street: Street;
  let chat: Chat;
  beforeAll(async () => {
    street = await openStreet({ clock: systemClock });
    chat = street.teams.open('personal');
  });
  afterAll(() => street.close());
  beforeEach(() => {
    street.calm();
  });

  const asked = (): number => street.record().filter(({ type }) => type === 'asked').length;
  const send = (changes: Partial<Activity>): Promise<unknown> =>
    street.teams.post({ ...street.teams.message(olga, chat, command), ...changes });

  it.each([
    ['a quoted reply', 'http://schema.skype.com/Reply'],
    ['a forwarded message', 'http://schema.skype.com/Forward'],
  ])('%s: the words in it are somebody else’s, and that is said', async (_what, kind) => {
    const before = asked();
    await send(rich(`<blockquote itemscope itemtype="${kind}"><p>${command}</p></blockquote><p>why?</p>`));
    expect(street.teams.cards(chat).at(-1)?.text).toContain('I take no command from a message that quotes');
    expect(asked()).toBe(before);
    expect(street.tenant.ledger.revokes()).toEqual([]);
  });

  it('a quote that is only pointed at: the words of the message are not taken for the whole of it', async () => {
    const before = asked();
    await send({
      text: `<quoted messageId="1"/> ${command}`,
      entities: [{ type: 'quotedReply', quotedReply: { messageId: '1', preview: command } }],
    });
    expect(street.teams.cards(chat).at(-1)?.text).toContain('Nothing was changed.');
    expect(asked()).toBe(before);
  });

  it('a card that is forwarded, with or without words of one’s own, asks and decides nothing', async () => {
    const [before, cards] = [street.record(), street.teams.cards(chat).length];
    const content = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: command }] };
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
    await send({ text: undefined, attachments });
    expect(street.teams.cards(chat)).toHaveLength(cards);
    await send({ text: 'see this', attachments });
    expect(street.teams.cards(chat).at(-1)?.text).toContain('Nothing was changed.');
    expect(street.record()).toEqual(before);
  });

  it.each(['groupChat', 'channel'] as const)(
    'said in a %s without the bot being mentioned, or mentioned in words alone, it is not heard',
    async (kind) => {
      const before = street.record();
      const there = street.teams.open(kind);
      const somebody = {
        type: 'mention',
        mentioned: { id: `29:${alice.id}`, name: 'Evict' },
        text: '<at>Evict</at>',
      };
      const text = `<at>Evict</at> ${command}`;
      for (const changes of [{}, { text }, { text, entities: [somebody] }])
        await street.teams.post({ ...street.teams.message(olga, there, command), ...changes });
      expect(street.teams.cards(there)).toEqual([]);
      expect(street.record()).toEqual(before);
    },
  );

  it.each(['messageUpdate', 'messageDelete', 'messageReaction'])(
    'a message that is edited, deleted or reacted to later asks for nothing: %s',
    async (type) => {
      const [before, cards] = [asked(), street.teams.cards(chat).length];
      await send({ type });
      expect(asked()).toBe(before);
      expect(street.teams.cards(chat)).toHaveLength(cards);
    },
  );

  it('a link that says one address and leads to another: what was read is what counts, and the card shows whom', async () => {
    await send(rich(`<p>revoke sessions for <a href="mailto:carol@contoso.com">alice@contoso.com</a></p>`));
    const card = street.teams.cards(chat).at(-1);
    expect(card?.text).toContain(`Object id: ${alice.id}`);
    expect(card?.text).not.toContain('Carol');
  });

  it('a link that comes as Markdown names nobody: neither what it says nor where it leads', async () => {
    const before = asked();
    await send({ text: 'revoke sessions for [alice@contoso.com](mailto:carol@contoso.com)' });
    expect(street.teams.cards(chat).at(-1)?.text).toContain('Nothing was changed.');
    expect(asked()).toBe(before);
  });
});
