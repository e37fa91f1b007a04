import type { Topic } from '../../../src/core/command/catalogue';
import type { Misread } from '../../../src/core/command/command';
import { misread, unknown, type Line } from './readings';

const no = (problem: Misread['problem'], text?: string, topic: Topic = 'powershell') =>
  misread(problem, text === undefined ? { topic } : { text, topic });

/** Lines that are not for here: something in them would have to be run, or guessed. */
export const refused: readonly Line[] = [
  ['Revoke-MgUserSignInSession', no('no-target')],
  ['Revoke-MgUserSignInSession -UserId', no('no-target')],
  ['Revoke-MgUserSignInSession -UserId $user', no('variable', '$user')],
  ['Revoke-MgUserSignInSession -UserId $user.Id', no('variable', '$user.Id')],
  ['Revoke-MgUserSignInSession -UserId $_', no('variable', '$_')],
  ['Revoke-MgUserSignInSession -UserId "$user"', no('variable', '"$user"')],
  ['Revoke-MgUserSignInSession -UserId "$($user.Id)"', no('variable', '"$($user.Id)"')],
  ['Revoke-MgUserSignInSession -UserId a$b@contoso.com', no('variable', 'a$b@contoso.com')],
  ["'alice@contoso.com' | Revoke-MgUserSignInSession -UserId $_", no('variable', '$_')],
  ["'alice@contoso.com' | % { Revoke-MgUserSignInSession -UserId $user }", no('variable', '$user')],
  ["'alice@contoso.com' | % { Revoke-MgUserSignInSession -UserId $_.Id }", no('variable', '$_.Id')],
  ["$users = 'alice@contoso.com'; $users | Revoke-MgUserSignInSession", no('variable', '$users')],
  ['$users | Revoke-MgUserSignInSession', no('variable', '$users')],
  ['$null = Revoke-MgUserSignInSession -UserId alice@contoso.com', no('variable', '$null')],
  ['Get-MgUser -All | Revoke-MgUserSignInSession', no('other-command', 'Get-MgUser')],
  [
    'Connect-MgGraph\nRevoke-MgUserSignInSession -UserId alice@contoso.com',
    no('other-command', 'Connect-MgGraph'),
  ],
  ['Import-Csv u.csv | % { Revoke-MgUserSignInSession -UserId $_.Upn }', no('other-command', 'Import-Csv')],
  ["foreach ($u in 'a@x.com') { Revoke-MgUserSignInSession -UserId $u }", no('other-command', 'foreach')],
  ['do not run Revoke-MgUserSignInSession -UserId alice@contoso.com', no('other-command', 'do')],
  [
    'Revoke-MgUserSignInSession -UserId alice@contoso.com | Export-Csv x.csv',
    no('other-command', 'Export-Csv'),
  ],
  [
    "'alice@contoso.com' | Where-Object { $_ } | Revoke-MgUserSignInSession",
    no('other-command', 'Revoke-MgUserSignInSession'),
  ],
  [
    "'alice@contoso.com' | Revoke-MgUserSignInSession -UserId bob@contoso.com",
    no('leftover', 'Revoke-MgUserSignInSession'),
  ],
  ["'alice@contoso.com' | % { Revoke-MgUserSignInSession -UserId bob@contoso.com }", no('leftover', '%')],
  [
    "'alice@contoso.com' | Revoke-EntraSignedInUserAllRefreshToken",
    no('leftover', 'Revoke-EntraSignedInUserAllRefreshToken'),
  ],
  [
    "'alice@contoso.com' | % { Get-MgUser $_; Revoke-MgUserSignInSession -UserId $_ }",
    no('other-command', 'Get-MgUser'),
  ],
  [
    "'alice@contoso.com' | % { Revoke-MgUserSignInSession -UserId $_; Remove-MgUser -UserId $_ }",
    no('leftover', ';'),
  ],
  ["'alice','bob' | Revoke-MgUserSignInSession", no('not-a-target', 'alice')],
  ['alice | Revoke-MgUserSignInSession', no('other-command', 'alice')],
  ['Revoke-MgUserSignInSession -UserId alice', no('not-a-target', 'alice')],
  ["Revoke-MgUserSignInSession -UserId 'Alice Archer'", no('not-a-target', 'Alice Archer')],
  ['Revoke-MgUserSignInSession -UserId \u0430lice@contoso.com', no('not-a-target', '\u0430lice@contoso.com')],
  ["Revoke-MgUserSignInSession -UserId 'alice@contoso.com", no('leftover', "'alice@contoso.com")],
  ["Revoke-MgUserSignInSession -UserId 'alice'@contoso.com", no('leftover', "'alice'@contoso.com")],
  ['Revoke-MgUserSignInSession -UserId "al`ice@contoso.com"', no('leftover', '"al`ice@contoso.com"')],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com bob@contoso.com', no('leftover', 'bob@contoso.com')],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com -UserId bob@contoso.com', no('leftover', '-UserId')],
  ["Revoke-MgUserSignInSession -UserId @('alice@contoso.com'", no('leftover', 'alice@contoso.com')],
  [
    "@('alice@contoso.com' 'bob@contoso.com') | Revoke-MgUserSignInSession",
    no('leftover', 'bob@contoso.com'),
  ],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com > out.txt', no('leftover', '>')],
  ['Revoke-MgUserSignInSession -Id alice@contoso.com', no('unknown-parameter', '-Id')],
  ['Revoke-MgUserSignInSession -ObjectId alice@contoso.com', no('unknown-parameter', '-ObjectId')],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com -P x', no('unknown-parameter', '-P')],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com -W', no('unknown-parameter', '-W')],
  ['Revoke-MgUserSignInSession -UserId=alice@contoso.com', no('unknown-parameter', '-UserId=')],
  ['Revoke-EntraUserAllRefreshToken -UserId alice@contoso.com -Proxy x', no('unknown-parameter', '-Proxy')],
  ['Revoke-EntraSignedInUserAllRefreshToken -UserId alice@contoso.com', no('unknown-parameter', '-UserId')],
  ['Revoke-EntraSignedInUserAllRefreshToken alice@contoso.com', no('leftover', 'alice@contoso.com')],
  [
    'Revoke-MgUserSignInSession -UserId a@x.com -WhatIf; Revoke-MgUserSignInSession -UserId b@x.com',
    no('mixed-lines'),
  ],
  ['Revoke-MgUserSignInSession -UserId a@x.com; Revoke-EntraSignedInUserAllRefreshToken', no('mixed-lines')],
  ['Revoke-MgUserSignInSession -UserId a@x.com; Revoke-MgUserSignInSession', no('no-target')],
  ['Revoke-MgUserSignInSession -UserId a@x.com ticket INC1 now', no('leftover', 'now')],
  [
    'Revoke-MgUserSignInSession -UserId a@x.com',
    no('file-unsaid', undefined, 'many'),
    { mentions: [], file: true },
  ],
  ['# Revoke-MgUserSignInSession -UserId a@x.com', no('no-target')],
  [
    '<# Revoke-MgUserSignInSession -UserId a@x.com',
    no('leftover', '<# Revoke-MgUserSignInSession -UserId a@x.com'),
  ],
  ['> Revoke-MgUserSignInSession -UserId a@x.com', no('leftover', '>')],
  [
    'Revoke-MgUserSigninSessions -UserId a@x.com',
    unknown('Revoke-MgUserSigninSessions -UserId a@x.com', 'powershell'),
  ],
  ['Get-MgUser -UserId a@x.com', unknown('Get-MgUser -UserId a@x.com', 'powershell')],
  ['Revoke-SPOUserSession -User a@x.com', unknown('Revoke-SPOUserSession -User a@x.com')],
];
