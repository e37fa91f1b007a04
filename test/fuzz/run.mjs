// npm run fuzz -- [--count 1000000] [--seed 1] [--from 0]: knocks at a production start with that many mutated requests.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    from: { type: 'string', default: '0' },
  },
});
const env = { ...process.env, FUZZ_COUNT: values.count, FUZZ_SEED: values.seed, FUZZ_FROM: values.from };
const jest = spawn('jest', ['test/fuzz'], { env, stdio: 'inherit' });
jest.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
