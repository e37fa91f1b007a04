import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { PersonId, RequestId } from '../../src/core/ids';
import type { Standing } from '../../src/core/person';
import type { Policy } from '../../src/core/policy';
import type { Refusal } from '../../src/core/refusal';
import type { Decision, Phase } from '../../src/core/request/decision';
import type { Request } from '../../src/core/request/state';
import type { Caller } from '../../src/flow/means';
import { compiled } from './child';

/** Somebody who wants something of a request, and what their clock says. */
export interface Contestant {
  readonly does: 'approve' | 'reject' | 'cancel' | 'expire';
  readonly by?: Caller;
  /** ISO 8601. */
  readonly now: string;
}

/** Everybody goes for each of these requests at the same moment. */
export interface Contest {
  readonly requests: readonly RequestId[];
  readonly people: readonly Standing[];
  readonly policy: Policy;
  readonly contestants: readonly Contestant[];
}

/** What one contestant was told. */
export interface Told {
  readonly does: Contestant['does'];
  readonly by?: PersonId;
  /** It was their doing; for "expire", that this process recorded and announced it. */
  readonly ok: boolean;
  /** The state they were shown with the answer. */
  readonly phase: Phase;
  readonly decision?: Decision;
  readonly refusal?: Refusal;
}

interface Raced {
  /** For each request, what each contestant was told. */
  readonly answers: readonly (readonly Told[])[];
  /** How often somebody else's append came first. */
  readonly conflicts: number;
}

/** A process that decides on requests of one record. */
export interface Rival {
  race(contest: Contest): Promise<Raced>;
  fold(ids: readonly RequestId[]): Promise<readonly Request[]>;
  end(): Promise<void>;
}

const script = join(__dirname, '../races/child.mjs');

export async function startRival(store: string, seed: number): Promise<Rival> {
  const dist = join(compiled('evict.js'), '..');
  const child = spawn(process.execPath, [script, dist, store, String(seed)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const line = await lines.next();
    if (line.done === true) throw new Error('a rival ended before it answered');
    return JSON.parse(line.value);
  };
  const ask = (what: object): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify(what)}\n`);
    return next();
  };
  await next();
  return {
    race: async (contest) => (await ask(contest)) as Raced,
    fold: async (fold) => (await ask({ fold })) as Request[],
    end: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
