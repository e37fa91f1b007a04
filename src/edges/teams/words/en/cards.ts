import type { Answer, Halt, Outcome } from '../../../../core/request/events';
import { stopped } from './stopped';
import { time } from './times';

/** Sentences of the cards about one request. Names are shown apart, literally; they are never part of these. */
export const requestCard = {
  confirmTitle: 'Revoke sessions: confirm',
  confirmSummary: (code: string) => `Request ${code} waits for its requester to confirm.`,
  willHappen: [
    'Microsoft Entra ends the refresh tokens and browser sessions of this account, so the person has to sign in again.',
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
  approvalTitle: 'Revoke sessions: approve?',
  approvalSummary: (code: string) => `Request ${code} waits for an approver.`,
  waitingTitle: 'Waiting for an approver',
  approversNeeded: (
    needed: number,
    soFar: number,
    listed: boolean,
    roles: readonly string[],
    many: boolean,
  ) =>
    (needed === 1 ? 'One approver' : `${needed} approvers, ${soFar} so far`) +
    (listed ? " from the policy's list of approvers" : '') +
    `, neither the requester nor ${many ? 'anybody' : 'the person'} it is about, with one of these roles active: ${roles.join(', ')}.`,
  approvalsSent: 'Approval cards go to the on-call conversation. This card follows what is decided there.',
  noOnCall: (code: string) =>
    'No conversation for approvals is set, so nobody was shown a card. Somebody who may approve can send ' +
    `"approvals here" to me in the on-call channel or chat, or "approve ${code}" right away.`,
  noOnCallHere:
    'No conversation for approvals is set, so the card stands only here. Somebody who may approve can send ' +
    '"approvals here" to me in the on-call channel or chat.',
  approve: 'Approve',
  reject: 'Reject',
  rejectReason: 'Reason (needed to reject)',
  rejectReasonMissing: 'Please say why you reject it.',
  attention: 'On call:',
  rejectedTitle: 'Rejected',
  rejected: (at: string) => `Rejected at ${time(at)}. Nothing was sent.`,
  reminderTitle: (code: string) => `Request ${code} still waits for an approver`,
  reminder: (code: string, expiresAt: string) =>
    `It expires at ${time(expiresAt)}. Press on its card, or send "approve ${code}" or "reject ${code} because …".`,
  expiryTitle: (code: string) => `Request ${code} has expired`,
  checkingTitle: 'Checking your press',
  checking: 'Your press has arrived. Roles are being read again; nothing has been sent. This card follows.',
  readyTitle: 'Decided, not sent yet',
  ready: (at: string) =>
    `Decided at ${time(at)}. Roles are checked once more, then it is sent to Microsoft Entra.`,
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
  haltedAfter: 'Nothing more was sent after that:',
  joined: (name: string) => `${name} has asked for this already; your ask is noted on the same request.`,
  cancelledTitle: 'Cancelled',
  cancelled: (at: string) => `Cancelled at ${time(at)}. Nothing was sent.`,
  expiredTitle: 'Expired',
  expired: (at: string) => `Not enough people decided in time; it expired at ${time(at)}. Nothing was sent.`,
  startOver: 'To start over, send the command again.',
  summary: (code: string, title: string) => `Request ${code}: ${title}.`,
};

/** How it ended for one person: title, then what it means and what to do. */
export function outcomeWords(outcome: Outcome): { title: string; lines: readonly string[] } {
  switch (outcome.kind) {
    case 'verified':
      return verified(outcome);
    case 'unverified':
      return unverified(outcome);
    case 'failed':
      return { title: 'Failed: sessions were not revoked', lines: failed(outcome.code) };
    case 'skipped':
      return outcome.notTaken === undefined
        ? { title: 'Stopped: nothing was sent', lines: haltWords(outcome.why) }
        : stoppedLater(outcome.why, outcome.notTaken);
  }
}

/** Sent in vain, and then stopped. */
function stoppedLater(why: Halt, notTaken: string): ReturnType<typeof outcomeWords> {
  return {
    title: 'Stopped: sessions were not revoked',
    lines: [
      `Microsoft Graph did not take what was sent (${notTaken}), so nothing took effect.`,
      requestCard.haltedAfter,
      ...haltWords(why),
    ],
  };
}

function unverified({
  accepted,
  evidence,
}: Outcome & { kind: 'unverified' }): ReturnType<typeof outcomeWords> {
  const sent = accepted ? 'Microsoft Entra accepted it' : 'No clear answer came';
  const still = accepted ? 'It may still take effect.' : 'It may or may not take effect.';
  const seen =
    evidence === undefined ? 'the account could not be read back' : 'the account did not show it in time';
  return {
    title: accepted ? 'Accepted, but not confirmed' : 'Sent, but not confirmed',
    lines: [
      `${sent}, and ${seen}. ${still}`,
      'Look at the account in the Microsoft Entra admin centre in a few minutes. To revoke once more, send the same command ' +
        'with the word "again".',
    ],
  };
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

/** Why nothing (more) was sent although it was decided. */
export function haltWords(halt: Halt): readonly string[] {
  switch (halt.kind) {
    case 'deadline':
      return [
        'It could not be sent within 15 minutes of the decision, so it was given up. Microsoft Entra has not been asked.',
        'If it is still needed, send the command again.',
      ];
    case 'stopped':
      return [`${halt.by.name} stopped it. What had been sent by then stays sent.`];
    case 'not-allowed-any-more':
      return [
        'Something changed between the decision and the sending, so it was not sent.',
        stopped(halt.refusal),
      ];
  }
}

/** After a proven or possible revoke: what a responder should know and do. */
export const afterwards = [
  'It can take a few minutes. Exchange, SharePoint and Teams usually follow within 15 minutes; other apps can go on ' +
    'until their access token ends, about an hour. Sessions an app keeps by itself do not end.',
  'The person can sign in again. If the account is compromised, also reset the password or block sign-in.',
];

export const labels = {
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
  alsoAskedBy: 'Also asked by',
  confirmedBy: 'Decided by',
  approvedBy: 'Approved by',
  rejectedBy: 'Rejected by',
  rejection: 'Why it was rejected',
  needed: 'Needed',
  cancelledBy: 'Cancelled by',
  withRole: (role: string) => `as ${role}`,
  code: 'Request',
  expires: 'Expires',
  attempts: 'Graph request-id',
  willHappen: 'What will happen',
  willNotHappen: 'What will not',
  next: 'What to do next',
  retryOf: 'Retry of',
  from: 'From',
  leftOut: 'Left out',
  privileged: 'With a role, or near one',
  disabled: 'Already disabled',
  synchronised: 'Synchronised from on-premises AD',
  confirmed: 'Confirmed by Microsoft Entra',
  notConfirmed: 'Sent, but not confirmed',
  failed: 'Failed',
  notDone: 'Not done',
  underWay: 'Sent, not confirmed yet',
  notSentYet: 'Not sent yet',
};
