import {
  activitySchema,
  isAddressed,
  typedBy,
  type InboundActivity,
  type Typed,
} from '../../../src/edges/teams/activity';
import { markOf } from '../../../src/core/command/mention';
import { referenceOf, whereOf } from '../../../src/edges/teams/place';
import { bot, message, serviceUrl, tenantId } from './activities';

const activity = (changes: Readonly<Record<string, unknown>>): InboundActivity =>
  activitySchema.parse(message(changes));
const mention = (text: string, id: string = bot.id): unknown => ({
  type: 'mention',
  text,
  mentioned: { id, name: 'somebody' },
});
const read = (text: string | null, ...entities: unknown[]): Typed => typedBy(activity({ text, entities }));
/** With `[account]` where a mark stands. */
const typed = (text: string | null, ...entities: unknown[]): string => {
  const said = read(text, ...entities);
  return said.mentions.reduce(
    (shown, { account }, index) => shown.replaceAll(markOf(index), `[${account}]`),
    said.text,
  );
};
const channel = { id: '19:team@thread.tacv2', conversationType: 'channel', tenantId };

describe('what was typed', () => {
  const at = '<at>Evict</at>';
  it.each([
    ['a plain message', 'who am i', [], 'who am i'],
    ['the bot mentioned first', `${at} who am i`, [mention(at)], 'who am i'],
    ['the bot mentioned last', `who am i ${at}`, [mention(at)], 'who am i'],
    ['the bot mentioned in the middle', `who ${at} am i`, [mention(at)], 'who   am i'],
    ['the bot mentioned twice', `${at} who am i ${at}`, [mention(at), mention(at)], 'who am i'],
    [
      'the bot mentioned by two names',
      `${at} who am i <at>evict bot</at>`,
      [mention(at), mention('<at>evict bot</at>')],
      'who am i',
    ],
    [
      'somebody else mentioned too',
      `${at} revoke sessions for <at>Alice</at>`,
      [mention(at), mention('<at>Alice</at>', '29:alice')],
      'revoke sessions for [29:alice]',
    ],
    [
      'a person and the bot at the end',
      `revoke <at>Alice</at> ${at}`,
      [mention('<at>Alice</at>', '29:alice'), mention(at)],
      'revoke [29:alice]',
    ],
    [
      'two people',
      'revoke <at>A</at>, <at>B</at>',
      [mention('<at>A</at>', '29:a'), mention('<at>B</at>', '29:b')],
      'revoke [29:a], [29:b]',
    ],
    [
      'two people in another order than their entities',
      'revoke <at>A</at>, <at>B</at>',
      [mention('<at>B</at>', '29:b'), mention('<at>A</at>', '29:a')],
      'revoke [29:a], [29:b]',
    ],
    [
      'one person mentioned twice',
      'revoke <at>A</at> <at>A</at>',
      [mention('<at>A</at>', '29:a')],
      'revoke [29:a] [29:a]',
    ],
    [
      'one person whose name Teams took apart',
      'revoke <at>Alice</at> <at>Archer</at>',
      [mention('<at>Alice</at>', '29:a'), mention('<at>Archer</at>', '29:a')],
      'revoke [29:a] [29:a]',
    ],
    [
      'two people of one name, in their order',
      'revoke <at>Sam</at> and <at>Sam</at>',
      [mention('<at>Sam</at>', '29:sam1'), mention('<at>Sam</at>', '29:sam2')],
      'revoke [29:sam1] and [29:sam2]',
    ],
    [
      'a person of the bot\u2019s own name',
      `${at} revoke ${at}`,
      [mention(at), mention(at, '29:evict')],
      'revoke [29:evict]',
    ],
    [
      'two people of one name, of whom one is not there',
      'revoke <at>Sam</at>',
      [mention('<at>Sam</at>', '29:sam1'), mention('<at>Sam</at>', '29:sam2')],
      'revoke <at>Sam</at>',
    ],
    [
      'one name more than people',
      'revoke <at>Sam</at> <at>Sam</at> <at>Sam</at>',
      [mention('<at>Sam</at>', '29:sam1'), mention('<at>Sam</at>', '29:sam2')],
      'revoke <at>Sam</at> <at>Sam</at> <at>Sam</at>',
    ],
    ['a name without anybody behind it', 'revoke <at>Alice</at>', [], 'revoke <at>Alice</at>'],
    ['somebody who is not in the text', 'who am i', [mention('<at>Alice</at>', '29:alice')], 'who am i'],
    [
      'a name that is part of another',
      'revoke <at>Al</at>ice</at>',
      [mention('<at>Al</at>', '29:al'), mention('<at>Al</at>ice</at>', '29:alice')],
      'revoke [29:alice]',
    ],
    [
      'a mention that is no tag',
      'revoke alice@contoso.com',
      [mention('alice', '29:bob')],
      'revoke alice@contoso.com',
    ],
    [
      'the character of a mark',
      'revoke \ue0000\ue000',
      [mention('<at>Alice</at>', '29:alice')],
      'revoke \ufffd0\ufffd',
    ],
    ['only the bot', at, [mention(at)], ''],
    ['line breaks around', `${at}\n who am i \r\n`, [mention(at)], 'who am i'],
    ['blanks of HTML', `${at}&nbsp;who&nbsp;am i`, [mention(at)], 'who am i'],
    [
      'a quote of HTML',
      'revoke sessions for o&#39;neil@contoso.com',
      [],
      "revoke sessions for o'neil@contoso.com",
    ],
    ['text about HTML', 'because &lt;at&gt; &amp;lt; &quot;x&quot;', [], 'because <at> &lt; "x"'],
    ['an entity it does not know', 'a &copy; b', [], 'a &copy; b'],
    ['nothing', null, [], ''],
  ])('is the command alone: %s', (_, text, entities, is) => {
    expect(typed(text, ...entities)).toBe(is);
  });

  it.each([
    ['no object', 'mention'],
    ['nothing', null],
    ['of another kind', { type: 'clientInfo', locale: 'en-GB' }],
    ['a mention of nobody', { type: 'mention', text: 'who' }],
    ['a mention with an empty text', mention('')],
  ])('is not changed by an entity that is %s', (_, entity) => {
    expect(typed('who am i', entity)).toBe('who am i');
  });
});

