import { randomUUID } from 'node:crypto';
import { town } from '../../src/playground/tenant/town';
import type { Tenant } from '../../src/playground/tenant/server';
import type { Watch } from '../../src/playground/tenant/world';
import { startConnector, type Connector, type Posted } from './connector';
import { http, type HttpAnswer } from './http';
import { until } from './until';
import { buttonsOf, cardOf, cardType, see, seeFile, type Seen } from './seen';

/** Whoever sits at a client. `id` is their Entra object id; without one Teams does not know who they are. */
export interface Somebody {
  readonly id?: string;
  readonly displayName: string;
}

export interface Chat {
  readonly id: string;
  readonly conversationType: 'personal' | 'groupChat' | 'channel';
}

/** A card in a chat, as it stands now. */
export interface SeenCard extends Seen {
  readonly activityId: string;
  readonly card: unknown;
  /** What it showed before, oldest first. */
  readonly earlier: readonly Seen[];
}

/** What the client that pressed is told: a card in place of the one pressed, or words for its owner alone. */
export interface Told {
  readonly status: number;
  readonly as: 'card' | 'message' | 'nothing';
  readonly text: string;
  readonly buttons: readonly string[];
}

/** A file as Teams tells of it. */
export interface Dropped {
  readonly name: string;
  readonly downloadUrl: string;
}

/** What somebody wrote on a card, by the id of the place. */
export type Written = Readonly<Record<string, string>>;

export type Activity = Record<string, unknown>;

/** Teams with everybody's clients: what is typed and pressed goes to the bot as Teams sends it, with the channel's token. */
export interface Teams extends Connector {
  /** Where the bot listens; set when it starts. */
  bot: { url: string };
  /** A conversation nobody has spoken in yet. */
  open(conversationType: Chat['conversationType']): Chat;
  /** Types a message; `mention` puts the bot's own in front. Resolves when the bot has ended its turn. */
  say(who: Somebody, chat: Chat, text: string, mention?: 'mention'): Promise<HttpAnswer>;
  /** Drops files into a chat, with or without a text. Each lies somewhere already. */
  drop(who: Somebody, chat: Chat, files: readonly Dropped[], text?: string): Promise<HttpAnswer>;
  /** Answers the offer of a file, as Teams does: with a place of their own when they allow it. */
  answerOffer(who: Somebody, chat: Chat, card: SeenCard, uploadInfo: object | 'decline'): Promise<HttpAnswer>;
  /** Every message of the bot in this chat, oldest first. */
  cards(chat: Chat): readonly SeenCard[];
  /** The newest; throws when there is none. */
  newest(chat: Chat): SeenCard;
  /** Waits until the newest card begins with this title. */
  shows(chat: Chat, title: string): Promise<SeenCard>;
  /** Presses the button of this name on a card as it was seen, with what was written on it: the rest is the card's own. */
  press(who: Somebody, chat: Chat, card: SeenCard, title: string, written?: Written): Promise<Told>;
  /** Sends a press of the sender's own making, on a card or on none. */
  forge(who: Somebody, chat: Chat, value: unknown, on?: SeenCard): Promise<Told>;
  /** An activity as Teams would send it, for tests that spoil one. */
  message(who: Somebody, chat: Chat, text: string): Activity;
  token(serviceUrl?: string): string;
  post(activity: unknown, token?: string): Promise<HttpAnswer>;
}

const botId = town.identities.channel.appId;
const bot = { id: `28:${botId}`, name: 'Evict' };

