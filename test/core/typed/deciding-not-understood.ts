import { leftover, misread, notATarget, unknown, type Line } from './readings';
import type { Topic } from '../../../src/core/command/catalogue';

const noReason = misread('no-reason', { topic: 'reject' });
const noCode = (topic: Topic) => misread('no-code', { topic });
const notACode = (text: string, topic: Topic) => misread('not-a-code', { text, topic });
const hereOrStatus = misread('here-or-status', { topic: 'approvals' });

const noReasons: readonly Line[] = [
  ['reject R-7F3K2', noReason],
  ['reject R-7F3K2 because', noReason],
  ['reject R-7F3K2 because ,', noReason],
  ['reject R-7F3K2 because: ;', noReason],
  ['reject R-7F3K2 reason:', noReason],
  ['reject R-7F3K2 .', noReason],
  ['reject R-7F3K2 !', noReason],
];

const codes: readonly Line[] = [
  ['approve', noCode('approve')],
  ['please approve', noCode('approve')],
  ['approve it', notACode('it', 'approve')],
  ['approve all', notACode('all', 'approve')],
  ['approve alice@contoso.com', notACode('alice@contoso.com', 'approve')],
  ['approve 7F3K2', notACode('7F3K2', 'approve')],
  ['approve R-7F3K', notACode('R-7F3K', 'approve')],
  ['approve R-7F3K22', notACode('R-7F3K22', 'approve')],
  ['approve R-7F3KU', notACode('R-7F3KU', 'approve')],
  ['approve \uff32-7F3K2', notACode('\uff32-7F3K2', 'approve')],
  ['approve R-7F3\u041a2', notACode('R-7F3\u041a2', 'approve')],
  ['approve R-7F3K2\u200b', notACode('R-7F3K2\u200b', 'approve')],
  ['approve "R-7F3K2"', notACode('"R-7F3K2"', 'approve')],
  ['approve R-7F3K2.', notACode('R-7F3K2.', 'approve')],
  ['reject', noCode('reject')],
  ['reject because she is at her desk', noCode('reject')],
  ['reject it because she is at her desk', notACode('it', 'reject')],
  ['reject alice@contoso.com because no', notACode('alice@contoso.com', 'reject')],
];

const leftovers: readonly Line[] = [
  ['approve R-7F3K2 R-7F3K3', leftover('R-7F3K3', 'approve')],
  ['approve R-7F3K2, R-7F3K3', leftover(',', 'approve')],
  ['approve R-7F3K2 and R-7F3K3', leftover('and', 'approve')],
  ['approve R-7F3K2 because fine', leftover('because', 'approve')],
  ['approve R-7F3K2 not', leftover('not', 'approve')],
  ['reject R-7F3K2 she is at her desk', leftover('she', 'reject')],
  ['reject R-7F3K2 R-7F3K3 because no', leftover('R-7F3K3', 'reject')],
  ['reject R-7F3K2, R-7F3K3 because no', leftover('R-7F3K3', 'reject')],
  ['reject R-7F3K2 ticket INC0012345', leftover('ticket', 'reject')],
  ['reject R-7F3K2 ticket INC0012345 because no', leftover('ticket', 'reject')],
  ['pending for alice@contoso.com', leftover('for', 'pending')],
  ['pending requests', leftover('requests', 'pending')],
  ['approvals here now', leftover('now', 'approvals')],
  ['approvals here status', leftover('status', 'approvals')],
  ['approvals status R-7F3K2', leftover('R-7F3K2', 'approvals')],
];

