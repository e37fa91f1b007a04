import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { Mentioned } from '../../core/command/command';
import { markOf, withoutMarks } from '../../core/command/mention';
import { asPersonId } from '../../core/ids';
import type { Caller } from '../../flow/means';

const account = z.object({
  id: z.string().min(1),
  name: z.string().optional(),
  aadObjectId: z.string().optional(),
});

const mention = z.object({
  type: z.literal('mention'),
  text: z.string(),
  mentioned: z.object({ id: z.string() }),
});

/**
 * The parts of a Bot Framework activity that Evict reads. Everything else passes through untouched and unread.
 * (Microsoft Learn, "Bot Framework Activity schema".)
 */
export const activitySchema = z
  .object({
    type: z.string().min(1).max(100),
    id: z.string().optional(),
    name: z.string().optional(),
    replyToId: z.string().optional(),
    channelId: z.string(),
    serviceUrl: z.string(),
    from: account,
    recipient: account,
    conversation: z
      .object({
        id: z.string().min(1),
        conversationType: z.enum(['personal', 'groupChat', 'channel']).optional(),
        tenantId: z.string(),
      })
      .passthrough(),
    channelData: z.object({ tenant: z.object({ id: z.string() }).passthrough() }).passthrough(),
    text: z.string().nullish(),
    entities: z.array(z.unknown()).nullish(),
    attachments: z.array(z.unknown()).nullish(),
    action: z.string().nullish(),
    value: z.unknown(),
  })
  .passthrough();

export type InboundActivity = z.infer<typeof activitySchema>;

/** The door has parsed this very object with `activitySchema`. */
export function activityOf(context: TurnContext): InboundActivity {
  return context.activity as unknown as InboundActivity;
}

/** Who it is from: the Entra object id decides, the name is for reading. */
export function callerOf({ from }: InboundActivity): Caller {
  const id = asPersonId(from.aadObjectId ?? '');
  return { name: from.name ?? '', ...(id === undefined ? {} : { id }) };
}

/** What was typed, and whom it mentions: `text` has a mark where each of them stands. */
export interface Typed {
  readonly text: string;
  readonly mentions: readonly Mentioned[];
}

/**
 * What was typed, without the bot's own mention and without the HTML entities that Teams leaves in plain text. People are
 * told apart by the account behind their mention alone. Two of one name are taken in their order; where the message holds
 * more or fewer such names than accounts, nobody can tell who is meant, and the names stay names.
 */
export function typedBy(activity: InboundActivity): Typed {
  const mentioned: Mentioned[] = [];
  let text = withoutMarks(activity.text ?? '');
  for (const [said, accounts] of accountsByText(activity)) {
    const pieces = text.split(said);
    const one = accounts.every((account) => account === accounts[0]);
    if (!one && accounts.length !== pieces.length - 1) continue;
    text = pieces.reduce((before, after, index) => {
      const account = accounts[one ? 0 : index - 1] ?? '';
      return before + markFor(mentioned, account, said, activity.recipient.id) + after;
    });
  }
  return { text: decoded(text).trim(), mentions: mentioned };
}

/** The mark of somebody mentioned; of the bot itself, a blank. */
function markFor(mentioned: Mentioned[], account: string, said: string, bot: string): string {
  if (account === bot) return ' ';
  const known = mentioned.findIndex((one) => one.account === account);
  if (known !== -1) return markOf(known);
  const name = decoded(said.replace(/^<at[^>]*>|<\/at>$/g, '')).trim();
  return markOf(mentioned.push({ account, text: name }) - 1);
}

/** The accounts behind each text of a mention, in their order; longest text first, as one may be part of another. */
function accountsByText(activity: InboundActivity): readonly (readonly [string, readonly string[]])[] {
  const found = Map.groupBy(mentions(activity), ({ text }) => withoutMarks(text));
  return [...found]
    .map(([text, all]) => [text, all.map(({ mentioned }) => mentioned.id)] as const)
    .sort(([a], [b]) => b.length - a.length);
}

const html = z.object({ contentType: z.literal('text/html'), content: z.string() });

/**
 * Whether the message holds somebody else's words: a quoted reply or a forwarded message. In its text they cannot be told
 * from what the sender wrote; in the HTML that Teams sends along they stand in a `blockquote`.
 */
export function isQuoting(activity: InboundActivity): boolean {
  return (activity.attachments ?? []).some((attachment) => {
    const read = html.safeParse(attachment);
    return read.success && /<blockquote\b/i.test(read.data.content);
  });
}

/** In channels and group chats only what is addressed to the bot is a command; in a personal chat everything is. */
export function isAddressed(activity: InboundActivity): boolean {
  if (activity.conversation.conversationType === 'personal') return true;
  return mentions(activity).some(({ mentioned }) => mentioned.id === activity.recipient.id);
}

function mentions(activity: InboundActivity): readonly z.infer<typeof mention>[] {
  return (activity.entities ?? []).flatMap((entity) => {
    const read = mention.safeParse(entity);
    // Anything else than a tag would be taken out of the middle of words.
    return read.success && /^<at\b/.test(read.data.text) ? [read.data] : [];
  });
}

const entities: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** One pass, so that `&amp;lt;` stays the text `&lt;`. */
function decoded(text: string): string {
  return text.replace(/&(?:nbsp|lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);
}
