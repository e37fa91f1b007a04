import { createInterface } from 'node:readline';
import { startEvict } from '../../evict';
import type { Limits } from '../../core/request/next';
import { wire, type Wiring } from '../wiring';
import { fastClock, type FastTime } from './clock';
import { disturb, type StoreFault } from './store';

/** The first line on standard input: only then the bot opens its record and listens. */
export interface Start {
  readonly wiring: Wiring;
  readonly time: FastTime;
  /** How far its clock is set wrong, in milliseconds. */
  readonly ahead: number;
  readonly limits: Limits;
  readonly faults: readonly StoreFault[];
}

/** Every later line. */
export type Told = { readonly step: number } | { readonly fault: StoreFault } | 'calm';

/**
 * The bot in a process of its own, on a fast clock and a record that fails when told: what the chaos harness kills and starts
 * again. It says "warm" when it could begin, so that a start takes no time when one is needed.
 */
async function main(): Promise<void> {
  const lines = createInterface(process.stdin)[Symbol.asyncIterator]();
  process.stdout.write('warm\n');
  const first = await lines.next();
  if (first.done === true) return;
  const { wiring, time, ahead, limits, faults } = JSON.parse(first.value) as Start;
  const clock = fastClock(time);
  clock.step(ahead);
  const evict = await startEvict(wire(wiring), {
    clock,
    limits,
    speed: time.speed,
    store: (real) => {
      const disturbed = disturb(real, () => process.kill(process.pid, 'SIGKILL'));
      for (const fault of faults) disturbed.add(fault);
      void obey(lines, clock, disturbed);
      return disturbed.store;
    },
  });
  process.stdout.write(`listening on ${evict.port}\n`);
}

async function obey(
  lines: AsyncIterator<string>,
  clock: ReturnType<typeof fastClock>,
  disturbed: ReturnType<typeof disturb>,
): Promise<void> {
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
    const told = JSON.parse(line.value) as Told;
    if (told === 'calm') disturbed.clear();
    else if ('step' in told) clock.step(told.step);
    else disturbed.add(told.fault);
  }
  // Whoever started it is gone.
  process.exit(0);
}

void main();
