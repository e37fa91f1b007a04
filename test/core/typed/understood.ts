import { cancel, guid, help, own, revoke, revokeAll, status, whoAmI, type Line } from './readings';

const alice = 'alice@contoso.com';
const bob = 'bob@contoso.com';
const cora = 'cora@contoso.com';
const stolen = { reason: 'laptop stolen' };
const ticket = { ticket: 'INC0012345' };

const oneAddress: readonly Line[] = [
  ['revoke sessions for alice@contoso.com', revoke(alice)],
  ['revoke alice@contoso.com', revoke(alice)],
  ['revoke sessions alice@contoso.com', revoke(alice)],
  ['revoke session alice@contoso.com', revoke(alice)],
  ['revoke session for alice@contoso.com', revoke(alice)],
  ['revoke session of alice@contoso.com', revoke(alice)],
  ['revoke sessions of alice@contoso.com', revoke(alice)],
  ['revoke all sessions for alice@contoso.com', revoke(alice)],
  ['revoke all sessions of alice@contoso.com', revoke(alice)],
  ['revoke the sessions of alice@contoso.com', revoke(alice)],
  ['revoke for alice@contoso.com', revoke(alice)],
  ['revoke sessions for user alice@contoso.com', revoke(alice)],
  ['revoke account alice@contoso.com', revoke(alice)],
  ['please revoke sessions for alice@contoso.com', revoke(alice)],
  ['sign out alice@contoso.com', revoke(alice)],
  ['signout alice@contoso.com', revoke(alice)],
  ['log out alice@contoso.com', revoke(alice)],
  ['logout alice@contoso.com', revoke(alice)],
  ['kick alice@contoso.com', revoke(alice)],
  ['kick out alice@contoso.com', revoke(alice)],
  ['sign out user alice@contoso.com', revoke(alice)],
];

const letterCaseAndSpaces: readonly Line[] = [
  ['REVOKE SESSIONS FOR alice@contoso.com', revoke(alice)],
  ['Revoke Sessions For Alice@Contoso.com', revoke('Alice@Contoso.com')],
  ['SIGN OUT alice@contoso.com', revoke(alice)],
  ['  revoke   sessions  for   alice@contoso.com  ', revoke(alice)],
  ['revoke\tsessions\tfor\talice@contoso.com', revoke(alice)],
  ['revoke sessions for\nalice@contoso.com\n', revoke(alice)],
  ['revoke sessions for\r\nalice@contoso.com', revoke(alice)],
  ['revoke\u00a0sessions\u00a0for\u00a0alice@contoso.com', revoke(alice)],
  ['revoke\u202fsessions for\u2007alice@contoso.com', revoke(alice)],
  ['\ufeffrevoke alice@contoso.com', revoke(alice)],
];

const waysToWriteAnAddress: readonly Line[] = [
  ['revoke <alice@contoso.com>', revoke(alice)],
  ['revoke mailto:alice@contoso.com', revoke(alice)],
  ['revoke MAILTO:alice@contoso.com', revoke(alice)],
  ['revoke mailto:<alice@contoso.com>', revoke(alice)],
  ['revoke "alice@contoso.com"', revoke(alice)],
  ["revoke 'alice@contoso.com'", revoke(alice)],
  ['revoke \u201calice@contoso.com\u201d', revoke(alice)],
  ['revoke \u201ealice@contoso.com\u201c', revoke(alice)],
  ['revoke \u00abalice@contoso.com\u00bb', revoke(alice)],
  ['revoke \u2018alice@contoso.com\u2019', revoke(alice)],
  ["revoke o'neil@contoso.com", revoke("o'neil@contoso.com")],
  ['revoke o\u2019neil@contoso.com', revoke("o'neil@contoso.com")],
  ["revoke 'o'neil@contoso.com'", revoke("o'neil@contoso.com")],
  ['revoke anna\u2011lena@contoso.com', revoke('anna-lena@contoso.com')],
  ['revoke anna\u2013lena@contoso.com', revoke('anna-lena@contoso.com')],
  ['revoke alice+phone@contoso.com', revoke('alice+phone@contoso.com')],
  ['revoke alice.archer@mail.contoso.co.uk', revoke('alice.archer@mail.contoso.co.uk')],
  [
    'revoke eve_fabrikam.com#EXT#@contoso.onmicrosoft.com',
    revoke('eve_fabrikam.com#EXT#@contoso.onmicrosoft.com'),
  ],
  // These are addresses by Entra's rules, odd as they look; the directory must have exactly one such person.
  ["revoke x'or'1'eq'1@contoso.com", revoke("x'or'1'eq'1@contoso.com")],
  ['revoke because@contoso.com', revoke('because@contoso.com')],
];

