import type { Topic } from '../../../src/core/command/catalogue';
import type { Along, Misread } from '../../../src/core/command/command';
import { markOf } from '../../../src/core/command/mention';
import type { Note } from '../../../src/core/command/powershell/parameters';
import { alice, bob, cora, guid, help, misread, own, previewed } from './readings';
import { refused } from './powershell-refused';
import { revokes, unknown, type Line } from './readings';

const one = revokes([alice]);
const both = revokes([alice, bob]);
const byId = revokes([{ kind: 'id', id: guid as never }]);
const noted = (...notes: readonly Note[]) => revokes([alice], { notes });
const no = (problem: Misread['problem'], text?: string, topic: Topic = 'powershell') =>
  misread(problem, text === undefined ? { topic } : { text, topic });

const lines: readonly Line[] = [
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com', one],
  ['revoke-mgusersigninsession -userid alice@contoso.com', one],
  ['Revoke-MgUserSignInSession -UserId "alice@contoso.com"', one],
  ["Revoke-MgUserSignInSession -UserId 'alice@contoso.com'", one],
  ['Revoke-MgUserSignInSession \u2013UserId \u201calice@contoso.com\u201d', one],
  ['Revoke-MgUserSignInSession -UserId:alice@contoso.com', one],
  ["Revoke-MgUserSignInSession -UserId:'alice@contoso.com'", one],
  ['Revoke-MgUserSignInSession -UserId: alice@contoso.com', one],
  ['Revoke-MgUserSignInSession -U alice@contoso.com', one],
  ['Revoke-MgUserSignInSession -User alice@contoso.com', one],
  ['Revoke-MgUserSignInSession alice@contoso.com', one],
  ['  Revoke-MgUserSignInSession   -UserId   alice@contoso.com  ; ', one],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com;', one],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com # laptop stolen', one],
  ['# contain\nRevoke-MgUserSignInSession -UserId alice@contoso.com', one],
  ['<# step 2:\n because of # this #>\nRevoke-MgUserSignInSession -UserId alice@contoso.com', one],
  ['Revoke-MgUserSignInSession `\n  -UserId alice@contoso.com', one],
  ['Revoke-MgUserSignInSession `  \r\n  -UserId `\r\n alice@contoso.com\r\n', one],
  ['PS C:\\> Revoke-MgUserSignInSession -UserId alice@contoso.com', one],
  ['PS C:\\Users\\olga> Revoke-MgUserSignInSession -UserId alice@contoso.com', one],
  ['PS /home/olga> Revoke-MgUserSignInSession -UserId alice@contoso.com', one],
  ['PS> Revoke-MgUserSignInSession -UserId alice@contoso.com', one],
  ['PS C:\\> Revoke-MgUserSignInSession `\n>> -UserId alice@contoso.com', one],
  ['```powershell\nRevoke-MgUserSignInSession -UserId alice@contoso.com\n```', one],
  ['```Revoke-MgUserSignInSession -UserId alice@contoso.com```', one],
  ['please Revoke-MgUserSignInSession -UserId alice@contoso.com', one],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com | Out-Null', one],
  [
    "Revoke-MgUserSignInSession -UserId o'neil@contoso.com",
    revokes([{ kind: 'address', address: "o'neil@contoso.com" }]),
  ],
  [
    "Revoke-MgUserSignInSession -UserId 'o''neil@contoso.com'",
    revokes([{ kind: 'address', address: "o'neil@contoso.com" }]),
  ],
  [
    "Revoke-MgUserSignInSession -UserId '$a@contoso.com'",
    revokes([{ kind: 'address', address: '$a@contoso.com' }]),
  ],
  [
    'Revoke-MgUserSignInSession -UserId eve_x.com#EXT#@contoso.com',
    revokes([{ kind: 'address', address: 'eve_x.com#EXT#@contoso.com' }]),
  ],
  [`Revoke-MgUserSignInSession -UserId ${guid}`, byId],
  [`Revoke-EntraUserAllRefreshToken -ObjectId ${guid.toUpperCase()}`, byId],
  ['Revoke-EntraUserAllRefreshToken -UserId alice@contoso.com', one],
  ['Revoke-EntraUserAllRefreshToken -O alice@contoso.com', one],
  ['Revoke-AzureADUserAllRefreshToken -ObjectId alice@contoso.com', one],
  ['Revoke-MgBetaUserSignInSession -UserId alice@contoso.com', noted('beta')],
  ['Revoke-EntraBetaUserAllRefreshToken -UserId alice@contoso.com', noted('beta')],
  ['Revoke-EntraSignedInUserAllRefreshToken', own()],
  ['Revoke-AzureADSignedInUserAllRefreshToken', own()],
  ['revoke-entrasignedinuserallrefreshtoken -WhatIf', previewed(own())],
  [
    'Revoke-EntraBetaSignedInUserAllRefreshToken',
    { ok: true, command: { kind: 'revoke-own', notes: ['beta'] } },
  ],
  [
    'Revoke-MgUserSignInSession -UserId alice@contoso.com because laptop stolen',
    revokes([alice], { reason: 'laptop stolen' }),
  ],
  [
    'Revoke-MgUserSignInSession -UserId alice@contoso.com ticket INC1 because #1 risk',
    revokes([alice], { ticket: 'INC1', reason: '#1 risk' }),
  ],
  ['Revoke-EntraSignedInUserAllRefreshToken because laptop stolen', own({ reason: 'laptop stolen' })],
  [
    'Revoke-MgUserSignInSession -UserId alice@contoso.com because stolen --what-if',
    previewed(revokes([alice], { reason: 'stolen' })),
  ],
];

