import { badFile, fileNotHere, fileNotTaken } from './files';
import { pressesStopped, tooManyOpen } from './floods';
import { cutTo } from './left-out';
import { lost, lostWhat } from './lost';
import {
  groupNotFound,
  noFile,
  nobodyFailed,
  nobodyLeft,
  notAllowedAmong,
  notDoneYet,
  severalGroups,
  tooManyPeople,
} from './several';
import { nobodyPicked, pickNotYours, pickTooOld } from './pick';
import { reasonFor, tierName } from './tiers';
import { alreadyStopped, mayNotStop, notRunningYet } from './stopping';
import { time } from './times';
import type { Refusal } from '../../../../core/refusal';
import type { Phase } from '../../../../core/request/decision';
import { phaseName } from './phases';

/** A "no" in words: what happened, then what to do next. Names come from people: callers show them literally. */
export interface Told {
  readonly title: string;
  readonly lines: readonly string[];
  /** Where to go, with what it is called. */
  readonly link?: { readonly text: string; readonly url: string };
}

const nothing = 'Nothing was changed.';
const activate = {
  text: 'Activate a role in Privileged Identity Management',
  url: 'https://entra.microsoft.com/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles',
};

type Sentences = { readonly [Kind in Refusal['kind']]: (refusal: Extract<Refusal, { kind: Kind }>) => Told };

const sentences: Sentences = {
  'caller-unknown': () =>
    no('I could not tell who you are', [
      'I only act for people with an account in this organisation, and Teams did not name yours.',
      'Sign in to Teams with your work account and try again.',
    ]),
  'caller-is-guest': () =>
    no('Guests cannot do this', [
      'Your account is a guest here, and guests can neither ask nor decide.',
      'Ask a member of this organisation. Your own sessions are revoked in your home organisation.',
    ]),
  'caller-is-disabled': () =>
    no('Your account is disabled', [
      'Microsoft Entra says your account may not sign in, so it cannot decide.',
    ]),
  'not-entitled': (refusal) => notEntitled(refusal.eligible),
  'may-not-see': () =>
    no('You may not see this', [
      'The history of other people is for those who could decide about them. Your own requests: "history".',
    ]),
  'may-not-set-on-call': ({ eligible }) =>
    eligible.length > 0
      ? notActive(eligible)
      : no('You may not set where approvals go', [
          'That is for people who could approve: they hold an active role such as Privileged Authentication Administrator.',
        ]),
  'target-is-gone': ({ person }) =>
    no(`The account of ${person.name} no longer exists`, ['There is nothing left to revoke.']),
  'target-not-found': (refusal) =>
    no(`I found nobody for ${refusal.typed}`, [
      'Check the spelling, or use the object id from the Microsoft Entra admin centre.',
      'I look for exact matches only: sign-in name, mail address or alias. The object id of an application is not found: ' +
        'applications have no sessions to revoke.',
    ]),
  'several-found': severalFound,
  'target-is-not-a-person': (refusal) =>
    no(`${refusal.typed} is not a person`, [
      'This object id belongs to something else, such as an application. I revoke the sessions of people only.',
      'To stop an application, disable its service principal or remove its credentials in Microsoft Entra.',
    ]),
  'target-is-guest': (refusal) =>
    no(`${refusal.person.name} is a guest`, [
      `A revoke here has no effect on a guest: their sessions belong to their home organisation.`,
      'Ask that organisation to revoke them. To keep the guest out of this one, block sign-in or remove the account.',
    ]),
  'target-is-protected': targetProtected,
  'one-at-a-time': (refusal) =>
    no(`That is ${refusal.count} people`, ['I take one person at a time. Send one line for each of them.']),
  'no-file': () => no(...noFile),
  'group-not-found': (refusal) => no(...groupNotFound(refusal)),
  'several-groups': (refusal) => no(...severalGroups(refusal)),
  'too-many-people': (refusal) => no(...tooManyPeople(refusal)),
  'nobody-left': (refusal) => no(...nobodyLeft(refusal)),
  'not-allowed-among': (refusal) => no(...notAllowedAmong(refusal)),
  'bad-file': ({ why, name, most }) => no(...badFile(why, name, most)),
  'file-not-here': ({ code }) => no(...fileNotHere(code)),
  'file-not-taken': ({ code }) => no(...fileNotTaken(code)),
  'pick-not-yours': () => no(...pickNotYours),
  'pick-too-old': () => no(...pickTooOld),
  'nobody-picked': () => no(...nobodyPicked),
  'not-done-yet': ({ phase }) => no(...notDoneYet(phaseName(phase))),
  'nobody-failed': () => no(...nobodyFailed),
  'policy-says-never': (refusal) =>
    no('The policy does not allow this', [
      `Requests of the kind "${tierName(refusal.tier)}" are refused, always.`,
    ]),
  'needs-approver': needsApprover,
  'too-many-open': (refusal) => no(...tooManyOpen(refusal)),
  'too-many-presses': (refusal) => no(...pressesStopped(refusal)),
  'request-unknown': () =>
    no('I know no such request', ['Check the code. You see requests you made, or could decide on.']),
  'not-the-requester': (refusal) =>
    no('This is not yours to press', [
      `That is for ${refusal.requester}, who asked. You can ask for the same: send me the same command.`,
    ]),
  'own-request': () =>
    no('You asked for this yourself', ['Somebody else has to approve it. You can cancel it.']),
  'approver-is-target': () =>
    no('This is about you', ['Nobody decides on a request about themselves. Somebody else on call has to.']),
  'already-approved': () =>
    no('You have approved this already', ['One person counts once, and cannot take an approval back.']),
  'not-in-approver-groups': () =>
    no('You are not on the list of approvers', [
      'The policy narrows approvers to members of certain groups, and you are in none of them.',
      'Ask somebody on call, or the person who keeps the policy.',
    ]),
  'role-does-not-cover': (refusal) => roleDoesNotCover(refusal),
  'waits-for-another': ({ phase }) =>
    no(`This request is ${phaseName(phase)}`, [
      'This button or command does not fit it. Send "status" with its code for what it waits for.',
    ]),
  'not-running-yet': () => no(...notRunningYet),
  'already-stopped': () => no(...alreadyStopped),
  'may-not-stop': ({ requester }) => no(...mayNotStop(requester)),
  'may-not-any-more': ({ name, as, why }) => no(lostWhat(name, as), [lost[why]]),
  restarting: ({ begun }) =>
    begun
      ? {
          title: 'I am being restarted',
          lines: [
            'I was still checking when that began. In a minute the card shows whether your press counted; if it still has its buttons then, press again.',
          ],
        }
      : no('I am being restarted', ['Press again in a minute.']),
  'wrong-conversation': () =>
    no('This card was not posted here', ['Press on the card in the conversation it was posted in.']),
  'recently-revoked': ({ person, at, code }) =>
    no(`A revoke for ${person.name} was sent a moment ago`, [
      `Request ${code} sent it at ${time(at)}. Send "status ${code}" for what came of it.`,
      'To revoke once more, send the same command with the word "again".',
    ]),
  'already-decided': (refusal) =>
    no(`This request is ${phaseName(refusal.phase)}`, [
      refusal.decision?.by === undefined
        ? 'It can no longer be decided on.'
        : `${refusal.decision.by.name} decided.`,
      ...(canStartOver.includes(refusal.phase) ? ['To start over, send the command again.'] : []),
    ]),
  'could-not-check': (refusal) =>
    no('I could not check', [
      `I got no complete answer from Microsoft about ${refusal.what}. That is neither a yes nor a no.`,
      'Try again in a minute. If it stays so, the person who runs Evict finds the cause in its log.',
    ]),
  'could-not-record': () =>
    no('I could not write this down', [
      'The record cannot be written right now, and I do nothing that would not be on it.',
      'Try again in a minute, and tell the person who runs Evict.',
    ]),
};