const objectIds: readonly Line[] = [
  [`revoke sessions for ${guid}`, revoke(guid)],
  [`revoke ${guid.toUpperCase()}`, revoke(guid)],
  [`revoke <${guid}>`, revoke(guid)],
  [`sign out "${guid}"`, revoke(guid)],
  [`kick ${guid} because laptop stolen`, revoke(guid, stolen)],
  [`revoke ${guid.replaceAll('-', '\u2013')}`, revoke(guid)],
];

const reasonsAndTickets: readonly Line[] = [
  ['revoke sessions for alice@contoso.com because laptop stolen', revoke(alice, stolen)],
  ['revoke sessions for alice@contoso.com reason: laptop stolen', revoke(alice, stolen)],
  ['revoke sessions for alice@contoso.com reason laptop stolen', revoke(alice, stolen)],
  ['revoke alice@contoso.com BECAUSE laptop stolen', revoke(alice, stolen)],
  ['revoke alice@contoso.com, because laptop stolen', revoke(alice, stolen)],
  ['revoke alice@contoso.com because, laptop stolen', revoke(alice, stolen)],
  ['revoke alice@contoso.com because: laptop stolen', revoke(alice, stolen)],
  ['revoke alice@contoso.com ticket INC0012345', revoke(alice, ticket)],
  ['revoke alice@contoso.com ticket: INC0012345', revoke(alice, ticket)],
  ['revoke alice@contoso.com Ticket INC0012345', revoke(alice, ticket)],
  [
    'revoke alice@contoso.com because laptop stolen ticket INC0012345',
    revoke(alice, { ...stolen, ...ticket }),
  ],
  [
    'revoke alice@contoso.com because laptop stolen, ticket INC0012345',
    revoke(alice, { ...stolen, ...ticket }),
  ],
  ['revoke alice@contoso.com because seen at gate 5', revoke(alice, { reason: 'seen at gate 5' })],
  ['revoke alice@contoso.com because ticket 5', revoke(alice, { reason: 'ticket 5' })],
  [
    'revoke alice@contoso.com because she lost a ticket somewhere',
    revoke(alice, { reason: 'she lost a ticket somewhere' }),
  ],
  [
    'revoke alice@contoso.com because she lost her ticket wallet',
    revoke(alice, { reason: 'she lost her ticket wallet' }),
  ],
  [
    'revoke alice@contoso.com ticket INC0012345 because laptop stolen',
    revoke(alice, { ...stolen, ...ticket }),
  ],
  [
    'revoke alice@contoso.com, ticket INC0012345, because laptop stolen',
    revoke(alice, { ...stolen, ...ticket }),
  ],
  [
    'revoke alice@contoso.com ticket: INC0012345; reason: laptop stolen',
    revoke(alice, { ...stolen, ...ticket }),
  ],
  [
    'revoke alice@contoso.com because he lost his ticket yesterday',
    revoke(alice, { reason: 'he lost his ticket yesterday' }),
  ],
  [
    'sign out alice@contoso.com reason: laptop stolen ticket: INC0012345',
    revoke(alice, { ...stolen, ...ticket }),
  ],
  ['revoke alice@contoso.com because', revoke(alice)],
  ['revoke alice@contoso.com reason:', revoke(alice)],
  ['revoke alice@contoso.com ticket', revoke(alice)],
  ['revoke alice@contoso.com because ,', revoke(alice)],
  ['revoke alice@contoso.com ticket INC0012345 because', revoke(alice, ticket)],
  ['revoke alice@contoso.com ticket because laptop stolen', revoke(alice, stolen)],
  [
    'revoke alice@contoso.com because ticket printer stolen',
    revoke(alice, { reason: 'ticket printer stolen' }),
  ],
  [
    'revoke alice@contoso.com because the ticket machine was stolen',
    revoke(alice, { reason: 'the ticket machine was stolen' }),
  ],
  ['revoke alice@contoso.com because no ticket', revoke(alice, { reason: 'no ticket' })],
  ['revoke alice@contoso.com because ticket', revoke(alice, { reason: 'ticket' })],
  [
    'revoke alice@contoso.com because laptop  stolen,\n  in Paris; phone too',
    revoke(alice, { reason: 'laptop  stolen,\n  in Paris; phone too' }),
  ],
  [
    'revoke alice@contoso.com because bob@contoso.com saw it',
    revoke(alice, { reason: 'bob@contoso.com saw it' }),
  ],
  [
    'revoke alice@contoso.com because she said \u201cstolen\u201d',
    revoke(alice, { reason: 'she said "stolen"' }),
  ],
];

