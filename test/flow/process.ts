import { CouldNotRecord } from '../../src/core/fault';
import { noMeters } from '../../src/core/meters';
import { defaultPolicy } from '../../src/core/policy';
import type { Notices } from '../../src/core/ports';
import { defaultLimits } from '../../src/core/request/next';
import type { Request } from '../../src/core/request/state';
import type { Store } from '../../src/edges/store/sqlite';
import { randomIds } from '../../src/edges/system/system';
import { createFlow, type Flow } from '../../src/flow/flow';
import type { Edges } from '../../src/flow/means';

export interface Process {
  readonly flow: Flow;
  /** What its cards showed last. */
  shown(): Request | undefined;
  /** Ends it as `kill -9` does, before or after its nth append: nothing it does is heard of again. */
  dieAt(nth: number, when: 'before' | 'after'): void;
  /** Its nth append is refused by the store. */
  failAt(nth: number): void;
  readonly died: Promise<undefined>;
  stop(): void;
}

type Ports = Pick<Edges, 'clock' | 'directory' | 'sessions'> & {
  readonly store: Store;
};

export function processOn({ store, clock, directory, sessions }: Ports): Process {
  const stopping = new AbortController();
  const died = Promise.withResolvers<undefined>();
  let death: { readonly nth: number; readonly when: 'before' | 'after' | 'refused' } | undefined;
  let appends = 0;
  const dead = new AbortController();
  let shown: Request | undefined;
  const isOver = (): boolean => dead.signal.aborted;
  const die = (): Promise<never> => {
    dead.abort();
    died.resolve(undefined);
    return new Promise(() => undefined);
  };
  /** Nothing a dead process asks for is done, and nothing that was under way is heard of. */
  const living = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (of, name) => {
        const method = Reflect.get(of, name) as unknown;
        if (typeof method !== 'function') return method;
        return async (...given: readonly unknown[]) => {
          if (isOver()) return new Promise(() => undefined);
          const answer = await (method as (...of: readonly unknown[]) => Promise<unknown>)(...given);
          return isOver() ? new Promise(() => undefined) : answer;
        };
      },
    });
  const log: Edges['log'] = {
    ...store,
    append: async (...given) => {
      appends += 1;
      const isLast = death?.nth === appends;
      if (isLast && death?.when === 'before') return die();
      if (isLast && death?.when === 'refused') throw new CouldNotRecord();
      const appended = await store.append(...given);
      return isLast ? die() : appended;
    },
  };
  const notices: Partial<Notices> = {
    update: async (_place, reply) => {
      if (reply.kind === 'request') shown = reply.request;
      return 'shown';
    },
    isSame: () => true,
    isPersonal: () => true,
    threadOf: ({ where }) => where,
    roomOf: (where) => where,
  };
  const parts: Partial<Edges> = {
    directory: living(directory),
    sessions: living(sessions),
    log: living(log),
    places: living(store),
    onCall: living(store.onCall),
    notices: notices as Notices,
    clock,
    ids: randomIds,
    journal: { note: () => undefined },
    meters: noMeters,
    policy: defaultPolicy,
    limits: defaultLimits,
    stopping: stopping.signal,
  };
  const flow = createFlow(parts as Edges);
  return {
    flow,
    shown: () => shown,
    dieAt: (nth, when) => {
      death = { nth, when };
    },
    failAt: (nth) => {
      death = { nth, when: 'refused' };
    },
    died: died.promise,
    stop: () => {
      stopping.abort();
    },
  };
}
