import type { Journal } from '../../core/journal';
import type { Event } from '../../core/request/events';
import type { Head } from './verify';

/**
 * Writes the head of the record to the log, which leaves the machine: a copy that nobody who changes the record can change
 * with it. At once when something was done with Entra, otherwise once a minute while the record grows.
 */
export interface Heads {
  /** The record as it was found at the start. */
  found(head: Head): void;
  grown(head: Head, events: readonly Event[]): void;
  /** Writes what was not written yet. */
  close(): void;
}

const longestUnwrittenMs = 60_000;

/** An attempt is about to be sent; an outcome is known: after these nobody must be able to say they were not on record. */
const weighty: readonly Event['type'][] = ['attempted', 'settled'];

export function headsTo(journal: Journal): Heads {
  let unwritten: Head | undefined;
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (unwritten === undefined) return;
    const { seq, hash, keyId } = unwritten;
    unwritten = undefined;
    journal.note('record head', { seq, hash, keyId });
  };
  return {
    found: (head) => {
      unwritten = head;
      write();
    },
    grown: (head, events) => {
      unwritten = head;
      if (events.some(({ type }) => weighty.includes(type))) write();
      else timer ??= setTimeout(write, longestUnwrittenMs).unref();
    },
    close: write,
  };
}
