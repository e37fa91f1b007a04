import { Application, type TurnState } from '@microsoft/teams-ai';
import { ActivityTypes, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import { asPersonId, type RequestId } from '../../core/ids';
import type { Journal } from '../../core/ports';
import type { Reply } from '../../core/reply';
import type { Flow } from '../../flow/flow';
import type { Caller } from '../../flow/means';
import { verbs, type Press } from '../../flow/press';
import { isAddressed, typedText, type InboundActivity } from './activity';
import type { EvictAdapter } from './adapter';
import { unmarked } from './cards/literal';
import { replyCard } from './cards/reply';
import { whereOf } from './place';
import type { Words } from './words/words';

/** Teams sends a message again when the turn takes 15 s; by then the work goes on outside of it. */
const longestTurnMs = 8_000;

/** Routes activities to the flow. The adapter has authenticated them and the door has checked them. */
export function createBot(
  adapter: EvictAdapter,
  botId: string,
  flow: Flow,
  journal: Journal,
  words: Words,
): Application {
  const bot = new Application<TurnState>({
    adapter,
    botAppId: botId,
    // teams-ai 1.7.4: its typing timer and long-running mode send on their own; its turn state is last-writer-wins and
    // holds nothing of ours.
    startTypingTimer: false,
    longRunningMessages: false,
    removeRecipientMention: false,
  });
  bot.activity(ActivityTypes.Message, async (context) => {
    await inTime(onMessage(activityOf(context), flow), journal);
  });
  bot.activity(ActivityTypes.InstallationUpdate, async (context) => {
    await inTime(onInstalled(activityOf(context), flow), journal);
  });
  // Invokes are answered here: teams-ai's own card handler would push one person's view to everybody.
  bot.addRoute(isCardPress, async (context) => answerPress(context, flow, journal, words), true);
  return bot;
}

/** The door has parsed this very object with `activitySchema`. */
function activityOf(context: TurnContext): InboundActivity {
  return context.activity as unknown as InboundActivity;
}

async function isCardPress({ activity }: TurnContext): Promise<boolean> {
  return activity.type === (ActivityTypes.Invoke as string) && activity.name === 'adaptiveCard/action';
}

async function onMessage(activity: InboundActivity, flow: Flow): Promise<void> {
  // A message without text is a card's Action.Submit or a file: nothing of ours.
  if (activity.text == null || !isAddressed(activity)) return;
  await flow.hear({ by: callerOf(activity), text: typedText(activity), where: whereOf(activity) });
}

async function onInstalled(activity: InboundActivity, flow: Flow): Promise<void> {
  if (activity.action === 'add') await flow.welcome(whereOf(activity));
}

function callerOf({ from }: InboundActivity): Caller {
  const id = asPersonId(from.aadObjectId ?? '');
  return { name: from.name ?? '', ...(id === undefined ? {} : { id }) };
}

/** Waits for the work, but not past the turn; a failure is logged here, as nobody is left to tell. */
async function inTime(work: Promise<void>, journal: Journal): Promise<void> {
  const safe = work.catch((cause: unknown) => {
    journal.error('an activity could not be answered', { cause });
  });
  const patience = new AbortController();
  const turn = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, longestTurnMs);
    patience.signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  await Promise.race([safe, turn]);
  patience.abort();
}

const pressed = z.object({
  // `automatic` is a refresh by a viewer's client: nobody pressed anything. The Playground names no trigger.
  trigger: z.enum(['manual', 'automatic']).optional(),
  action: z.object({ verb: z.enum(verbs), data: z.object({ request: z.string().uuid() }) }),
});

async function answerPress(context: TurnContext, flow: Flow, journal: Journal, words: Words): Promise<void> {
  const activity = activityOf(context);
  const value = pressed.safeParse(activity.value);
  let reply: Reply = { kind: 'refused', refusal: { kind: 'request-unknown' } };
  if (value.success && value.data.trigger !== 'automatic') {
    const { verb, data } = value.data.action;
    reply = await safely(flow, journal, {
      verb,
      request: data.request as RequestId,
      by: callerOf(activity),
      where: whereOf(activity),
    });
  }
  await context.sendActivity({
    type: ActivityTypes.InvokeResponse,
    value: { status: 200, body: invokeBody(reply, words) },
  });
}

async function safely(flow: Flow, journal: Journal, press: Press): Promise<Reply> {
  try {
    return await flow.press(press);
  } catch (cause) {
    journal.error('a press could not be recorded', { cause });
    return { kind: 'refused', refusal: { kind: 'could-not-record' } };
  }
}

/** A refusal is for the presser alone, so it is a message and not a card, which would replace everybody's. */
function invokeBody(reply: Reply, words: Words): unknown {
  if (reply.kind === 'refused') {
    const { title, lines } = words.told(reply.refusal);
    const value = unmarked([`${title}.`, ...lines].join(' '));
    return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value };
  }
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: replyCard(reply, words) };
}
