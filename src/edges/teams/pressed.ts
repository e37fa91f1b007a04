import { ActivityTypes, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { RequestId } from '../../core/ids';
import type { Journal } from '../../core/journal';
import type { Reply } from '../../core/reply';
import { cut, longestReason } from '../../core/text';
import type { Flow } from '../../flow/flow';
import { verbs, type Press } from '../../flow/press';
import { activityOf, callerOf } from './activity';
import { unmarked } from './cards/literal';
import { replyCard } from './cards/reply';
import { whereOf } from './place';
import type { Words } from './words/words';

const pressed = z.object({
  // `automatic` is a refresh by a viewer's client: nobody pressed anything. The Playground names no trigger.
  trigger: z.enum(['manual', 'automatic']).optional(),
  action: z.object({
    verb: z.enum(verbs),
    data: z.object({
      request: z.string().uuid(),
      reason: z.string().optional(),
      choice: z.string().max(100).optional(),
    }),
  }),
});

/** Answers a press on a card: with the card as it is now, or privately with why not. A viewer's refresh decides nothing. */
export async function answerPress(
  context: TurnContext,
  flow: Flow,
  journal: Journal,
  words: Words,
): Promise<void> {
  const activity = activityOf(context);
  const value = pressed.safeParse(activity.value);
  let reply: Reply = { kind: 'refused', refusal: { kind: 'request-unknown' } };
  // Teams names the card that was pressed. Without that, nobody can say whether it was one.
  if (value.success && value.data.trigger !== 'automatic' && activity.replyToId !== undefined) {
    const { verb, data } = value.data.action;
    reply = await safely(flow, journal, {
      verb,
      request: data.request as RequestId,
      by: callerOf(activity),
      where: whereOf(activity),
      activityId: activity.replyToId,
      ...reasonOf(data.reason),
      ...(data.choice === undefined ? {} : { choice: data.choice }),
    });
  }
  await context.sendActivity({
    type: ActivityTypes.InvokeResponse,
    value: { status: 200, body: invokeBody(reply, words) },
  });
}

/** A blank reason is none. */
function reasonOf(typed: string | undefined): { reason?: string } {
  const reason = cut((typed ?? '').trim(), longestReason);
  return reason === '' ? {} : { reason };
}

async function safely(flow: Flow, journal: Journal, press: Press): Promise<Reply> {
  try {
    return await flow.press(press);
  } catch (cause) {
    journal.note('a press could not be recorded', { request: press.request, press: press.verb, cause });
    return { kind: 'refused', refusal: { kind: 'could-not-record' } };
  }
}

/** A refusal is for the presser alone, so it is a message and not a card, which would replace everybody's. */
function invokeBody(reply: Reply, words: Words): unknown {
  if (reply.kind === 'refused') {
    const { title, lines, link } = words.told(reply.refusal);
    const value = [
      unmarked([`${title}.`, ...lines].join(' ')),
      ...(link === undefined ? [] : [link.url]),
    ].join(' ');
    return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value };
  }
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: replyCard(reply, words) };
}
