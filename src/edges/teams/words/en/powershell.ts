import type { Note, Unfit } from '../../../../core/command/powershell/parameters';

/** Said beside the answer to a line of PowerShell: what became of a parameter, in a sentence each. */
export const notes: Readonly<Record<Note, string>> = {
  'always-asks': 'I always ask before anything is sent, whatever the line says about confirming.',
  beta: 'The beta cmdlet and the other do the same here: I call revokeSignInSessions of Microsoft Graph v1.0.',
  streams:
    'I have no output streams: what happens is on the card, and "status" with its code tells the whole story.',
  errors: 'No error is passed over, whatever the line says: the card shows what came of it for each person.',
  variables: 'I fill no variables: what came of it is on the card, in "status" and in "history".',
  pace: 'There is no output to buffer. I send in batches, as fast as Microsoft Graph allows.',
  evidence: 'Of the response headers I keep the time and the request-id: the card and "status" show them.',
  proxy: 'The proxy is not chosen per command: whoever runs me sets it with HTTPS_PROXY and NO_PROXY.',
  debugger: 'No debugger can be attached from a chat. Whoever runs me can have every call in the log.',
  output: 'The output is a card. "file" with its code gives it as a CSV file.',
};

/** Why a line with such a parameter is not read, and where its purpose lives. */
export const unfitParameters: Readonly<Record<Unfit, string>> = {
  'input-object':
    'It takes an object, and a chat has none. Name people with -UserId, by address or object id.',
  headers: 'Requests to Microsoft Graph carry my own headers and nobody else\u2019s. Leave it out.',
  'http-pipeline':
    'It takes code that changes requests, and I run no code from a chat. Sending again, waiting and proof are my own work. ' +
    'Leave it out.',
  'proxy-credential':
    'Credentials do not belong in a chat. Whoever runs me sets the proxy with HTTPS_PROXY. Leave it out.',
};
