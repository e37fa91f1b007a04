import type { Along, Command, Mentioned } from '../core/command/command';
import { spoken } from '../core/command/mention';
import { parse } from '../core/command/parse';
import type { SentFile } from '../core/file';
import type { Code } from '../core/ids';
import type { Reply } from '../core/reply';
import { askAndShow } from './asked';
import type { Cards } from './cards';
import type { Asking } from './consider';
import type { Caller, Means } from './means';
import { rowsIn } from './file-in';
import { offerFile } from './file-out';
import { approvalsHere, approvalsStatus } from './on-call';
import { orCouldNotRecord } from './people';
import { decideAndAnswer, type Verb } from './press';
import { retry } from './retry';
import type { Runs } from './runs';
import { discreetly, tellHistory, tellPending, tellPeople, tellStatus, tellWhoAmI } from './tell';

/** What somebody typed to Evict, freed of everything that belongs to Teams. */
export interface Message {
  readonly by: Caller;
  /** With a mark where somebody is mentioned. */
  readonly text: string;
  /** Whom the marks stand for. */
  readonly mentions?: readonly Mentioned[];
  /** It holds a quoted or forwarded message of somebody else. */
  readonly quotes?: true;
  /** What came with it. */
  readonly files?: readonly SentFile[];
  /** The conversation; opaque here, and where the answer goes. */
  readonly where: string;
}

/** Reads a message, does what it says, posts the answer. Throws only when Teams does not take the answer. */
export async function hear(means: Means, runs: Runs, cards: Cards, message: Message): Promise<void> {
  await cards.post(message.where, await answer(means, runs, cards, message));
}

async function answer(means: Means, runs: Runs, cards: Cards, message: Message): Promise<Reply> {
  // A command that somebody else wrote must not become the sender's.
  if (message.quotes === true) return { kind: 'misread', misread: { problem: 'quoted' } };
  const reading = parse(message.text, alongWith(message));
  if (!reading.ok) return { kind: 'misread', misread: reading.misread };
  const { command } = reading;
  const reply = await orCouldNotRecord(means, () => obey(means, runs, cards, message, command));
  return 'notes' in command ? { ...reply, notes: command.notes } : reply;
}

function alongWith({ mentions = [], files = [] }: Message): Along {
  return files.length === 0 ? { mentions } : { mentions, file: true };
}

async function obey(
  means: Means,
  runs: Runs,
  cards: Cards,
  message: Message,
  command: Command,
): Promise<Reply> {
  const { by, where } = message;
  const typed = spoken(message.text, message.mentions ?? []);
  switch (command.kind) {
    case 'revoke':
    case 'revoke-own':
      return askAndShow(means, cards, { by, where, typed, command, ...fileOf(means, message) });
    case 'approve':
    case 'cancel':
    case 'stop':
      return decideByCode(means, runs, cards, message, { verb: command.kind, code: command.code });
    case 'reject':
      return decideByCode(means, runs, cards, message, { ...command, verb: command.kind });
    case 'retry':
      return retry(means, cards, message, command.code);
    case 'people':
      return tellPeople(means, by, command.code, command.page ?? 1);
    case 'file':
      return offerFile(means, by, where, command.code);
    case 'status':
      return tellStatus(means, by, command.code);
    case 'pending':
      return tellPending(means, by);
    case 'history':
      return tellHistory(means, by, command);
    case 'approvals-here':
      return approvalsHere(means, cards, by, where);
    case 'approvals-status':
      return approvalsStatus(means, by, where);
    case 'who-am-i':
      return tellWhoAmI(means, by);
    case 'help':
      return { kind: 'help', ...(command.topic === undefined ? {} : { topic: command.topic }) };
  }
}

/** The file that came along is not read before its sender is known to be allowed to ask about others. */
function fileOf(means: Means, { files = [], where }: Message): Pick<Asking, 'people'> {
  const [first, ...others] = files;
  return first === undefined ? {} : { people: () => rowsIn(means, where, [first, ...others]) };
}

/** `approve`, `reject` and `cancel` with a code: the same as the card's buttons, for when the card cannot be pressed. */
async function decideByCode(
  means: Means,
  runs: Runs,
  cards: Cards,
  { by, where }: Message,
  { verb, code, reason }: { verb: Verb; code: Code; reason?: string },
): Promise<Reply> {
  const request = await means.log.idOf(code);
  if (request === undefined) {
    means.meters.pressed(verb, 'request-unknown');
    return { kind: 'refused', refusal: { kind: 'request-unknown' } };
  }
  const why = reason === undefined ? {} : { reason };
  const reply = await decideAndAnswer(means, runs, cards, { verb, request, by, where, ...why });
  return discreetly(means, by, code, reply);
}
