import { cpus, totalmem } from 'node:os';

/** What many measurements of one thing come to, in milliseconds. */
export interface Figures {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

export function figures(times: readonly number[]): Figures {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), most: sorted.at(-1) ?? NaN };
}

export function told({ count, p50, p99, most }: Figures): string {
  return `p50 ${ms(p50)}, p99 ${ms(p99)}, longest ${ms(most)} (${count} times)`;
}

export function ms(milliseconds: number): string {
  return milliseconds < 10_000 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MB`;
}

/** Figures mean nothing without the machine they were taken on. */
export function machine(): string {
  const [cpu] = cpus();
  const model = cpu?.model ?? 'unknown processor';
  return `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${model}, ${megabytes(totalmem())}, Node ${process.version}`;
}

/** Runs `work` for each item, so many at once. */
export async function each<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const one = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}
