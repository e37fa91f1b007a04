/** What can be asked for, with one example each. Help, suggestions and the Teams command list come from here. */
export const catalogue = [
  { topic: 'revoke', example: 'revoke sessions for alice@contoso.com because laptop stolen' },
  { topic: 'many', example: 'revoke sessions for members of "Project Falcon" because phished' },
  { topic: 'preview', example: 'preview revoke sessions for alice@contoso.com' },
  { topic: 'powershell', example: 'Revoke-MgUserSignInSession -UserId alice@contoso.com -WhatIf' },
  { topic: 'revoke-own', example: 'revoke my sessions' },
  { topic: 'approve', example: 'approve R-7F3K2' },
  { topic: 'reject', example: 'reject R-7F3K2 because she is at her desk' },
  { topic: 'status', example: 'status R-7F3K2' },
  { topic: 'cancel', example: 'cancel R-7F3K2' },
  { topic: 'stop', example: 'stop R-7F3K2' },
  { topic: 'retry', example: 'retry R-7F3K2' },
  { topic: 'people', example: 'people R-7F3K2 page 2' },
  { topic: 'file', example: 'file R-7F3K2' },
  { topic: 'pending', example: 'pending' },
  { topic: 'history', example: 'history for alice@contoso.com last 7 days' },
  { topic: 'approvals', example: 'approvals here' },
  { topic: 'who-am-i', example: 'who am i' },
  { topic: 'help', example: 'help revoke' },
] as const;

export type Topic = (typeof catalogue)[number]['topic'];

/** The ways to begin each command, longest first within a topic. Lower case, one word each. */
export const phrases: readonly { readonly topic: Topic; readonly words: readonly string[] }[] = [
  ...own([
    'revoke my sessions',
    'revoke all my sessions',
    'revoke my own sessions',
    'sign me out everywhere',
    'sign me out',
    'log me out everywhere',
    'log me out',
    'kick me out',
  ]),
  ...others([
    'revoke all sign-in sessions for',
    'revoke all user sessions for',
    'revoke all refresh tokens for',
    'revoke sign-in sessions for',
    'revoke user sessions for',
    'revoke refresh tokens for',
    'revoke all sessions for',
    'revoke all sessions of',
    'revoke the sessions for',
    'revoke the sessions of',
    'revoke sessions for',
    'revoke sessions of',
    'revoke sessions',
    'revoke session for',
    'revoke session',
    'revoke',
    'sign out',
    'signout',
    'log out',
    'logout',
    'log off',
    'logoff',
    'kick out',
    'kick',
  ]),
  { topic: 'preview', words: ['what', 'if', 'i'] },
  { topic: 'preview', words: ['what', 'if'] },
  { topic: 'preview', words: ['what-if'] },
  { topic: 'preview', words: ['whatif'] },
  { topic: 'preview', words: ['preview'] },
  { topic: 'preview', words: ['dry', 'run'] },
  { topic: 'preview', words: ['dry-run'] },
  { topic: 'status', words: ['status', 'of'] },
  { topic: 'status', words: ['status'] },
  { topic: 'cancel', words: ['cancel'] },
  { topic: 'stop', words: ['stop'] },
  { topic: 'retry', words: ['retry'] },
  { topic: 'people', words: ['people', 'in'] },
  { topic: 'people', words: ['people', 'of'] },
  { topic: 'people', words: ['people'] },
  { topic: 'file', words: ['file', 'of'] },
  { topic: 'file', words: ['file'] },
  { topic: 'approve', words: ['approve'] },
  { topic: 'reject', words: ['reject'] },
  { topic: 'pending', words: ['pending'] },
  { topic: 'history', words: ['history'] },
  { topic: 'approvals', words: ['approvals'] },
  { topic: 'who-am-i', words: ['who', 'am', 'i'] },
  { topic: 'who-am-i', words: ['whoami'] },
  { topic: 'help', words: ['help'] },
  { topic: 'help', words: ['?'] },
];

function own(lines: readonly string[]): { topic: Topic; words: readonly string[] }[] {
  return lines.map((line) => ({ topic: 'revoke-own', words: line.split(' ') }));
}

function others(lines: readonly string[]): { topic: Topic; words: readonly string[] }[] {
  return lines.map((line) => ({ topic: 'revoke', words: line.split(' ') }));
}
