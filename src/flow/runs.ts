import type { RequestId } from '../core/ids';
import type { Cards } from './cards';
import { carryOutMany } from './crowd/carry-out';
import type { Means } from './means';
import { load } from './records';
import { carryOut } from './revoke';

/** Executions under way in this process: at most one for each request. */
export interface Runs {
  /** Carries the request out, or joins the execution under way. Resolves when it ends; never rejects. */
  start(id: RequestId): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export function createRuns(means: Means, cards: Cards): Runs {
  const running = new Map<RequestId, Promise<void>>();

  const run = async (id: RequestId): Promise<void> => {
    try {
      const request = await load(means, id);
      const [only, ...others] = request?.order.keys() ?? [];
      if (request === undefined || only === undefined) return;
      if (others.length > 0) await carryOutMany(means, cards, request);
      else await carryOut(means, cards, id, only);
    } catch (cause) {
      // Whatever it was, the record says how far it got: the next `resume` goes on from there.
      means.journal.note('an execution was interrupted', { request: id, cause });
    } finally {
      running.delete(id);
    }
  };

  return {
    start(id) {
      const under = running.get(id) ?? run(id);
      running.set(id, under);
      return under;
    },
    idle: async () => {
      await Promise.all(running.values());
    },
  };
}
