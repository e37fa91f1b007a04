import { cut, longestReason } from '../text';
import type { Command, Mentioned, Misread, Reading } from './command';
import { spoken } from './mention';
import { excerpt } from './words';

export const understood = (command: Command): Reading => ({ ok: true, command });
export const misread = (what: Misread): Reading => ({ ok: false, misread: what });

/** Longest ticket on record, in characters; the rest is cut with an ellipsis. */
const longestTicket = 64;

/** With names where mentions stood, and no longer than what is kept and shown. */
export function finished(reading: Reading, mentions: readonly Mentioned[]): Reading {
  if (!reading.ok) {
    const { text, ...what } = reading.misread;
    return misread(text === undefined ? what : { ...what, text: excerpt(spoken(text, mentions)) });
  }
  const { command } = reading;
  switch (command.kind) {
    case 'revoke':
    case 'revoke-own': {
      const { reason, ticket } = command;
      return understood({
        ...command,
        ...(reason === undefined ? {} : { reason: cut(spoken(reason, mentions), longestReason) }),
        ...(ticket === undefined ? {} : { ticket: cut(spoken(ticket, mentions), longestTicket) }),
      });
    }
    case 'reject':
      return understood({ ...command, reason: cut(spoken(command.reason, mentions), longestReason) });
    case 'approve':
    case 'cancel':
    case 'stop':
    case 'retry':
    case 'people':
    case 'file':
    case 'status':
    case 'pending':
    case 'history':
    case 'approvals-here':
    case 'approvals-status':
    case 'who-am-i':
    case 'help':
      return reading;
  }
}
