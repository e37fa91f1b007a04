import { CardFactory, MessageFactory, type Activity, type TurnContext } from 'botbuilder';
import type { Notices } from '../../core/ports';
import type { Reply } from '../../core/reply';
import type { EvictAdapter } from './adapter';
import { replyCard } from './cards/reply';
import { isServiceAddress } from './door';
import { referenceOf } from './place';
import type { Words } from './words/words';

/** Teams as a place to speak: cards are posted and replaced in stored conversations, without waiting for a turn. */
export function teamsNotices(
  adapter: EvictAdapter,
  botId: string,
  serviceOrigins: readonly string[],
  words: Words,
): Notices {
  const inConversation = async (
    where: string,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> => {
    const reference = referenceOf(where);
    // Checked again at the moment of sending: what was stored may be older than the list, or not ours.
    if (!isServiceAddress(reference.serviceUrl ?? '', serviceOrigins)) {
      throw new Error('refused to send the token of the bot to an address that is not on the list');
    }
    await adapter.continueConversationAsync(botId, reference, logic);
  };

  return {
    post: async (where, reply) => {
      let activityId: string | undefined;
      await inConversation(where, async (context) => {
        activityId = (await context.sendActivity(cardActivity(reply, words)))?.id;
      });
      if (activityId === undefined || activityId === '')
        throw new Error('Teams gave no id for a posted card');
      return { activityId };
    },
    update: async ({ where, activityId }, reply) => {
      try {
        await inConversation(where, async (context) => {
          await context.updateActivity({ ...cardActivity(reply, words), id: activityId });
        });
        return 'shown';
      } catch (cause) {
        if (isGone(cause)) return 'gone';
        throw cause;
      }
    },
  };
}

function cardActivity(reply: Reply, words: Words): Partial<Activity> {
  const card = replyCard(reply, words);
  return { ...MessageFactory.attachment(CardFactory.adaptiveCard(card)), summary: card.fallbackText };
}

/** The connector client throws the HTTP status as `statusCode`. 403 and 404: the card or the bot is no longer there. */
function isGone(cause: unknown): boolean {
  if (!(cause instanceof Error) || !('statusCode' in cause)) return false;
  return cause.statusCode === 403 || cause.statusCode === 404;
}
