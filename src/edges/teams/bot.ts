import { Application } from './sdk';
import { ActivityTypes, type TurnContext } from 'botbuilder';
import type { Journal } from '../../core/journal';
import type { Flow } from '../../flow/flow';
import { activityOf, callerOf, isAddressed, isQuoting, typedBy, type InboundActivity } from './activity';
import type { EvictAdapter } from './adapter';
import type { FilePlaces } from './files/address';
import { consentIn, sayReceived } from './files/consent';
import { filesIn } from './files/sent';
import { whereOf } from './place';
import { answerPress } from './pressed';
import type { Words } from './words/words';

/** Teams sends a message again when the turn takes 15 s; by then the work goes on outside of it. */
const longestTurnMs = 8_000;

/**
 * teams-ai 1.7.4 starts its typing timer in every turn, whatever the option `startTypingTimer` says: one message more each
 * second, against the limits of the conversation, and on one timer for everybody's turns.
 */
class QuietApplication extends Application {
  override startTypingTimer(): void {
    // Nothing is sent that the flow did not decide to say.
  }
}

/** Routes activities to the flow. The adapter has authenticated them and the door has checked them. */
export function createBot(
  adapter: EvictAdapter,
  botId: string,
  flow: Flow,
  journal: Journal,
  words: Words,
  filePlaces: FilePlaces,
): Application {
  const bot = new QuietApplication({
    adapter,
    botAppId: botId,
    // teams-ai 1.7.4: its long-running mode sends on its own; its turn state is last-writer-wins and holds nothing of ours.
    longRunningMessages: false,
    removeRecipientMention: false,
  });
  bot.activity(ActivityTypes.Message, async (context) => {
    await inTime(onMessage(activityOf(context), flow), idOf(context), journal);
  });
  bot.activity(ActivityTypes.InstallationUpdate, async (context) => {
    await inTime(onInstalled(activityOf(context), flow), idOf(context), journal);
  });
  bot.activity(ActivityTypes.ConversationUpdate, async (context) => {
    await inTime(flow.seen(whereOf(activityOf(context))), idOf(context), journal);
  });
  // Invokes are answered here: teams-ai's own card handler would push one person's view to everybody.
  bot.addRoute(isCardPress, (context) => answerPress(context, flow, journal, words), true);
  bot.addRoute(
    isFileConsent,
    async (context) => {
      const consent = consentIn(context, filePlaces);
      if (consent !== undefined) await inTime(flow.fileConsent(consent), idOf(context), journal);
      await sayReceived(context);
    },
    true,
  );
  return bot;
}

async function isFileConsent({ activity }: TurnContext): Promise<boolean> {
  return activity.type === (ActivityTypes.Invoke as string) && activity.name === 'fileConsent/invoke';
}

async function isCardPress({ activity }: TurnContext): Promise<boolean> {
  return activity.type === (ActivityTypes.Invoke as string) && activity.name === 'adaptiveCard/action';
}

async function onMessage(activity: InboundActivity, flow: Flow): Promise<void> {
  const files = filesIn(activity);
  // A message with neither text nor file is a card's Action.Submit: nothing of ours.
  if ((activity.text == null && files.length === 0) || !isAddressed(activity)) return;
  const message = { by: callerOf(activity), ...typedBy(activity), files, where: whereOf(activity) };
  await flow.hear(isQuoting(activity) ? { ...message, quotes: true } : message);
}

async function onInstalled(activity: InboundActivity, flow: Flow): Promise<void> {
  if (activity.action === 'add') await flow.welcome(whereOf(activity));
  if (activity.action === 'remove') await flow.left(whereOf(activity));
}

/** Waits for the work, but not past the turn; a failure is logged here, as nobody is left to tell. */
async function inTime(work: Promise<void>, activity: string, journal: Journal): Promise<void> {
  const safe = work.catch((cause: unknown) => {
    journal.note('an activity could not be answered', { activity, cause });
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

/** Teams makes these; anything else in its place is not repeated in a log. */
function idOf({ activity }: TurnContext): string {
  return /^[\w:.;|-]{1,80}$/.test(activity.id ?? '') ? (activity.id ?? '') : 'none';
}
