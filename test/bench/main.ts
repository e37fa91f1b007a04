import { parseArgs } from 'node:util';
import { machine } from './figures';
import { benchAgainstLoop, benchQuota } from './many';
import { benchParser } from './parser';
import { benchPresses } from './press';
import { benchStart } from './start';

const usage = `Usage: npm run bench -- [PART ...] [--quick]

Prints figures and ratios, with the machine they were taken on. It never fails because something is slow.

  many     3,000 people at 100 ms, against one after the other with the same SDK (--whole: that for all of them too)
  quota    10,000 people under Graph's write quota, in simulated time
  press    from press to POST on the wire, a whole flow, activities a second, against an empty bot of the SDK
  parser   lines a second, and time against length
  start    from start to ready, and memory, against loading the SDKs alone
  --quick  a tenth of everything`;

type Say = (line: string) => void;

const parts: Readonly<Record<string, (say: Say, part: number, whole: boolean) => Promise<void> | void>> = {
  many: (say, part, whole) => {
    const people = 3_000 * part;
    return benchAgainstLoop({ people, sample: whole ? people : Math.min(people, 100), say });
  },
  quota: (say, part) => benchQuota({ people: 10_000 * part, speed: 4, say }),
  press: (say, part) => benchPresses({ count: 200 * part, atOnce: [1, 50], say }),
  parser: (say, part) => {
    benchParser({ rounds: 500_000 * part, say });
  },
  start: (say, part) => benchStart({ count: Math.ceil(10 * part), say }),
};

async function main(): Promise<void> {
  const flag = { type: 'boolean' } as const;
  const { values, positionals } = parseArgs({
    options: { quick: flag, whole: flag, help: flag },
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
      values.whole === true,
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
