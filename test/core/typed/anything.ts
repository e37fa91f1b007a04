import fc from 'fast-check';
import type { Along } from '../../../src/core/command/command';
import { markOf } from '../../../src/core/command/mention';
import { guid } from './readings';

/** Pieces of real commands, of attacks on them, and of nothing, in any order. */
const piece = fc.oneof(
  fc.constantFrom(
    'revoke',
    'revoke sessions for',
    'sign out',
    'revoke my sessions',
    'status',
    'help',
    'who am i',
  ),
  fc.constantFrom('approve', 'reject', 'pending', 'history for', 'last 7 days', 'approvals here', 'again'),
  fc.constantFrom('because', 'reason:', 'ticket', 'and', ',', ';', 'for', 'please', '.', '!', '?'),
  fc.constantFrom(
    'members of',
    'everyone in',
    'group',
    'the attached file',
    'preview',
    'what if',
    '--what-if',
  ),
  fc.constantFrom(
    '"',
    '"Alice Archer"',
    'Alice',
    'except',
    '- ',
    '1. ',
    '\u2022 ',
    markOf(0),
    markOf(1),
    markOf(7),
  ),
  fc.constantFrom(
    'Revoke-MgUserSignInSession',
    '-UserId',
    '-u:',
    '-WhatIf',
    '-Confirm:$false',
    '|',
    '{',
    '}',
    '$_',
  ),
  fc.constantFrom(
    '@(',
    ')',
    '%',
    'ForEach-Object',
    '`\n',
    '#',
    '<#',
    '#>',
    'PS C:\\>',
    '$user',
    '```',
    '\ue000',
  ),
  fc.constantFrom(
    'm365 entra user session revoke',
    '--userName',
    '-InputObject',
    'Revoke-EntraUserAllRefreshToken',
  ),
  fc.constantFrom(
    'alice@contoso.com',
    'ALICE@contoso.com',
    'o\u2019neil@contoso.com',
    '<bob@contoso.com>',
    guid,
    guid.toUpperCase(),
  ),
  fc.constantFrom(
    'mailto:',
    '<',
    '>',
    '"',
    "'",
    '\u201c',
    '@',
    '..',
    '\u200b',
    '\u202e',
    '\uff20',
    '\u00ad',
    '\ufeff',
  ),
  fc.constantFrom('__proto__', 'constructor', 'R-7F3K2', '\u212a', '\u0130', '\u00df', '\ud800', '\u0000'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
export const typed = fc
  .array(fc.tuple(piece, fc.constantFrom('', ' ', ' ', '\n', '\u00a0')), { maxLength: 14 })
  .map((pieces) => pieces.flat().join(''));
const lead = fc.constantFrom(
  ...['revoke ', 'kick ', 'sign out ', 'preview ', 'Revoke-MgUserSignInSession '],
  ...['Revoke-MgUserSignInSession -UserId ', 'm365 entra user session revoke -n '],
);
const commandLike = fc.tuple(lead, typed).map((parts) => parts.join(''));
export const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), typed, commandLike);

export const along: Along = {
  mentions: [
    { account: '29:alice', text: 'Alice Archer' },
    { account: '29:mallory', text: 'bob@contoso.com' },
  ],
};
