import { useProxy } from './edges/config/proxy';
import { secretsOf } from './edges/config/secrets';
import { readSettings } from './edges/config/settings';
import { described } from './edges/log/described';
import { openJournal } from './edges/log/journal';
import { startEvict } from './evict';
import { runAsProcess } from './process';

/** Production: settings from the environment, or every problem with them and no open port. */
async function main(): Promise<void> {
  const read = readSettings(process.env);
  if (!read.ok) {
    const problems = read.problems.map((problem) => `  - ${problem}`).join('\n');
    process.stderr.write(
      `Evict cannot start. Settings that are missing or wrong: ${read.problems.length}\n${problems}\n`,
    );
    process.stderr.write(
      'The README explains every setting; to try Evict without a tenant: npm run playground\n',
    );
    process.exitCode = 2;
    return;
  }
  const { settings } = read;
  const secrets = secretsOf(settings, process.env);
  useProxy(settings.proxy);
  const journal = openJournal(settings.logLevel, secrets);
  try {
    await runAsProcess(journal, () => startEvict(settings, { journal }));
  } catch (cause) {
    journal.flush();
    process.stderr.write(`Evict cannot start: ${JSON.stringify(described(cause, secrets))}\n`);
    process.exit(1);
  }
}

void main();
