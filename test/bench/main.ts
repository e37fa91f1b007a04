import { parseArgs } from 'node:util';
import { machine } from './figures';
import { benchParser } from './parser';
import { benchPresses } from './press';
import { benchStart } from './start';

const usage = `Usage: npm run bench -- [PART ...] [--quick]

Prints figures and ratios, with the machine they were taken on. It never fails because something is slow.

  press    from press to POST on the wire, a whole flow, activities a second, against an empty bot of the SDK
  parser   lines a second, and time against length
  start    from start to ready, and memory, against loading the SDKs alone
  --quick  a tenth of everything`;

type Say = (line: string) => void;

const parts: Readonly<Record<string, (say: Say, part: number) => Promise<void> | void>> = {
  press: (say, part) => benchPresses({ count: 200 * part, atOnce: [1, 50], say }),
  parser: (say, part) => {
    benchParser({ rounds: 500_000 * part, say });
  },
  start: (say, part) => benchStart({ count: Math.ceil(10 * part), say }),
};

async function main(): Promise<void> {
  const flag = { type: 'boolean' } as const;
  const { values, positionals } = parseArgs({
    options: { quick: flag, help: flag },
    allowPositionals: true,
  });
  if (values.help === true) {
    print(usage);
    return;
  }
  const wanted = positionals.length === 0 ? Object.keys(parts) : positionals;
  print(machine());
  for (const name of wanted) {
    const part = parts[name];
    if (part === undefined) throw new Error(`there is no part "${name}"; --help lists them`);
    print(`\n${name}`);
    await part(
      (line) => {
        print(`  ${line}`);
      },
      values.quick === true ? 0.1 : 1,
    );
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().then(
  () => process.exit(0),
  (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
    process.exit(1);
  },
);
