import { parseArgs } from 'node:util';
import { disturbances, type Disturbance } from './disturbances';
import { held, summary, table, told } from './report';
import { run, type Ran } from './run';
import { openTown } from './town';

const usage = `Usage: npm run chaos -- [--runs N] [--seed S] [--minutes M] [--only TEXT] [--list]

Each run lets a few requests live while something goes wrong: bots killed with kill -9 at one step, Graph, Teams, the
sign-in service or the record failing, alone and in pairs. Then everything works again, and ten statements must hold.
The first ${disturbances.length} seeds go through the list one by one.

  --runs N       how many (${disturbances.length})
  --seed S       the first seed (0); the others follow
  --minutes M    stop after so long
  --only TEXT    only what has this in its name, alone
  --list         what can go wrong`;

/** Runs never share a bot, and always a town. */
const speed = 8;

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    options: { runs: text, seed: text, minutes: text, only: text, list: flag, help: flag },
  });
  if (values.help === true || values.list === true) {
    print(values.help === true ? usage : disturbances.map(({ name }) => name).join('\n'));
    return;
  }
  const runs = Number(values.runs ?? disturbances.length);
  const first = Number(values.seed ?? 0);
  const until = Date.now() + Number(values.minutes ?? 1_000) * 60_000;
  const all = await campaign({ first, runs, until, only: chosen(values.only) });
  print(table(all));
  process.exitCode = all.some(({ violations }) => violations.length > 0) ? 1 : 0;
}

interface Campaign {
  readonly first: number;
  readonly runs: number;
  readonly until: number;
  readonly only: readonly Disturbance[] | undefined;
}

async function campaign({ first, runs, until, only }: Campaign): Promise<readonly Ran[]> {
  const town = await openTown(speed);
  const all: Ran[] = [];
  for (let seed = first; seed < first + runs && Date.now() < until; seed += 1) {
    const one = only?.[(seed - first) % only.length];
    const ran = await run(town, seed, one === undefined ? undefined : [one]);
    all.push(ran);
    print(ran.violations.length > 0 ? told(ran) : held(ran));
    if (all.length % 20 === 0) print(summary(all));
  }
  await town.close();
  return all;
}

function chosen(text: string | undefined): readonly Disturbance[] | undefined {
  const found = disturbances.filter(({ name }) => name.includes(text ?? ''));
  if (found.length === 0) throw new Error(`nothing that can go wrong has "${text ?? ''}" in its name`);
  return text === undefined ? undefined : found;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
  process.exit(1);
});
