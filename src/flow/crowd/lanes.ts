import type { PersonId } from '../../core/ids';
import type { Means } from '../means';

/** So many calls of each kind are under way at once. */
const most = { send: 16, 'read-back': 8 } as const;
type Lane = keyof typeof most;

/** How often the record is looked at where nothing is under way: somebody may have stopped it. */
const lookEveryMs = 2_000;

/** What is under way at once for one request. */
export interface Lanes {
  /** Those whom something is being done for. */
  readonly busy: ReadonlySet<PersonId>;
  /** How many more of this kind can begin. */
  free(lane: Lane): number;
  begin(lane: Lane, people: readonly PersonId[], work: () => Promise<void>): void;
  /** Work that goes on by itself, unlike that which only waits for its turn. */
  acting<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when something ended, at `wake`, or when it is time to look at the record. */
  some(wake: Date | undefined): Promise<'may-have-changed' | 'ended'>;
  /** Resolves when nothing is under way; throws what went wrong first, if anything did. */
  all(): Promise<void>;
  hasFailed(): boolean;
}

export function openLanes({ clock, stopping }: Pick<Means, 'clock' | 'stopping'>): Lanes {
  const busy = new Set<PersonId>();
  const under = { send: 0, 'read-back': 0 };
  const working = new Set<Promise<void>>();
  let failure: { readonly cause: unknown } | undefined;
  let acting = 0;
  let ended = Promise.withResolvers<'ended'>();

  const end = (lane: Lane, people: readonly PersonId[]): void => {
    under[lane] -= 1;
    for (const person of people) busy.delete(person);
    ended.resolve('ended');
    ended = Promise.withResolvers();
  };

  return {
    busy,
    free: (lane) => most[lane] - under[lane],
    begin: (lane, people, work) => {
      under[lane] += 1;
      for (const person of people) busy.add(person);
      const done = work()
        .catch((cause: unknown) => {
          failure ??= { cause };
        })
        .finally(() => {
          end(lane, people);
          working.delete(done);
        });
      working.add(done);
    },
    acting: async (work) => {
      acting += 1;
      try {
        return await work();
      } finally {
        acting -= 1;
      }
    },
    some: async (wake) => {
      const until = wake === undefined ? Infinity : wake.getTime() - clock.now().getTime();
      const ms = acting > 0 ? until : Math.min(until, lookEveryMs);
      return ms === Infinity ? ended.promise : inTime({ clock, stopping }, ended.promise, ms);
    },
    all: async () => {
      await Promise.all(working);
      if (failure !== undefined) throw failure.cause;
    },
    hasFailed: () => failure !== undefined,
  };
}

async function inTime<T>(
  { clock, stopping }: Pick<Means, 'clock' | 'stopping'>,
  work: Promise<T>,
  ms: number,
): Promise<T | 'may-have-changed'> {
  const early = new AbortController();
  const slept = clock.sleep(ms, AbortSignal.any([stopping, early.signal]));
  const first = await Promise.race([work, slept.then(() => 'may-have-changed' as const)]);
  early.abort();
  return first;
}
