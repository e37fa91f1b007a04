import { CouldNotRecord } from '../../core/fault';
import type { Event } from '../../core/request/events';
import type { Store } from '../../edges/store/sqlite';

/** Something that goes wrong between Evict and its record. */
export interface StoreFault {
  /** Which calls: a method of the store, such as `read` or `remember`, or the type of an event that is appended. */
  readonly on: string;
  readonly when: 'before' | 'after';
  /** `kill`: the process ends that moment, as with `kill -9`. */
  readonly does: 'throw' | 'kill' | { readonly delayMs: number };
  /** The first call it hits, counting from 1. */
  readonly nth?: number;
  /** How many it hits from there on; one, unless said. */
  readonly times?: number;
}

/** A store that fails when told. Whatever was written before a fault stays written. */
export interface DisturbedStore {
  readonly store: Store;
  add(fault: StoreFault): void;
  clear(): void;
  /** How often each method was called, and each type of event appended. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Stands before a real store. `kill` is told to end the process; what called the store then never hears of it again. */
export function disturb(real: Store, kill: () => void): DisturbedStore {
  const counts = new Map<string, number>();
  let faults: { readonly fault: StoreFault; met: number }[] = [];

  const happen = async (names: readonly string[], when: StoreFault['when']): Promise<void> => {
    for (const one of faults.filter(({ fault }) => fault.when === when && names.includes(fault.on))) {
      one.met += 1;
      const first = one.fault.nth ?? 1;
      if (one.met < first || one.met >= first + (one.fault.times ?? 1)) continue;
      await carryOut(one.fault.does, kill);
    }
  };

  const around =
    (name: string, call: Call): Call =>
    async (...given) => {
      const names = name === 'append' ? [name, ...typesOf(given[2] as readonly Event[])] : [name];
      for (const one of names) counts.set(one, (counts.get(one) ?? 0) + 1);
      await happen(names, 'before');
      const answer = await call(...given);
      // What came too late was not written, so nothing happens after it.
      if (name !== 'append' || answer === 'appended') await happen(names, 'after');
      return answer;
    };

  const disturbed = Object.fromEntries(methods.map((name) => [name, around(name, calling(real, name))]));
  const onCall = {
    get: around('onCall.get', calling(real.onCall, 'get')),
    set: around('onCall.set', calling(real.onCall, 'set')),
  } as Store['onCall'];
  return {
    counts,
    add: (fault) => void faults.push({ fault, met: 0 }),
    clear: () => {
      faults = [];
    },
    store: { ...real, ...disturbed, onCall },
  };
}

type Call = (...given: readonly unknown[]) => Promise<unknown>;

function calling<Thing>(thing: Thing, name: keyof Thing): Call {
  return (...given) => (thing[name] as Call)(...given);
}

const methods = [
  ...(['append', 'read', 'load', 'idOf', 'openFor', 'unfinished', 'find'] as const),
  ...(['remember', 'isKnown', 'of', 'behind', 'without', 'doubt', 'forget'] as const),
];

function typesOf(events: readonly Event[]): readonly string[] {
  return events.map(({ type }) => type);
}

async function carryOut(does: StoreFault['does'], kill: () => void): Promise<void> {
  if (does === 'throw') throw new CouldNotRecord({ cause: new Error('the record was made to fail') });
  if (does === 'kill') {
    kill();
    await new Promise(() => undefined);
    return;
  }
  await new Promise((resolve) => setTimeout(resolve, does.delayMs));
}
