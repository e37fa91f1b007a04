import { afterwards, labels, outcomeWords, requestCard } from './en/cards';
import { misunderstood, topics } from './en/help';
import { phaseName, told } from './en/refusals';
import { time } from './en/times';
import { whoAmI } from './en/who';

/** Every sentence a person reads, in one language. */
export const english = {
  requestCard,
  outcomeWords,
  afterwards,
  labels,
  told,
  phaseName,
  misunderstood,
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
  answerSummary: 'An answer from Evict',
  helpTitle: 'What I do',
  example: 'Example',
};

export type Words = typeof english;
