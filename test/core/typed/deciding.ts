import { again, approvals, approve, guid, help, history, own, pending, reject } from './readings';
import { revoke, revokeAll, type Line } from './readings';

const alice = 'alice@contoso.com';
const bob = 'bob@contoso.com';
const stolen = { reason: 'laptop stolen' };
const atHerDesk = reject('R-7F3K2', 'she is at her desk');

const approving: readonly Line[] = [
  ['approve R-7F3K2', approve('R-7F3K2')],
  ['Approve r-7f3k2', approve('R-7F3K2')],
  ['APPROVE R7F3K2', approve('R-7F3K2')],
  ['approve R\u20137F3K2', approve('R-7F3K2')],
  ['approve R-OOIL1', approve('R-00111')],
  ['  please   approve \n R-7F3K2 ', approve('R-7F3K2')],
  ['approve R-7F3K2 !', approve('R-7F3K2')],
];

const rejecting: readonly Line[] = [
  ['reject R-7F3K2 because she is at her desk', atHerDesk],
  ['Reject r7f3k2 BECAUSE she is at her desk', atHerDesk],
  ['reject R-7F3K2 because: she is at her desk', atHerDesk],
  ['reject R-7F3K2 reason: she is at her desk', atHerDesk],
  ['reject R-7F3K2 reason she is at her desk', atHerDesk],
  ['reject R-7F3K2, because she is at her desk', atHerDesk],
  ['please reject R-7F3K2 because she is at her desk', atHerDesk],
  ['reject R-7F3K2\nbecause\nshe is at her desk', atHerDesk],
  ['reject R-7F3K2 because no', reject('R-7F3K2', 'no')],
  ['reject R-7F3K2 because approve R-7F3K3', reject('R-7F3K2', 'approve R-7F3K3')],
  // A rejection has no ticket of its own: the number stays in the reason, where people will look for it.
  [
    'reject R-7F3K2 because it is a duplicate of ticket INC0012345',
    reject('R-7F3K2', 'it is a duplicate of ticket INC0012345'),
  ],
  [`reject R-7F3K2 because ${'x'.repeat(2_000)}`, reject('R-7F3K2', `${'x'.repeat(999)}…`)],
];

const lists: readonly Line[] = [
  ['pending', pending],
  ['Pending', pending],
  ['pending?', pending],
  ['pending !', pending],
  ['history', history()],
  ['HISTORY', history()],
  ['history for alice@contoso.com', history({ of: alice })],
  ['history of alice@contoso.com', history({ of: alice })],
  ['history for "alice@contoso.com"', history({ of: alice })],
  ['history for mailto:alice@contoso.com', history({ of: alice })],
  [`history for ${guid.toUpperCase()}`, history({ of: guid })],
  ['history last 7 days', history({ days: 7 })],
  ['History Last 7 Days', history({ days: 7 })],
  ['history last 1 day', history({ days: 1 })],
  ['history   last\n 9999   days', history({ days: 9_999 })],
  ['history for alice@contoso.com last 7 days', history({ of: alice, days: 7 })],
  ['please history for alice@contoso.com last 30 days', history({ of: alice, days: 30 })],
];

const onCall: readonly Line[] = [
  ['approvals here', approvals('here')],
  ['Approvals HERE', approvals('here')],
  ['approvals here .', approvals('here')],
  ['please approvals here', approvals('here')],
  ['approvals status', approvals('status')],
  ['approvals status ?', approvals('status')],
];

const onceMore: readonly Line[] = [
  ['revoke alice@contoso.com again', again(revoke(alice))],
  ['revoke again alice@contoso.com', again(revoke(alice))],
  ['revoke sessions again for alice@contoso.com', again(revoke(alice))],
  ['revoke sessions for alice@contoso.com again', again(revoke(alice))],
  ['revoke alice@contoso.com, again', again(revoke(alice))],
  ['sign out alice@contoso.com AGAIN', again(revoke(alice))],
  ['kick again alice@contoso.com again', again(revoke(alice))],
  [`revoke ${guid} again`, again(revoke(guid))],
  ['revoke again alice@contoso.com and bob@contoso.com', again(revokeAll([alice, bob]))],
  ['revoke alice@contoso.com, bob@contoso.com again', again(revokeAll([alice, bob]))],
  ['revoke alice@contoso.com again because laptop stolen', again(revoke(alice, stolen))],
  ['revoke alice@contoso.com ticket INC1 again', again(revoke(alice, { ticket: 'INC1' }))],
  [
    'revoke alice@contoso.com again ticket INC1 because laptop stolen',
    again(revoke(alice, { ticket: 'INC1', ...stolen })),
  ],
  ['revoke my sessions again', again(own())],
  ['sign me out everywhere again', again(own())],
  ['revoke my sessions again because laptop stolen', again(own(stolen))],
  // In somebody's reason the word asks for nothing; in an address it is part of the address.
  ['revoke alice@contoso.com because it happened again', revoke(alice, { reason: 'it happened again' })],
  ['revoke my sessions because again', own({ reason: 'again' })],
  ['revoke again@contoso.com', revoke('again@contoso.com')],
];

const helpOnThem: readonly Line[] = [
  ['help approve', help('approve')],
  ['help reject', help('reject')],
  ['help pending', help('pending')],
  ['help history', help('history')],
  ['help approvals', help('approvals')],
  ['help approvals here', help('approvals')],
];

/** Lines of the people who decide, and of whoever looks back. */
export const decidingUnderstood: Readonly<Record<string, readonly Line[]>> = {
  approving,
  rejecting,
  'what waits, and what was': lists,
  'where approvals go': onCall,
  'the word "again"': onceMore,
  'help on deciding': helpOnThem,
};
