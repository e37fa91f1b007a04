import type { Clock, Hurry, Sessions } from '../../core/ports';
import { retryAfterSeconds } from './answers';
import {
  graphWrites,
  hear,
  nothingSpent,
  spend,
  waitFor,
  type Spent,
  type Turn,
  type WriteQuota,
} from './quota';

/** Lets writes go, for everything in this process, as fast as Graph takes them. */
export interface Pacing {
  readonly turn: Sessions['turn'];
  /** Answers to writes that went together. */
  heard(responses: readonly Response[]): void;
}

interface Waiter extends Turn {
  readonly go: () => void;
}

interface State {
  readonly clock: Clock;
  readonly quota: WriteQuota;
  /** A person waits for those of the first, and nobody for each one of a crowd. */
  readonly lines: Readonly<Record<'first' | 'crowd', Waiter[]>>;
  spent: Spent;
  isLetting: boolean;
  /** Ends the sleep until somebody may go, as that may be sooner now. */
  asleep: AbortController;
}

export function openPacing(clock: Clock, quota: WriteQuota = graphWrites): Pacing {
  const lines = { first: [], crowd: [] };
  const state: State = {
    ...{ clock, quota, lines, spent: nothingSpent },
    ...{ isLetting: false, asleep: new AbortController() },
  };
  return {
    turn: (count, hurry, cut) => inLine(state, { count, hurry }, cut),
    heard: (responses) => {
      const now = clock.now();
      const refused = responses.filter(({ status }) => status === 429);
      const waits = refused.map((response) => retryAfterSeconds(response, now) * 1_000);
      const retryAfterMs = waits.length === 0 ? undefined : Math.max(...waits);
      state.spent = hear(state.spent, { retryAfterMs, used: usedOf(responses) }, now.getTime(), quota);
      state.asleep.abort();
    },
  };
}

function inLine(state: State, { count, hurry }: Turn, cut: AbortSignal): Promise<void> {
  if (cut.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const line = state.lines[lineOf(hurry)];
    const leave = (): void => {
      line.splice(line.indexOf(waiter), 1);
      resolve();
      state.asleep.abort();
    };
    const go = (): void => {
      cut.removeEventListener('abort', leave);
      resolve();
    };
    const waiter = { count, hurry, go };
    cut.addEventListener('abort', leave, { once: true });
    line.push(waiter);
    state.asleep.abort();
    void letGo(state);
  });
}

function lineOf(hurry: Hurry): 'first' | 'crowd' {
  return hurry === 'first' ? hurry : 'crowd';
}

/** Lets go whoever may, and sleeps only while somebody waits. */
async function letGo(state: State): Promise<void> {
  if (state.isLetting) return;
  state.isLetting = true;
  const { clock, quota, lines } = state;
  for (;;) {
    const line = lines.first.length > 0 ? lines.first : lines.crowd;
    const [waiter] = line;
    if (waiter === undefined) break;
    const turn = { count: waiter.count, hurry: waiter.hurry };
    const now = clock.now().getTime();
    const waitMs = waitFor(state.spent, turn, now, quota);
    if (waitMs === 0) {
      line.shift();
      state.spent = spend(state.spent, turn, now, quota);
      waiter.go();
    } else {
      state.asleep = new AbortController();
      await clock.sleep(waitMs, state.asleep.signal);
    }
  }
  state.isLetting = false;
}

/** The largest of what the answers say; no answer says so while little is used. */
function usedOf(responses: readonly Response[]): number | undefined {
  const said = responses.map(({ headers }) =>
    Number(headers.get('x-ms-throttle-limit-percentage') ?? Number.NaN),
  );
  const numbers = said.filter((one) => Number.isFinite(one));
  return numbers.length === 0 ? undefined : Math.min(Math.max(...numbers), 10);
}
