import { CardFactory, MessageFactory, type Activity } from 'botbuilder';
import { ConversationGone } from '../../core/fault';
import type { Notices } from '../../core/ports';
import type { Reply } from '../../core/reply';
import { replyCard } from './cards/reply';
import type { InConversation } from './conversations';
import { givenOf, offerOf } from './files/cards';
import { isPersonal, isSameConversation, roomOf, threadOf } from './place';
import type { Words } from './words/words';

/** Teams as a place to speak: cards are posted and replaced in stored conversations, without waiting for a turn. */
export function teamsNotices(inConversation: InConversation, words: Words): Notices {
  return {
    isSame: isSameConversation,
    isPersonal,
    roomOf,
    threadOf,
    post: async (where, reply) => {
      let activityId: string | undefined;
      try {
        await inConversation(where, async (context) => {
          activityId = (await context.sendActivity(cardActivity(reply, words)))?.id;
        });
      } catch (cause) {
        throw isGone(cause) ? new ConversationGone({ cause }) : cause;
      }
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
  if (reply.kind === 'file-offer') return offerOf(reply, words);
  if (reply.kind === 'file-given') return givenOf(reply, words);
  const card = replyCard(reply, words);
  return { ...MessageFactory.attachment(CardFactory.adaptiveCard(card)), summary: card.fallbackText };
}

/** Answers that may be another one next time; any other 4xx will not change. */
const passing = new Set([401, 408, 409, 412, 425, 429]);

/** The connector client throws the HTTP status as `statusCode`: the card was deleted, the bot removed, the chat closed. */
function isGone(cause: unknown): boolean {
  if (!(cause instanceof Error) || !('statusCode' in cause)) return false;
  const status = Number(cause.statusCode);
  return status >= 400 && status < 500 && !passing.has(status);
}