describe('whom it mentions', () => {
  it('is known by the account, and by the name as people see it', () => {
    const said = read('revoke <at>Nora O&#39;Neil</at>', mention('<at>Nora O&#39;Neil</at>', '29:nora'));
    expect(said).toEqual({
      text: `revoke ${markOf(0)}`,
      mentions: [{ account: '29:nora', text: "Nora O'Neil" }],
    });
  });

  it('is nobody for the bot itself', () => {
    expect(read('<at>Evict</at> help', mention('<at>Evict</at>'))).toEqual({ text: 'help', mentions: [] });
  });
});

describe('whether it was said to the bot', () => {
  it.each([
    ['anything in a personal chat', { text: 'who am i' }, true],
    ['a mention in a channel', { conversation: channel, entities: [mention('<at>Evict</at>')] }, true],
    ['a channel without a mention', { conversation: channel }, false],
    [
      'a group chat without a mention',
      { conversation: { ...channel, conversationType: 'groupChat' } },
      false,
    ],
    [
      'a mention of somebody else',
      { conversation: channel, entities: [mention('<at>A</at>', '29:alice')] },
      false,
    ],
    ['a mention only in the text', { conversation: channel, text: '<at>Evict</at> who am i' }, false],
    ['a conversation of no known kind', { conversation: { id: 'x', tenantId } }, false],
  ])('%s: %#', (_, changes, is) => {
    expect(isAddressed(activity(changes))).toBe(is);
  });
});

describe('where a card stands', () => {
  it('comes back from what is kept as it was', () => {
    const conversation = { ...channel, isGroup: true, name: 'Incidents' };
    expect(referenceOf(whereOf(activity({ conversation })))).toEqual({
      channelId: 'msteams',
      serviceUrl,
      conversation: channel,
      bot,
    });
  });

  it('is the same text for the same conversation, whoever wrote there and whatever', () => {
    const other = activity({ text: 'help', id: '2', from: { id: '29:ben', name: 'Ben Berg' } });
    expect(whereOf(other)).toBe(whereOf(activity({})));
  });

  it('names no person', () => {
    expect(whereOf(activity({}))).not.toMatch(/olga|29:/i);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'a conversation'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no conversation', JSON.stringify({ channelId: 'msteams', serviceUrl, bot })],
    ['no service address', JSON.stringify({ channelId: 'msteams', conversation: channel, bot })],
    ['no bot', JSON.stringify({ channelId: 'msteams', serviceUrl, conversation: channel })],
    [
      'an id that is no text',
      JSON.stringify({ channelId: 'msteams', serviceUrl, bot, conversation: { id: 5 } }),
    ],
  ])('is refused when it is %s', (_, where) => {
    expect(() => referenceOf(where)).toThrow();
  });

  it('keeps nothing it does not know', () => {
    const kept = JSON.stringify({
      ...(JSON.parse(whereOf(activity({}))) as object),
      user: { id: '29:carol' },
    });
    expect(referenceOf(kept)).not.toHaveProperty('user');
  });
});
