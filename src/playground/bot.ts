import { secretsOf } from '../edges/config/secrets';
import { openJournal } from '../edges/log/journal';
import { startEvict } from '../evict';
import { runAsProcess } from '../process';
import { wire, type Wiring } from './wiring';

/** The bot alone, in a process of its own, against a simulated tenant elsewhere: what tests kill and start again. */
async function main(): Promise<void> {
  const settings = wire(JSON.parse(process.argv[2] ?? '{}') as Wiring);
  const journal = openJournal(settings.logLevel, secretsOf(settings, process.env));
  const evict = await runAsProcess(journal, () => startEvict(settings, { journal }));
  process.stdout.write(`listening on ${evict.port}\n`);
}

void main();