export function told(refusal: Refusal): Told {
  // The table has a sentence for each kind, so the one found takes this very refusal.
  return (sentences[refusal.kind] as (refusal: Refusal) => Told)(refusal);
}

function no(title: string, lines: readonly string[], link?: Told['link']): Told {
  return { title, lines: [...lines, nothing], ...(link === undefined ? {} : { link }) };
}

/** The role is there and only has to be activated. */
function notActive(eligible: readonly string[], more: readonly string[] = []): Told {
  const lines = [
    ...more,
    `You are eligible for ${eligible.join(', ')}, and it is not active now.`,
    'Activate it in Privileged Identity Management, then try again.',
  ];
  return no('Your role is not active', lines, activate);
}

function notEntitled(eligible: readonly string[]): Told {
  const title = 'You may not ask for this';
  if (eligible.length === 0) {
    return no(title, [
      'To revoke the sessions of others you need an active role such as Helpdesk Administrator, User Administrator or ' +
        'Security Operator, for the whole organisation.',
      'Your own sessions you can revoke without a role: "revoke my sessions".',
    ]);
  }
  return notActive(eligible);
}

function severalFound({ typed, matches }: Extract<Refusal, { kind: 'several-found' }>): Told {
  // The id comes first and names are cut: it is what one chooses by, and must not be pushed off the card.
  const people = matches
    .slice(0, 10)
    .map(({ name, address, id }) => `Object id ${id}: ${cutTo(name, 120)}, ${cutTo(address, 120)}`);
  return no(`${typed} is several people`, [...people, 'Ask again with the object id of the one you mean.']);
}

function targetProtected({ person, why }: Extract<Refusal, { kind: 'target-is-protected' }>): Told {
  if (why === 'directory-synchronisation') {
    return no(`${person.name} keeps the directory in step`, [
      'This is the account that synchronises on-premises Active Directory: revoking it would stop that for everybody.',
      'If it is compromised, follow the recovery plan for directory synchronisation.',
    ]);
  }
  return no(`${person.name} is protected`, [
    'The policy lists this account, as it does break-glass accounts: it is never revoked through Evict.',
    'If it is compromised, follow the emergency access plan.',
  ]);
}

function needsApprover({ rule, tier, roles }: Extract<Refusal, { kind: 'needs-approver' }>): Told {
  const who = rule === 'two-approvers' ? 'two approvers are needed' : 'an approver is needed';
  return no(`For this ${who}`, [
    `${reasonFor(tier)} One of these roles is needed, active for the whole organisation: ${roles.join(', ')}.`,
    'Your own confirmation is not enough. Send the command again: approvers are asked then.',
  ]);
}

const canStartOver: readonly Phase[] = ['rejected', 'cancelled', 'expired'];

function roleDoesNotCover({ roles, eligible }: Extract<Refusal, { kind: 'role-does-not-cover' }>): Told {
  const needed = `One of these roles is needed, active for the whole organisation: ${roles.join(', ')}.`;
  if (eligible.length === 0) {
    return no('Your role does not reach this person', [
      needed,
      'Ask somebody who holds such a role to approve.',
    ]);
  }
  return notActive(eligible, [needed]);
}