const several: readonly Line[] = [
  ["'alice@contoso.com','bob@contoso.com' | Revoke-MgUserSignInSession", both],
  ['"alice@contoso.com", "bob@contoso.com" | Revoke-MgUserSignInSession', both],
  ['alice@contoso.com, bob@contoso.com | Revoke-MgUserSignInSession', both],
  ["@('alice@contoso.com','bob@contoso.com') | Revoke-EntraUserAllRefreshToken", both],
  ["('alice@contoso.com','bob@contoso.com') | Revoke-MgUserSignInSession -WhatIf", previewed(both)],
  ["@(\n  'alice@contoso.com'\n  'bob@contoso.com'\n) | Revoke-MgUserSignInSession", both],
  ["@('alice@contoso.com'; 'bob@contoso.com') | Revoke-MgUserSignInSession", both],
  ["'alice@contoso.com',\n'bob@contoso.com' |\n  Revoke-MgUserSignInSession", both],
  ["'alice@contoso.com','bob@contoso.com'\n| Revoke-MgUserSignInSession", both],
  ["'alice@contoso.com','bob@contoso.com' | ForEach-Object { Revoke-MgUserSignInSession -UserId $_ }", both],
  ["'alice@contoso.com','bob@contoso.com' | foreach { Revoke-MgUserSignInSession -UserId $PSItem }", both],
  ["'alice@contoso.com','bob@contoso.com'|%{Revoke-MgUserSignInSession -UserId $_}", both],
  [
    "@('alice@contoso.com','bob@contoso.com') | ForEach-Object {\n  Revoke-MgUserSignInSession -UserId $_ -WhatIf;\n}",
    previewed(both),
  ],
  ["'alice@contoso.com','bob@contoso.com' | % { Revoke-MgUserSignInSession -UserId $_ | Out-Null }", both],
  ["'alice@contoso.com','bob@contoso.com' | Revoke-MgUserSignInSession | Out-Null", both],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com,bob@contoso.com', both],
  ["Revoke-MgUserSignInSession -UserId @('alice@contoso.com', 'bob@contoso.com')", both],
  [
    'Revoke-MgUserSignInSession -UserId alice@contoso.com\nRevoke-MgUserSignInSession -UserId bob@contoso.com',
    both,
  ],
  [
    'Revoke-MgUserSignInSession -UserId alice@contoso.com; Revoke-EntraUserAllRefreshToken -ObjectId bob@contoso.com',
    both,
  ],
  [
    "'alice@contoso.com' | Revoke-MgUserSignInSession\n'bob@contoso.com','cora@contoso.com' | Revoke-MgUserSignInSession",
    revokes([alice, bob, cora]),
  ],
  ["'alice@contoso.com','ALICE@contoso.com' | Revoke-MgUserSignInSession", one],
  [
    "'alice@contoso.com','bob@contoso.com' | Revoke-MgUserSignInSession because phished",
    revokes([alice, bob], { reason: 'phished' }),
  ],
];

