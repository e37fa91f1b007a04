import type { LeftOut, LeftOutWhy, Source } from '../../../../core/left-out';
import type { Halt, Outcome } from '../../../../core/request/events';
import type { Tally } from '../../../../core/request/tally';
import { cutTo, leftOutLine, number } from './left-out';
import { stopped } from './stopped';
import { time } from './times';

/** Reasons to leave people out, as they stand in a count. */
const leftOutCount: Readonly<Record<LeftOutWhy, string>> = {
  protected: 'protected',
  'not-allowed': 'refused by the policy',
  guest: 'guests',
  'recently-revoked': 'revoked a moment ago',
  'not-found': 'not found',
  'several-found': 'several people',
  'not-a-person': 'not a person',
  'not-recognised': 'not recognised',
};

/** Sentences about several people at once. */
export const crowd = {
  people: (count: number) => (count === 1 ? '1 person' : `${number(count)} people`),
  whole: (code: string) => `Everybody: "people ${code}".`,
  more: (count: number) => `… and ${number(count)} more.`,
  source: ({ kind, name }: Source) => (kind === 'group' ? `group ${name}` : `file ${name}`),
  leftOut: (leftOut: readonly LeftOut[]): string => {
    const counts = Object.entries(leftOutCount).flatMap(([why, words]) => {
      const count = leftOut.filter((one) => one.why === why).length;
      return count === 0 ? [] : [`${number(count)} ${words}`];
    });
    return counts.join(', ');
  },
  leftOutLine,
  willHappen: [
    'Microsoft Entra ends the refresh tokens and browser sessions of these accounts, so these people have to sign in again.',
    'It can take a few minutes. Exchange, SharePoint and Teams usually follow within 15 minutes; other apps can go on ' +
      'until their access token ends, about an hour.',
  ],
  willNotHappen:
    'Sessions that an app keeps by itself do not end, and these people can sign in again. If an account is compromised, ' +
    'also reset its password or block sign-in.',
  synchronisedNote:
    'Accounts synchronised from on-premises Active Directory: if one is compromised, also disable it there and reset its ' +
    'password twice.',
  disabledNote: 'Disabled accounts cannot sign in again. A revoke still ends the sessions they have.',
  progressTitle: (done: number, all: number) => `Revoking sessions: ${number(done)} of ${number(all)} done`,
  stoppingTitle: (done: number, all: number) =>
    `Stopped; what was sent is read back: ${number(done)} of ${number(all)} done`,
  bar: (done: number, all: number) => {
    const full = Math.floor((20 * done) / all);
    return `${'▓'.repeat(full)}${'░'.repeat(20 - full)} ${Math.floor((100 * done) / all)} %`;
  },
  left: (leftMs: number, at: string) => `${aboutTime(leftMs)} left, as counted at ${time(at)}.`,
  stop: 'Stop',
  doneTitle: ({ all, ended }: Tally) =>
    ended.verified === all
      ? `Confirmed by Microsoft Entra for all ${number(all)} people`
      : `Done: confirmed by Microsoft Entra for ${number(ended.verified)} of ${number(all)} people`,
  confirmedBetween: (first: string, last: string) =>
    `Microsoft Entra confirmed the first at ${time(first)}, the last at ${time(last)}.`,
  outcome: (outcome: Outcome): string => {
    switch (outcome.kind) {
      case 'verified':
        return `confirmed by Microsoft Entra at ${time(outcome.evidence.readAt)}`;
      case 'unverified':
        return outcome.accepted ? 'accepted, but not confirmed' : 'sent, but not confirmed';
      case 'failed':
        return `failed: ${outcome.code}`;
      case 'skipped':
        return `not done: ${skippedWhy(outcome.why)}`;
    }
  },
  underWay: (attempts: number) => (attempts === 0 ? 'not sent yet' : 'sent, not confirmed yet'),
  retry: 'Try the failed ones again',
  file: 'Outcome as a file',
  retryNext: (code: string) =>
    `Those for whom it failed can be asked for anew, alone: the button below, or "retry ${code}".`,
  unverifiedNext:
    'Look at accounts that are not confirmed in the Microsoft Entra admin centre in a few minutes before asking for them again.',
  afterwards: [
    'It can take a few minutes. Exchange, SharePoint and Teams usually follow within 15 minutes; other apps can go on ' +
      'until their access token ends, about an hour. Sessions an app keeps by itself do not end.',
    'These people can sign in again. If an account is compromised, also reset its password or block sign-in.',
  ],
  inShort: (done: number, { all, ended }: Tally) =>
    `${number(done)} of ${number(all)} done, ${number(ended.verified)} confirmed by Microsoft Entra` +
    (ended.failed === 0 ? '' : `, ${number(ended.failed)} failed`),
};

/** `people`: everybody in a request. */
export const peoplePage = {
  title: (code: string, page: number, pages: number) =>
    `Request ${code}: everybody, page ${number(page)} of ${number(pages)}`,
  next: (code: string, page: number) => `The next page: "people ${code} page ${page}".`,
};

function skippedWhy(halt: Halt): string {
  switch (halt.kind) {
    case 'deadline':
      return 'the time to send it was over';
    case 'stopped':
      return `${cutTo(halt.by.name, 60)} stopped it`;
    case 'not-allowed-any-more':
      return cutTo(stopped(halt.refusal), 120);
  }
}

/** Rounded, as nobody can know it better. */
function aboutTime(ms: number): string {
  if (ms < 45_000) return 'Less than a minute';
  const minutes = Math.round(ms / 60_000);
  return minutes <= 1 ? 'About a minute' : `About ${minutes} minutes`;
}
