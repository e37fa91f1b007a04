import { afterwards, haltWords, labels, outcomeWords, requestCard } from './en/cards';
import { crowd, peoplePage } from './en/crowd';
import { slowDown } from './en/floods';
import { files } from './en/files';
import { misunderstood, topics } from './en/help';
import { pick } from './en/pick';
import { preview } from './en/preview';
import { notes } from './en/powershell';
import { phaseName } from './en/phases';
import { told, type Told } from './en/refusals';
import { happened, happenedForEach, onCall } from './en/story';
import { time } from './en/times';
import { whoAmI } from './en/who';

/** Every sentence a person reads, in one language. */
export const english = {
  requestCard,
  crowd,
  peoplePage,
  pick,
  preview,
  outcomeWords,
  haltWords,
  afterwards,
  labels,
  told,
  phaseName,
  misunderstood,
  notes,
  topics,
  whoAmI,
  time,
  welcome: {
    title: 'Hello, I am Evict',
    lines: [
      'I revoke the Microsoft 365 sessions of an account in danger, after checking that you may, and show you the proof.',
      'Try: revoke sessions for alice@contoso.com because laptop stolen',
      'Send "help" for everything I do.',
    ],
  },
  happened,
  happenedForEach,
  slowDown,
  onCall,
  files,
  pressAgain: (name: string) => ({
    title: `${name}: your press did not count`,
    lines: ['Nothing was changed by it. Press again to read why; only you see that.'],
  }),
  lists: {
    pendingTitle: 'What waits or runs',
    historyTitle: 'What was asked, newest first',
    none: 'Nothing that you may see.',
    morePending: 'There are more, newer ones.',
    moreHistory: 'There are older ones. "history for alice@contoso.com" shows those about one person.',
    wholeStory: 'For the whole story send "status" with the code.',
    inShort: (name: string, others: number, state: string, by: string, at: string) =>
      `${name}${others === 0 ? '' : ` and ${others} more`}; ${state}; asked by ${by} at ${at}`,
    storyTitle: (code: string, state: string) => `Request ${code}: ${state}`,
    earlier: (count: number) => `${count} earlier things are on record and not shown here.`,
  },
  answerSummary: 'An answer from Evict',
  helpTitle: 'What I do',
  example: 'Example',
};

export type { Told } from './en/refusals';
export type Words = typeof english;

/** The same words, with links into the Microsoft Entra admin centre of this cloud. */
export function englishIn(entraUrl: string): Words {
  const there = ({ link, ...said }: Told): Told => {
    if (link === undefined) return said;
    return { ...said, link: { ...link, url: link.url.replace(new URL(link.url).origin, entraUrl) } };
  };
  return { ...english, told: (refusal) => there(told(refusal)) };
}