const severalPeople: readonly Line[] = [
  ['revoke sessions for alice@contoso.com and bob@contoso.com', revokeAll([alice, bob])],
  [
    'revoke sessions for alice@contoso.com, bob@contoso.com and cora@contoso.com',
    revokeAll([alice, bob, cora]),
  ],
  ['revoke alice@contoso.com,bob@contoso.com;cora@contoso.com', revokeAll([alice, bob, cora])],
  ['revoke sessions for\nalice@contoso.com\nbob@contoso.com', revokeAll([alice, bob])],
  ['revoke alice@contoso.com & bob@contoso.com', revokeAll([alice, bob])],
  ['revoke alice@contoso.com bob@contoso.com', revokeAll([alice, bob])],
  [`revoke alice@contoso.com, ${guid}`, revokeAll([alice, guid])],
  ["revoke 'alice@contoso.com','bob@contoso.com'", revokeAll([alice, bob])],
  [
    'revoke alice@contoso.com and bob@contoso.com because laptop stolen',
    revokeAll([alice, bob], { reason: 'laptop stolen' }),
  ],
  ['revoke alice@contoso.com, alice@contoso.com', revoke(alice)],
  ['revoke Alice@Contoso.com; alice@contoso.com', revoke('Alice@Contoso.com')],
  [`revoke ${guid}, ${guid.toUpperCase()}`, revoke(guid)],
];

const onesOwn: readonly Line[] = [
  ['revoke my sessions', own()],
  ['revoke all my sessions', own()],
  ['revoke my own sessions', own()],
  ['Revoke My Sessions', own()],
  ['revoke my sessions !', own()],
  ['sign me out everywhere', own()],
  ['Sign me out', own()],
  ['log me out', own()],
  ['log me out everywhere', own()],
  ['kick me out', own()],
  ['please sign me out everywhere', own()],
  ['revoke my sessions because laptop stolen', own(stolen)],
  ['sign me out everywhere ticket INC0012345', own(ticket)],
  ['sign me out because laptop stolen ticket INC0012345', own({ ...stolen, ...ticket })],
];

const codes: readonly Line[] = [
  ['status R-7F3K2', status('R-7F3K2')],
  ['status of R-7F3K2', status('R-7F3K2')],
  ['STATUS r-7f3k2', status('R-7F3K2')],
  ['status R7F3K2', status('R-7F3K2')],
  ['status R\u20137F3K2', status('R-7F3K2')],
  ['status R-OOIL1', status('R-00111')],
  ['status r-o0il1', status('R-00111')],
  ['status R-7F3K2 .', status('R-7F3K2')],
  ['cancel R-7F3K2', cancel('R-7F3K2')],
  ['Cancel   r7f3k2', cancel('R-7F3K2')],
  ['please cancel R-7F3K2', cancel('R-7F3K2')],
];

const questions: readonly Line[] = [
  ['who am i', whoAmI],
  ['Who am I', whoAmI],
  ['who am i ?', whoAmI],
  ['whoami', whoAmI],
  ['help', help()],
  ['HELP', help()],
  ['?', help()],
  ['please help', help()],
  ['help revoke', help('revoke')],
  ['help Revoke Sessions', help('revoke')],
  ['help sign out', help('revoke')],
  ['help revoke my sessions', help('revoke-own')],
  ['help revoke-own', help('revoke-own')],
  ['help status', help('status')],
  ['help cancel', help('cancel')],
  ['help who am i', help('who-am-i')],
  ['help whoami', help('who-am-i')],
  ['help help', help('help')],
];

/** Every line that is a command, in groups a reader can take in. */
export const understood: Readonly<Record<string, readonly Line[]>> = {
  'one address': oneAddress,
  'letter case and spaces': letterCaseAndSpaces,
  'ways to write an address': waysToWriteAnAddress,
  'object ids': objectIds,
  'reasons and tickets': reasonsAndTickets,
  'several people': severalPeople,
  "one's own sessions": onesOwn,
  codes,
  questions,
};
