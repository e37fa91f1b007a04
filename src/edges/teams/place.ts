import type { ConversationReference } from 'botbuilder';
import { z } from 'zod';
import type { InboundActivity } from './activity';

const reference = z.object({
  channelId: z.string(),
  serviceUrl: z.string(),
  conversation: z.object({
    id: z.string(),
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
  }),
  bot: z.object({ id: z.string(), name: z.string().optional() }),
});

/** The conversation an activity came from, as the text the rest of Evict keeps and hands back. */
export function whereOf({ channelId, serviceUrl, conversation, recipient }: InboundActivity): string {
  const { id, conversationType, tenantId } = conversation;
  const bot = { id: recipient.id, name: recipient.name };
  return JSON.stringify({ channelId, serviceUrl, conversation: { id, conversationType, tenantId }, bot });
}

/** Back to what the SDK needs. Throws when the text is not one that `whereOf` wrote. */
export function referenceOf(where: string): Partial<ConversationReference> {
  return reference.parse(JSON.parse(where)) as Partial<ConversationReference>;
}

function conversationOf(where: string): {
  readonly id: string;
  readonly conversationType?: string | undefined;
} {
  return reference.parse(JSON.parse(where)).conversation;
}

/** Teams names a thread of a channel `19:…@thread.tacv2;messageid=…`; without the end it is the channel. */
function roomId(where: string): string {
  return conversationOf(where).id.replace(/;messageid=.*$/, '');
}

export function isSameConversation(a: string, b: string): boolean {
  return roomId(a) === roomId(b);
}

export function isPersonal(where: string): boolean {
  return conversationOf(where).conversationType === 'personal';
}

export function roomOf(where: string): string {
  const whole = reference.parse(JSON.parse(where));
  return JSON.stringify({ ...whole, conversation: { ...whole.conversation, id: roomId(where) } });
}

/** In a channel every post begins a thread, and what answers it belongs there. */
export function threadOf({
  where,
  activityId,
}: {
  readonly where: string;
  readonly activityId: string;
}): string {
  const whole = reference.parse(JSON.parse(where));
  const { id, conversationType } = whole.conversation;
  if (conversationType !== 'channel' || id.includes(';messageid=')) return where;
  return JSON.stringify({
    ...whole,
    conversation: { ...whole.conversation, id: `${id};messageid=${activityId}` },
  });
}
