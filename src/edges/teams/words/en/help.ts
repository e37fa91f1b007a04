import type { Topic } from '../../../../core/command/catalogue';
import type { Misread } from '../../../../core/command/command';
import { misunderstoodWords } from './misunderstood';
import type { Told } from './refusals';

interface TopicHelp {
  readonly does: string;
  readonly more: readonly string[];
}

export const topics: Readonly<Record<Topic, TopicHelp>> = {
  revoke: {
    does: "Revoke another person's Microsoft 365 sessions, after you confirm or an approver agrees",
    more: [
      'Name the person by sign-in name, mail address, object id, a mention, or the full name between quotation marks. I look ' +
        'for exact matches only.',
      'For several people at once send "help many".',
      'Add "because …" for the reason and "ticket …" for a ticket number: both go on the card and on record.',
      'Also understood: "sign out …", "log out …", "kick …", "revoke …".',
      'You need an active role; where it covers the person, you confirm yourself, otherwise an approver is asked. Roles are ' +
        'read before I show a button, when somebody presses it, and right before anything is sent.',
      'Asked again within a few minutes of a revoke, add the word "again".',
    ],
  },
  many: {
    does: 'Revoke the sessions of several people, of a group or of everybody in a CSV file, in one request',
    more: [
      'Addresses, object ids, mentions and names between quotation marks, with commas, "and", or one per line; also as ' +
        'Outlook copies them: Alice Archer <alice@contoso.com>.',
      'A group by its name between quotation marks or by its object id: members of "Project Falcon". Groups in it count too.',
      'A CSV file: drop it in our personal chat, with or without a command.',
      'If one word names nobody, I read nothing of the list and say which word it was.',
    ],
  },
  preview: {
    does: 'Show what a revoke would do, and for whom; nothing is asked for and nothing is sent',
    more: [
      'Put "preview", "what if" or "dry run" before the command, or --what-if or -WhatIf behind it.',
      'Everything is looked up and checked as for the real thing.',
    ],
  },
  powershell: {
    does: 'Read a line of PowerShell or of CLI for Microsoft 365 from your run book',
    more: [
      'Revoke-MgUserSignInSession, Revoke-EntraUserAllRefreshToken, Revoke-AzureADUserAllRefreshToken, ' +
        'Revoke-EntraSignedInUserAllRefreshToken, their beta twins, and m365 entra user session revoke.',
      'Also with people piped into it, and several lines at once. Write addresses or object ids: I know no variables and run ' +
        'no other command.',
      'I show a card and ask first, whatever -Confirm says.',
    ],
  },
  'revoke-own': {
    does: 'Revoke your own sessions; no role needed',
    more: ['Also understood: "sign me out everywhere". You confirm on a card first.'],
  },
  approve: {
    does: 'Approve a request that waits for an approver',
    more: [
      'The same as the button Approve on its card. You need an active role that covers everybody in the request, and you ' +
        'may be neither its requester nor in it.',
    ],
  },
  reject: {
    does: 'Reject a request that waits for an approver, with the reason',
    more: ['The first rejection ends the request; nothing is sent.'],
  },
  pending: {
    does: 'List what waits or runs',
    more: ['Your own requests, and those you could decide about.'],
  },
  history: {
    does: 'List what was asked, newest first',
    more: ['Also "history", "history for alice@contoso.com" and "history last 7 days". Ten at the most.'],
  },
  approvals: {
    does: 'Have approval cards sent to this conversation',
    more: [
      'Needs a role that could approve. "approvals status" shows where they go now. There is one such conversation.',
    ],
  },
  status: {
    does: 'Show a request with its whole story',
    more: ['The code stands on every card, like R-7F3K2.'],
  },
  cancel: {
    does: 'Withdraw a request of yours that is not decided yet',
    more: ['The same as the button Cancel on its card. What was decided cannot be taken back.'],
  },
  stop: {
    does: 'Send nothing more of a request that is under way',
    more: [
      'For its requester, and for people who could approve it. What was sent by then stays sent; I say for whom.',
    ],
  },
  retry: {
    does: 'Ask anew for those in a request for whom it failed, and for nobody else',
    more: ['It is a new request, decided on as every other.'],
  },
  people: {
    does: 'List everybody in a request, a page at a time, and what came of it for each',
    more: ['Those who were left out stand at the end, with the reason.'],
  },
  file: {
    does: 'Send what came of a request as a CSV file',
    more: ['In a personal chat. Teams asks you first, and puts it into your OneDrive.'],
  },
  'who-am-i': {
    does: 'Show your roles as I see them, and what you may do',
    more: [
      'Only roles that are active now and count for the whole organisation let you decide about others.',
    ],
  },
  help: { does: 'Show this list, or more about one command', more: ['For example "help revoke".'] },
};

/** What was not understood, and how to say it. */
export function misunderstood(misread: Misread, example: string): Told {
  const { problem, topic } = misread;
  const { title, next = [] } = misunderstoodWords(misread);
  const nearest = problem === 'unknown-command' && topic !== undefined ? 'Did you mean' : 'For example';
  return {
    title,
    lines: [...next, `${nearest}: ${example}`, 'Nothing was changed. Send "help" for everything I do.'],
  };
}
