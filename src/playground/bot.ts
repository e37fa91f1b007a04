import { startEvict } from '../evict';
import { wire, type Wiring } from './wiring';

/** The bot alone, in a process of its own, against a simulated tenant elsewhere: what tests kill and start again. */
async function main(): Promise<void> {
  const settings = wire(JSON.parse(process.argv[2] ?? '{}') as Wiring);
  const evict = await startEvict(settings);
  process.stdout.write(`listening on ${evict.port}\n`);
  process.once('SIGTERM', () => void evict.stop());
}

void main();
