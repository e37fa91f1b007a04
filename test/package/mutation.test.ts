import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '../..');

/** `npm run mutation` for one small file: that it works, and notices. The whole of it takes its time; docs/mutation.md has its figures. */
test('changing any part of how strict the rules are is noticed by the tests', async () => {
  const only = ['--mutate', 'src/core/tier.ts', '--concurrency', '1', '--reporters', 'clear-text'];
  const { stdout } = await promisify(execFile)(
    'npm',
    ['run', '--silent', 'mutation', '--', ...only, '--tempDirName', 'reports/mutation/short'],
    { cwd: root },
  );
  const row = stdout.split('\n').find((line) => line.trim().startsWith('tier.ts'));
  const [, score, , killed] = (row ?? '').split('|').map(Number);
  expect(score).toBeGreaterThanOrEqual(85);
  expect(killed).toBeGreaterThan(10);
}, 180_000);