const history: readonly Line[] = [
  ['history for', misread('no-target', { topic: 'history' })],
  ['history for "*"', misread('not-a-target', { text: '"*"', topic: 'history' })],
  ['history for alice', misread('not-a-target', { text: 'alice', topic: 'history' })],
  ['history for last 7 days', misread('not-a-target', { text: 'last', topic: 'history' })],
  [
    'history for \u0430lice@contoso.com',
    misread('not-a-target', { text: '\u0430lice@contoso.com', topic: 'history' }),
  ],
  ['history alice@contoso.com', leftover('alice@contoso.com', 'history')],
  ['history for alice@contoso.com, bob@contoso.com', leftover(', bob@contoso.com', 'history')],
  ['history for alice@contoso.com 7 days', leftover('7 days', 'history')],
  ['history last 7 days for alice@contoso.com', leftover('last 7 days for alice@contoso.com', 'history')],
  ['history LAST Week', leftover('LAST Week', 'history')],
  ['history last days', leftover('last days', 'history')],
  ['history last 7', leftover('last 7', 'history')],
  ['history last seven days', leftover('last seven days', 'history')],
  ['history last 0 days', leftover('last 0 days', 'history')],
  ['history last -7 days', leftover('last -7 days', 'history')],
  ['history last 1.5 days', leftover('last 1.5 days', 'history')],
  ['history last 1e9 days', leftover('last 1e9 days', 'history')],
  ['history last 10000 days', leftover('last 10000 days', 'history')],
  ['history last \uff17 days', leftover('last \uff17 days', 'history')],
  ['history last 7 weeks', leftover('last 7 weeks', 'history')],
  [`history ${'x'.repeat(300)}`, leftover(`${'x'.repeat(100)}…`, 'history')],
];

const onCall: readonly Line[] = [
  ['approvals', hereOrStatus],
  ['approvals there', hereOrStatus],
  ['approvals for me', hereOrStatus],
  ['approvals R-7F3K2', hereOrStatus],
  ['approvals "here"', hereOrStatus],
];

const onceMore: readonly Line[] = [
  ['revoke again', misread('no-target', { topic: 'revoke' })],
  ['revoke again because alice@contoso.com', misread('no-target', { topic: 'revoke' })],
  ['revoke again my sessions', notATarget('my sessions', 'revoke-own')],
  ['revoke alice@contoso.com again!', leftover('again!')],
  ['revoke alice@contoso.com again and now', leftover('now')],
  ['revoke my sessions again alice@contoso.com', leftover('alice@contoso.com', 'revoke-own')],
  ['approve again R-7F3K2', notACode('again', 'approve')],
  ['cancel R-7F3K2 again', leftover('again', 'cancel')],
  ['again revoke alice@contoso.com', unknown('again revoke alice@contoso.com')],
];

const nearMisses: readonly Line[] = [
  ['aprove R-7F3K2', unknown('aprove R-7F3K2', 'approve')],
  ['approved R-7F3K2', unknown('approved R-7F3K2', 'approve')],
  ['approve: R-7F3K2', unknown('approve: R-7F3K2', 'approve')],
  ['approve\u200b R-7F3K2', unknown('approve\u200b R-7F3K2', 'approve')],
  ['\u0430pprove R-7F3K2', unknown('\u0430pprove R-7F3K2', 'approve')],
  ['approval here', unknown('approval here', 'approvals')],
  ['aprovals here', unknown('aprovals here', 'approvals')],
  ['rejct R-7F3K2 because no', unknown('rejct R-7F3K2 because no', 'reject')],
  ['rejected R-7F3K2', unknown('rejected R-7F3K2', 'reject')],
  ['pendng', unknown('pendng', 'pending')],
  ['histroy', unknown('histroy', 'history')],
  ['yes', unknown('yes')],
  ['ok R-7F3K2', unknown('ok R-7F3K2')],
  ['do not approve R-7F3K2', unknown('do not approve R-7F3K2')],
  ['I approve R-7F3K2', unknown('I approve R-7F3K2')],
  ['> approve R-7F3K2', unknown('> approve R-7F3K2')],
  ['R-7F3K2', unknown('R-7F3K2')],
  ['R-7F3K2 approve', unknown('R-7F3K2 approve')],
];

/** Lines that look like a decision and are none; nothing is decided by them. */
export const decidingNotUnderstood: Readonly<Record<string, readonly Line[]>> = {
  'a rejection without a reason': noReasons,
  'what is not the code of a request': codes,
  'words left over after a decision': leftovers,
  'a history of nobody, or of no time': history,
  'where approvals go, unsaid': onCall,
  '"again" where it does not belong': onceMore,
  'nearly a decision': nearMisses,
};
