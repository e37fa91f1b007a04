import type { Answer, Halt, Outcome } from '../../../../core/request/events';
import { told } from './refusals';
import { time } from './times';

/** Sentences of the cards about one request. Names are shown apart, literally; they are never part of these. */
export const requestCard = {
  confirmTitle: 'Revoke sessions: confirm',
  confirmSummary: (code: string) => `Request ${code} waits for its requester to confirm.`,
  willHappen: [
    'Microsoft Entra ends all refresh tokens and browser sessions of this account. The person must sign in again ' +
      'everywhere.',
    'It can take a few minutes. Exchange, SharePoint and Teams usually follow within 15 minutes; other apps can go on ' +
      'until their access token ends, about an hour.',
  ],
  willNotHappen:
    'Sessions that an app keeps by itself do not end, and the person can sign in again. If the account is compromised, ' +
    'also reset the password or block sign-in.',
  synchronisedNote:
    'This account is synchronised from on-premises Active Directory: if it is compromised, also disable it there and ' +
    'reset its password twice.',
  disabledNote:
    'This account is already disabled, so it cannot sign in again. A revoke still ends the sessions it has.',
  confirm: 'Revoke sessions',
  cancel: 'Cancel',
  checkingTitle: 'Checking your press',
  checking: 'Your press has arrived. Roles are being read again; nothing has been sent. This card follows.',
  readyTitle: 'Decided, not sent yet',
  ready: (at: string) =>
    `Confirmed at ${time(at)}. Roles are checked once more, then it is sent to Microsoft Entra.`,
  sendingTitle: 'Sending to Microsoft Entra',
  sending: (attempt: number) =>
    attempt === 1
      ? 'The request to Microsoft Entra is under way.'
      : `The request is under way, attempt ${attempt}.`,
  sentTitle: 'Sent, not confirmed yet',
  answered: (answer: Answer, at: string): string => {
    switch (answer.kind) {
      case 'accepted':
        return `Microsoft Entra accepted it at ${time(at)}. I am reading back until it is confirmed, up to 3 minutes.`;
      case 'refused':
        return `Microsoft Graph refused it (${answer.code}).`;
      case 'not-taken':
        return `Microsoft Graph has not taken it yet (${answer.why}). The next attempt is at ${time(answer.retryAt)}.`;
      case 'unknown':
        return `No clear answer came (${answer.why}), so it may or may not have worked. I am reading back to find out.`;
    }
  },
  cancelledTitle: 'Cancelled',
  cancelled: (at: string) => `Cancelled at ${time(at)}. Nothing was sent.`,
  expiredTitle: 'Expired',
  expired: (at: string) => `Nobody confirmed it in time; it expired at ${time(at)}. Nothing was sent.`,
  startOver: 'To start over, send the command again.',
  summary: (code: string, title: string) => `Request ${code}: ${title}.`,
};

/** How it ended for one person: title, then what it means and what to do. */
export function outcomeWords(outcome: Outcome): { title: string; lines: readonly string[] } {
  switch (outcome.kind) {
    case 'verified':
      return verified(outcome);
    case 'unverified':
      return {
        title: outcome.accepted ? 'Accepted, but not confirmed' : 'Sent, but not confirmed',
        lines: [
          outcome.accepted
            ? 'Microsoft Entra accepted it, but the account did not show it within 3 minutes. It may still take effect.'
            : 'No clear answer came, and the account does not show a revoke. It may or may not take effect.',
          'Look at "Sign-in sessions valid from" in a few minutes, and ask again if it has not moved.',
        ],
      };
    case 'failed':
      return { title: 'Failed: sessions were not revoked', lines: failed(outcome.code) };
    case 'skipped':
      return { title: 'Stopped: nothing was sent', lines: skipped(outcome.why) };
  }
}

function verified({ evidence, readBack }: Outcome & { kind: 'verified' }): ReturnType<typeof outcomeWords> {
  return {
    title: 'Confirmed by Microsoft Entra',
    lines: [
      `Microsoft Entra confirmed it at ${time(evidence.readAt)}: refresh tokens and session cookies issued ` +
        `before ${evidence.after === null ? 'now' : time(evidence.after)} are no longer valid.`,
      ...(readBack ? ['The first answer was not clear; the effect was confirmed by reading back.'] : []),
    ],
  };
}

function failed(code: string): readonly string[] {
  switch (code) {
    case 'Authorization_RequestDenied':
      return [
        'Microsoft Graph does not let Evict revoke this account. That is so for accounts in a restricted management ' +
          'administrative unit, and can be for administrators.',
        'Somebody with a role for that unit can do it in the Microsoft Entra admin centre.',
      ];
    case 'Request_ResourceNotFound':
      return ['The account no longer exists. Nobody else was touched.'];
    default:
      return [
        `Microsoft Graph did not do it (${code}). Nothing took effect.`,
        'Ask again in a few minutes; in a hurry, use the Microsoft Entra admin centre.',
      ];
  }
}

function skipped(halt: Halt): readonly string[] {
  switch (halt.kind) {
    case 'deadline':
      return [
        'It could not be sent within 15 minutes of the decision, so it was given up. Microsoft Entra has not been asked.',
        'If it is still needed, send the command again.',
      ];
    case 'not-allowed-any-more': {
      const { title, lines } = told(halt.refusal);
      return ['Between the decision and the sending something changed, so it was not sent:', title, ...lines];
    }
  }
}

/** After a proven or possible revoke: what a responder should know and do. */
export const afterwards = [
  'It can take a few minutes. Exchange, SharePoint and Teams usually follow within 15 minutes; other apps can go on ' +
    'until their access token ends, about an hour. Sessions an app keeps by itself do not end.',
  'The person can sign in again. If the account is compromised, also reset the password or block sign-in.',
];

export const labels = {
  person: 'Person',
  address: 'Sign-in name',
  job: 'Job title',
  department: 'Department',
  account: 'Account',
  accountEnabled: 'enabled',
  accountDisabled: 'disabled',
  accountCloud: 'managed in the cloud',
  accountSynchronised: 'synchronised from on-premises AD',
  roles: 'Roles and groups',
  noRoles: 'none',
  lastRevoked: 'Sessions valid from',
  never: 'not known',
  objectId: 'Object id',
  reason: 'Reason',
  ticket: 'Ticket',
  askedBy: 'Asked by',
  confirmedBy: 'Decided by',
  cancelledBy: 'Cancelled by',
  withRole: (role: string) => `as ${role}`,
  code: 'Request',
  expires: 'Expires',
  attempts: 'Graph request-id',
  willHappen: 'What will happen',
  willNotHappen: 'What will not',
  next: 'What to do next',
};