const mentions: Along = { mentions: [{ account: '29:alice', text: 'Alice Archer' }] };
const switches: readonly Line[] = [
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com -WhatIf', previewed(one)],
  ['Revoke-MgUserSignInSession -WhatIf -UserId alice@contoso.com', previewed(one)],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com -wi', previewed(one)],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com -Wh', previewed(one)],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com -WhatIf:$true', previewed(one)],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com -WhatIf:$false', one],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com -WhatIf:$maybe', no('variable', '$maybe')],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com -WhatIf:no', no('leftover', 'no')],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com -Confirm', one],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com -Confirm:$true', one],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com -Confirm:$false', noted('always-asks')],
  ['Revoke-MgUserSignInSession -UserId alice@contoso.com -Confirm: $FALSE', noted('always-asks')],
  [
    'Revoke-MgUserSignInSession -UserId alice@contoso.com -cf:$false -WhatIf',
    previewed(noted('always-asks')),
  ],
  ['preview Revoke-MgUserSignInSession -UserId alice@contoso.com', previewed(one)],
  ['what if Revoke-MgUserSignInSession -UserId alice@contoso.com', previewed(one)],
  ['Revoke-MgBetaUserSignInSession -UserId alice@contoso.com -Verbose -Debug', noted('beta', 'streams')],
  [
    `Revoke-MgUserSignInSession -UserId ${markOf(0)}`,
    revokes([{ kind: 'mention', account: '29:alice', text: 'Alice Archer' }]),
    mentions,
  ],
];

const m365: readonly Line[] = [
  [`m365 entra user session revoke --userId ${guid}`, byId],
  ['m365 entra user session revoke --userName alice@contoso.com', one],
  ['m365 entra user session revoke -n "alice@contoso.com"', one],
  [`m365 entra user session revoke -i '${guid}'`, byId],
  ['m365 entra user session revoke --userName=alice@contoso.com', one],
  ['$ m365 entra user session revoke -n alice@contoso.com', one],
  ['M365 Entra User Session Revoke -n alice@contoso.com', one],
  ['m365 entra user session revoke -n alice@contoso.com --force', noted('always-asks')],
  ['m365 entra user session revoke -n alice@contoso.com -f', noted('always-asks')],
  [
    'm365 entra user session revoke -n alice@contoso.com --output json --query x --debug',
    noted('output', 'streams'),
  ],
  ['m365 entra user session revoke -n alice@contoso.com -o csv --verbose', noted('output', 'streams')],
  ['m365 entra user session revoke --help', help('powershell')],
  ['m365 entra user session revoke -h', help('powershell')],
  [
    'm365 entra user session revoke -n alice@contoso.com because phished',
    revokes([alice], { reason: 'phished' }),
  ],
  ['m365 entra user session revoke', no('no-target')],
  ['m365 entra user session revoke alice@contoso.com', no('leftover', 'alice@contoso.com')],
  ['m365 entra user session revoke --userName', no('leftover', '--userName')],
  ['m365 entra user session revoke --user alice@contoso.com', no('unknown-parameter', '--user')],
  ['m365 entra user session revoke --force=x -n alice@contoso.com', no('leftover', '--force=')],
  [
    'm365 entra user session revoke -n alice@contoso.com -n bob@contoso.com',
    no('leftover', 'bob@contoso.com'),
  ],
  ['m365 entra user session revoke -n $user', no('variable', '$user')],
  ['m365 entra user session revoke -n alice', no('not-a-target', 'alice')],
  ['m365 entra user list', unknown('m365 entra user list', 'powershell')],
];

/** Lines of run books. */
export const powershell: Readonly<Record<string, readonly Line[]>> = {
  'lines of PowerShell': lines,
  'several people in PowerShell': several,
  'switches of PowerShell': switches,
  'CLI for Microsoft 365': m365,
  'PowerShell that is not for here': refused,
};
