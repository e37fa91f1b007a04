import { readSettings } from './edges/config/settings';
import { startEvict } from './evict';

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
  const evict = await startEvict(read.settings);
  const stop = (): void => {
    // What is under way is on record: after 9 s nothing is lost by leaving, and resume goes on from there.
    setTimeout(() => process.exit(0), 9_000).unref();
    void evict.stop();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((cause: unknown) => {
  const why = cause instanceof Error ? cause.message : String(cause);
  process.stderr.write(`Evict cannot start: ${why}\n`);
  process.exitCode = 1;
});