export async function startTeams(tenant: Tenant, watch?: Watch): Promise<Teams> {
  const connector = await startConnector(watch);
  const { serviceUrl } = connector;
  const address = { url: '' };
  const token = (named = serviceUrl): string => tenant.signIn.channelToken({ botId, serviceUrl: named });
  const post = (activity: unknown, bearer = token()): Promise<HttpAnswer> =>
    http(
      'POST',
      `${address.url}/api/messages`,
      { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
      JSON.stringify(activity),
    );
  const forge = async (who: Somebody, chat: Chat, value: unknown, replyToId?: string): Promise<Told> => {
    const name = 'adaptiveCard/action';
    return told(
      await post({ ...activityFrom(who, chat, serviceUrl), type: 'invoke', name, value, replyToId }),
    );
  };
  const message = (who: Somebody, chat: Chat, text: string): Activity => {
    return { ...activityFrom(who, chat, serviceUrl), type: 'message', text, textFormat: 'plain' };
  };
  const cards = (chat: Chat): readonly SeenCard[] =>
    connector.posted.filter(({ conversation }) => conversation === chat.id).map(seenCard);
  const newest = (chat: Chat): SeenCard => {
    const last = cards(chat).at(-1);
    if (last === undefined) throw new Error('the bot has said nothing in this chat');
    return last;
  };
  return {
    ...connector,
    bot: address,
    token,
    post,
    message,
    open: (conversationType) => {
      const chat = { id: `${prefixes[conversationType]}${randomUUID()}`, conversationType };
      connector.conversations.add(chat.id);
      return chat;
    },
    say: (who, chat, text, mention) =>
      post(mention === undefined ? message(who, chat, text) : mentioning(message(who, chat, text), text)),
    drop: (who, chat, files, text) =>
      post({
        ...activityFrom(who, chat, serviceUrl),
        type: 'message',
        ...(text === undefined ? {} : { text, textFormat: 'plain' }),
        ...(text?.includes('<at>Evict</at>') === true && {
          entities: [{ type: 'mention', mentioned: bot, text: '<at>Evict</at>' }],
        }),
        attachments: files.map(({ name, downloadUrl }) => ({
          contentType: 'application/vnd.microsoft.teams.file.download.info',
          contentUrl: downloadUrl,
          name,
          content: { downloadUrl, uniqueId: randomUUID(), fileType: 'csv' },
        })),
      }),
    answerOffer: (who, chat, { card, activityId }, uploadInfo) => {
      const [offer] = (card as { attachments: readonly { content: { acceptContext: object } }[] })
        .attachments;
      const context = offer?.content.acceptContext;
      const value =
        uploadInfo === 'decline'
          ? { type: 'fileUpload', action: 'decline', context }
          : { type: 'fileUpload', action: 'accept', context, uploadInfo };
      const name = 'fileConsent/invoke';
      return post({
        ...activityFrom(who, chat, serviceUrl),
        type: 'invoke',
        name,
        value,
        replyToId: activityId,
      });
    },
    cards,
    newest,
    shows: (chat, title) =>
      until(
        `a card that begins with "${title}"`,
        () => newest(chat).text.startsWith(title) && newest(chat),
        () => newest(chat).text,
      ),
    press: (who, chat, { card, text, activityId }, title, written = {}) => {
      const button = buttonsOf(card).find((one) => one.title === title);
      if (button === undefined) throw new Error(`no button "${title}" on:\n${text}`);
      const action = { ...button, data: { ...(button.data as object), ...written } };
      return forge(who, chat, { action, trigger: 'manual' }, activityId);
    },
    forge: (who, chat, value, on) => forge(who, chat, value, on?.activityId),
  };
}

const prefixes = { personal: 'a:', groupChat: '19:group_', channel: '19:channel_' } as const;

function activityFrom({ id, displayName }: Somebody, chat: Chat, serviceUrl: string): Activity {
  return {
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${id ?? displayName}`, name: displayName, ...(id && { aadObjectId: id }) },
    recipient: bot,
    conversation: {
      ...chat,
      tenantId: town.tenantId,
      ...(chat.conversationType !== 'personal' && { isGroup: true }),
    },
    channelData: { tenant: { id: town.tenantId } },
    entities: [{ type: 'clientInfo', locale: 'en-US', platform: 'Windows' }],
    locale: 'en-US',
  };
}

function mentioning(activity: Activity, text: string): Activity {
  const said = '<at>Evict</at>';
  const entities = [{ type: 'mention', mentioned: bot, text: said }];
  return { ...activity, text: `${said} ${text}`, entities };
}

function seenCard({ id, activity, before }: Posted): SeenCard {
  const file = seeFile(activity);
  if (file !== undefined) return { activityId: id, card: activity, ...file, earlier: [] };
  const card = cardOf(activity);
  return { activityId: id, card, ...see(card), earlier: before.map((one) => see(cardOf(one))) };
}

const messageType = 'application/vnd.microsoft.activity.message';

/** Throws on anything a Teams client would show as "Something went wrong". */
function told({ status, body }: HttpAnswer): Told {
  if (status !== 200) return { status, as: 'nothing', text: body, buttons: [] };
  const { statusCode, type, value } = JSON.parse(body) as Record<string, unknown>;
  if (statusCode !== 200) throw new Error(`an invoke answer no client can show: ${body}`);
  if (type === cardType) return { status, as: 'card', ...see(value) };
  if (type === messageType) return { status, as: 'message', text: String(value), buttons: [] };
  throw new Error(`an invoke answer no client can show: ${body}`);
}
