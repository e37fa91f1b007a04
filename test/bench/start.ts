import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openBed } from './bed';
import { figures, megabytes, ms, told } from './figures';

/** (e) From the start of the process to an open port, and what it holds then, against loading the two SDKs alone. */
export async function benchStart({
  count,
  say,
}: {
  count: number;
  say: (line: string) => void;
}): Promise<void> {
  const bed = await openBed();
  try {
    const took: number[] = [];
    let resident = 0;
    for (let start = 0; start < count; start += 1) {
      const evict = await bed.startEvict();
      took.push(evict.tookMs);
      resident = evict.usage().residentBytes;
    }
    const alone = await loadingAlone(count);
    say(`start to listening: ${told(figures(took))}, ${megabytes(resident)} resident`);
    say(
      `loading botbuilder and teams-ai alone: ${told(figures(alone.took))}, ${megabytes(alone.resident)} resident`,
    );
    const ratio = figures(took).p50 / figures(alone.took).p50;
    say(
      `  ratio ${ratio.toFixed(2)} in time, ${(resident / alone.resident).toFixed(2)} in memory; ${ms(figures(took).p50)} of 1500 ms`,
    );
  } finally {
    await bed.close();
  }
}

const script = `require('botbuilder'); require('@microsoft/teams-ai');
  process.stdout.write(String(process.memoryUsage().rss));`;

async function loadingAlone(count: number): Promise<{ took: readonly number[]; resident: number }> {
  const took: number[] = [];
  let resident = 0;
  for (let start = 0; start < count; start += 1) {
    const began = performance.now();
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (said: Buffer) => {
      resident = Number(said.toString());
    });
    await once(child, 'close');
    took.push(performance.now() - began);
  }
  return { took, resident };
}
