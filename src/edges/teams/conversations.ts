import http from 'node:http';
import https from 'node:https';
import type { TurnContext } from 'botbuilder';
import type { EvictAdapter } from './adapter';
import { refuseUnlisted } from './credentials';
import { appLimits, conversationLimits, createPace } from './pace';
import { referenceOf, roomOf } from './place';

export interface Sending {
  /** Aborted when the process has to end: nothing waits for its turn any more. */
  readonly stopping?: AbortSignal;
  /**
   * Longest one call to Teams may take, in milliseconds: the connector client (botframework-connector 4.23.3) would wait
   * for ever, and with it every later state of the card.
   */
  readonly timeoutMs?: number;
}

export type InConversation = (where: string, logic: (context: TurnContext) => Promise<void>) => Promise<void>;

/**
 * Runs something in a stored conversation, within Teams' sending limits, which whoever speaks and whoever asks share. What is
 * sent goes to an address on the list: looked at before it gets a token (`channelCredentials`), and here once more as the
 * last thing before it leaves.
 */
export function conversations(
  adapter: EvictAdapter,
  botId: string,
  serviceOrigins: readonly string[],
  { stopping, timeoutMs = 15_000 }: Sending = {},
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
  abortSignal?: AbortSignal;
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
      // Its own `timeout` ends with the answer's headers, and waits for ever for a body that breaks off.
      request.abortSignal = AbortSignal.timeout(timeoutMs);
      return pass(request.url, () => next(request));
    },
  };
  client.pipeline.addPolicy(last, { phase: 'Sign' });
}
