import http from 'node:http';
import https from 'node:https';
import { CardFactory, MessageFactory, type Activity, type TurnContext } from 'botbuilder';
import { ConversationGone } from '../../core/fault';
import type { Notices } from '../../core/ports';
import type { Reply } from '../../core/reply';
import type { EvictAdapter } from './adapter';
import { replyCard } from './cards/reply';
import { refuseUnlisted } from './credentials';
import { appLimits, conversationLimits, createPace } from './pace';
import { isPersonal, isSameConversation, referenceOf, roomOf, threadOf } from './place';
import type { Words } from './words/words';

export interface Sending {
  /** Aborted when the process has to end: nothing waits for its turn any more. */
  readonly stopping?: AbortSignal;
  /**
   * Longest one call to Teams may take, in milliseconds: the connector client (botframework-connector 4.23.3) would wait
   * for ever, and with it every later state of the card.
   */
  readonly timeoutMs?: number;
}

/** Teams as a place to speak: cards are posted and replaced in stored conversations, without waiting for a turn. */
export function teamsNotices(
  adapter: EvictAdapter,
  botId: string,
  serviceOrigins: readonly string[],
  words: Words,
  sending: Sending = {},
): Notices {
  const inConversation = conversations(adapter, botId, serviceOrigins, sending);
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

type InConversation = (where: string, logic: (context: TurnContext) => Promise<void>) => Promise<void>;

/**
 * Runs something in a stored conversation, within Teams' sending limits. What is sent goes to an address on the list: looked
 * at before it gets a token (`channelCredentials`), and here once more as the last thing before it leaves.
 */
function conversations(
  adapter: EvictAdapter,
  botId: string,
  serviceOrigins: readonly string[],
  { stopping, timeoutMs = 15_000 }: Sending,
): InConversation {
  const pace = createPace(conversationLimits, appLimits, stopping);
  return async (where, logic) => {
    const reference = referenceOf(where);
    // The room alone counts: by which address it was reached, or in which thread, makes no difference to Teams.
    const room = referenceOf(roomOf(where)).conversation?.id ?? where;
    await adapter.continueConversationAsync(botId, reference, async (context) => {
      beforeSending(adapter, context, timeoutMs, (url, send) => {
        refuseUnlisted(url, serviceOrigins);
        return pace.run(room, send);
      });
      await logic(context);
    });
  };
}

/** One attempt: where to, and over which connections. */
interface Attempt {
  readonly url: string;
  agent?: unknown;
  timeout?: number;
}

/** What the connector client is made of; the SDK keeps it to itself. */
interface Connector {
  readonly client: { readonly pipeline: { addPolicy(policy: Policy, options: { phase: 'Sign' }): void } };
}
interface Policy {
  readonly name: string;
  readonly sendRequest: <Sent extends Attempt, Answer>(
    request: Sent,
    next: (request: Sent) => Promise<Answer>,
  ) => Promise<Answer>;
}

/**
 * Every attempt passes here last. The connector client (botframework-connector 4.23.3) repeats what failed up to three times
 * by itself, which counts with Teams like everything else, and signs before that: so this stands behind its retries and
 * redirects, not around them.
 */
function beforeSending(
  { ConnectorClientKey }: EvictAdapter,
  { turnState }: TurnContext,
  timeoutMs: number,
  pass: <Answer>(url: string, send: () => Promise<Answer>) => Promise<Answer>,
): void {
  const { client }: Connector = turnState.get(ConnectorClientKey);
  const last: Policy = {
    name: 'last look',
    sendRequest: async (request, next) => {
      // Node's own agents know the proxy of the settings; the SDK's would each read the environment in their own way.
      request.agent = request.url.startsWith('https:') ? https.globalAgent : http.globalAgent;
      request.timeout = timeoutMs;
      return pass(request.url, () => next(request));
    },
  };
  client.pipeline.addPolicy(last, { phase: 'Sign' });
}

function cardActivity(reply: Reply, words: Words): Partial<Activity> {
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
