import { messagesRead, minuteMs, recordedAsks, within } from '../core/bounds';
import type { PersonId } from '../core/ids';
import type { Policy } from '../core/policy';
import type { Refusal } from '../core/refusal';
import type { Reply } from '../core/reply';

/** Who writes or presses; without an id for those whom Teams does not name. */
interface Sender {
  readonly id?: PersonId;
  readonly name: string;
}

/**
 * What keeps one person from drowning the others. It is kept in memory, for this process alone: it protects the work, and
 * decides nothing that has to survive a restart.
 */
export interface Floods {
  /** Whether one more message of this person is read; if not, what they are told, once, until they may write again. */
  message(by: Sender, now: Date): 'read' | 'silence' | Reply;
  /** Why one more press of this person is not looked at, if so. */
  press(by: Sender, now: Date): Refusal | undefined;
  /** Whether one more refused ask goes on record; `last`: no other of its kind does for a while. */
  refusedAsk(by: Sender, refusal: Refusal, now: Date): 'record' | 'last' | 'no';
  /** How many people are kept in mind: those who wrote or pressed lately. */
  remembered(): number;
  /** Runs work after the one before it: what is counted must still be so when it is acted on. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

export function createFloods(policy: Policy): Floods {
  const writers = createBook(minuteMs);
  const everybody = createBook(minuteMs);
  const pressers = createBook(minuteMs);
  const refused = createBook(recordedAsks.windowMs);
  let last: Promise<unknown> = Promise.resolve();

  return {
    message: (by, now) => {
      const theirs = writers.open(nameOf(by), now);
      if (theirs.silentUntil !== undefined) return 'silence';
      const all = everybody.open('', now);
      const most = messagesRead(policy, { named: by.id !== undefined, all: all.times.length });
      if (theirs.times.length >= most) return silence(theirs, by, most, now);
      theirs.times.push(now.getTime());
      all.times.push(now.getTime());
      return 'read';
    },
    press: (by, now) => {
      const { times } = pressers.open(nameOf(by), now);
      const most = policy.pressesPerMinute;
      const [oldest] = times;
      if (oldest !== undefined && times.length >= most) {
        return { kind: 'too-many-presses', most, until: new Date(oldest + minuteMs).toISOString() };
      }
      times.push(now.getTime());
      return undefined;
    },
    refusedAsk: (by, { kind }, now) => {
      const { times } = refused.open(`${nameOf(by)} ${kind}`, now);
      const left = recordedAsks.most - times.length;
      if (left <= 0) return 'no';
      times.push(now.getTime());
      return left === 1 ? 'last' : 'record';
    },
    remembered: () => writers.pages() + pressers.pages() + refused.pages(),
    inTurn: (work) => {
      const turn = last.then(work);
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** Whom Teams does not name share one page. */
function nameOf({ id }: Sender): string {
  return id ?? 'nobody';
}

/** Until nothing of theirs counts any more, so that whoever goes on writing is told once a minute and not at every message. */
function silence(page: Page, { name }: Sender, most: number, now: Date): Reply {
  page.silentUntil = (page.times.at(-1) ?? now.getTime()) + minuteMs;
  return { kind: 'slow-down', name, most, until: new Date(page.silentUntil).toISOString() };
}

/** When somebody did something lately. */
interface Page {
  times: number[];
  silentUntil?: number;
}

interface Book {
  /** The page of this name with what is still in the window. Pages nobody has a use for any more are thrown away. */
  open(name: string, now: Date): Page;
  pages(): number;
}

function createBook(ms: number): Book {
  // In the order they were opened last, so that the idle ones stand in front.
  const pages = new Map<string, Page>();
  return {
    pages: () => pages.size,
    open: (name, now) => {
      for (const [other, page] of pages) {
        if (!isEmpty(turned(page, ms, now.getTime()))) break;
        pages.delete(other);
      }
      const page = turned(pages.get(name) ?? { times: [] }, ms, now.getTime());
      pages.delete(name);
      pages.set(name, page);
      return page;
    },
  };
}

/** The page as it reads now. */
function turned({ times, silentUntil }: Page, ms: number, now: number): Page {
  const isSilent = silentUntil !== undefined && now < silentUntil && silentUntil - now <= ms;
  return { times: [...within(times, ms, now)], ...(isSilent ? { silentUntil } : {}) };
}

function isEmpty({ times, silentUntil }: Page): boolean {
  return times.length === 0 && silentUntil === undefined;
}
