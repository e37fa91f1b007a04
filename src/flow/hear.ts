import { parse } from '../core/command/parse';
import type { Command } from '../core/command/command';
import { CouldNotRecord } from '../core/fault';
import type { Code } from '../core/ids';
import type { Reply } from '../core/reply';
import { ask } from './ask';
import type { Cards } from './cards';
import type { Caller, Means } from './means';
import { press } from './press';
import type { Runs } from './runs';
import { tellStatus, tellWhoAmI } from './tell';

/** What somebody typed to Evict, freed of everything that belongs to Teams. */
export interface Message {
  readonly by: Caller;
  readonly text: string;
  /** The conversation; opaque here, and where the answer goes. */
  readonly where: string;
}

/** Reads a message, does what it says, posts the answer. Throws only when Teams does not take the answer. */
export async function hear(means: Means, runs: Runs, cards: Cards, message: Message): Promise<void> {
  await cards.post(message.where, await answer(means, runs, cards, message));
}

async function answer(means: Means, runs: Runs, cards: Cards, message: Message): Promise<Reply> {
  const reading = parse(message.text);
  if (!reading.ok) return { kind: 'misread', misread: reading.misread };
  try {
    return await obey(means, runs, cards, message, reading.command);
  } catch (cause) {
    if (!(cause instanceof CouldNotRecord)) throw cause;
    means.journal.error('a command was refused because the record did not answer', { cause });
    return { kind: 'refused', refusal: { kind: 'could-not-record' } };
  }
}

async function obey(
  means: Means,
  runs: Runs,
  cards: Cards,
  message: Message,
  command: Command,
): Promise<Reply> {
  const { by, where, text } = message;
  switch (command.kind) {
    case 'revoke':
    case 'revoke-own':
      return ask(means, { by, where, typed: text, command });
    case 'status':
      return tellStatus(means, by, command.code);
    case 'cancel':
      return cancelByCode(means, runs, cards, message, command.code);
    case 'who-am-i':
      return tellWhoAmI(means, by);
    case 'help':
      return { kind: 'help', ...(command.topic === undefined ? {} : { topic: command.topic }) };
  }
}

/** `cancel R-7F3K2` is the same as the card's button, for when the card cannot be pressed. */
async function cancelByCode(
  means: Means,
  runs: Runs,
  cards: Cards,
  { by, where }: Message,
  code: Code,
): Promise<Reply> {
  const request = await means.log.idOf(code);
  if (request === undefined) return { kind: 'refused', refusal: { kind: 'request-unknown' } };
  return press(means, runs, cards, { verb: 'cancel', request, by, where });
}
