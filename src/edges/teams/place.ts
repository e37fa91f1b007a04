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
