/** How much somebody who runs Evict has to care. */
export type Level = 'debug' | 'info' | 'warn' | 'error';

/**
 * Everything a line of the log may carry: ids, codes, numbers, and words of closed lists. Never what somebody typed, a
 * name, an address, a token or a card.
 */
interface Fields {
  /** The id Teams gave the activity that began this. */
  readonly activity: string;
  /** Whoever did it, by Entra object id; absent where Teams does not know. */
  readonly by: string | undefined;
  /** What was thrown; of it only what cannot hold a secret is written. */
  readonly cause: unknown;
  /** The id that Evict gave a revoke, as Microsoft Graph has it in its own logs. */
  readonly clientRequestId: string | undefined;
  /** How often, since the last such line. */
  readonly count: number;
  /** The type of an event on record. */
  readonly event: string;
  /** The id that Microsoft Graph gave a call. */
  readonly graphRequestId: string | undefined;
  /** The seal of a row of the record; it tells nothing about what is in it. */
  readonly hash: string;
  /** Which of the record's keys. */
  readonly keyId: string;
  readonly ms: number | undefined;
  /** What was asked of Microsoft Graph, without ids. */
  readonly operation: string;
  /** A part that must work before Evict is ready. */
  readonly part: string;
  readonly port: number;
  /** The verb of a decision. */
  readonly press: string;
  /** Whether it works all the same. */
  readonly ready: boolean;
  /** Why something was refused at the door; of a closed list. */
  readonly reason: string;
  /** The kind of a refusal. */
  readonly refusal: string;
  readonly request: string;
  /** The number of a row of the record. */
  readonly seq: number;
  readonly signal: string;
  /** An HTTP status, or why there was none. */
  readonly status: number | string;
  /** Which of the console's functions, which warning, or which kind of message. */
  readonly what: string;
}

interface Entry {
  readonly level: Level;
  readonly fields: readonly (keyof Fields)[];
}

/**
 * Every message there is. A new one is added here and explained in docs/operations.md; a test keeps the two equal. Alerts
 * are made from these words: changing one breaks somebody's alert.
 */
export const messages = {
  listening: { level: 'info', fields: ['port'] },
  'metrics are served': { level: 'info', fields: ['port'] },
  stopping: { level: 'info', fields: ['signal'] },
  stopped: { level: 'info', fields: [] },
  'left before everything was done': { level: 'warn', fields: [] },
  crashed: { level: 'error', fields: ['cause'] },
  'a part works again': { level: 'info', fields: ['part'] },
  'a part does not work': { level: 'error', fields: ['part', 'cause'] },

  'refused at the door': { level: 'info', fields: ['status', 'reason', 'count'] },
  'the signing keys of Teams could not be fetched': { level: 'error', fields: ['ready', 'cause'] },
  'an activity was not processed': { level: 'error', fields: ['status', 'cause'] },
  'an activity could not be answered': { level: 'error', fields: ['activity', 'cause'] },
  'a library wrote to the console': { level: 'warn', fields: ['what', 'cause'] },
  'Node warned': { level: 'warn', fields: ['what'] },

  'Microsoft Graph was asked': {
    level: 'debug',
    fields: ['operation', 'status', 'ms', 'graphRequestId', 'clientRequestId'],
  },
  'a look-up failed': { level: 'warn', fields: ['cause'] },
  'a look-up before sending failed': { level: 'warn', fields: ['request', 'cause'] },
  'a reading back failed': { level: 'warn', fields: ['request', 'cause'] },
  'approvers could not be looked up to mention them': { level: 'warn', fields: ['request', 'cause'] },

  recorded: { level: 'debug', fields: ['request', 'event', 'clientRequestId'] },
  'a new record begins': { level: 'warn', fields: [] },
  'record head': { level: 'info', fields: ['seq', 'hash', 'keyId'] },
  'something was refused because the record did not answer': { level: 'error', fields: ['cause'] },
  'a press could not be recorded': { level: 'error', fields: ['request', 'press', 'cause'] },
  'a refused ask could not be recorded': { level: 'error', fields: ['refusal', 'cause'] },
  'a refusal could not be recorded': { level: 'error', fields: ['request', 'press', 'refusal', 'cause'] },
  'an execution was interrupted': { level: 'error', fields: ['request', 'cause'] },
  'unfinished requests could not be looked at; tried again': { level: 'error', fields: ['cause'] },

  'work on a card failed and is tried again': { level: 'warn', fields: ['cause'] },
  'a message could not be sent and is not sent again': { level: 'error', fields: ['what', 'cause'] },
  'a conversation is gone, and its card with it': { level: 'warn', fields: ['request'] },
  'a file was not taken': { level: 'warn', fields: ['request', 'cause'] },
  'approval cards go to another conversation': { level: 'info', fields: ['by'] },
  'nobody is sent approval cards: the on-call conversation is gone': { level: 'error', fields: [] },
} as const satisfies Readonly<Record<string, Entry>>;

export type Message = keyof typeof messages;

/** What a message carries: exactly these. */
export type Said<M extends Message> = Pick<Fields, (typeof messages)[M]['fields'][number]>;

/** The operational log. What is written is of a closed list, so that no secret and no text of people can get in. */
export interface Journal {
  /** Never throws. The level is the message's own. */
  note<M extends Message>(message: M, fields: Said<M>): void;
}
