import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
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

/** What was typed, without the bot's own mention and without the HTML entities that Teams leaves in plain text. */
export function typedText(activity: InboundActivity): string {
  const own = mentions(activity).filter(({ mentioned }) => mentioned.id === activity.recipient.id);
  const without = own.reduce((text, { text: said }) => text.replaceAll(said, ' '), activity.text ?? '');
  return decoded(without).trim();
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
    return read.success && read.data.text !== '' ? [read.data] : [];
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
