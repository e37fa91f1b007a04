import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metric } from 'prom-client';
import { messages } from '../../src/core/journal';
import { openMeters } from '../../src/edges/metrics/meters';

const page = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');

/** The cells of every table row whose first cell is a name in code. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, name = '', ...cells]) => ({ name: name.replaceAll('`', ''), cells }));

const inCode = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);

/** Rows whose second cell is one of these. */
function table(seconds: readonly string[]): Record<string, readonly [string, readonly string[]]> {
  const found = rows.filter(({ cells }) => seconds.includes(cells[0] ?? ''));
  return Object.fromEntries(
    found.map(({ name, cells: [second = '', third] }) => [name, [second, inCode(third)]]),
  );
}

describe('docs/operations.md', () => {
  it('explains every message of the log with its level and its fields, and no other', () => {
    const all = Object.entries(messages).map(([name, { level, fields }]) => [name, [level, fields]]);
    expect(table(['debug', 'info', 'warn', 'error'])).toEqual(Object.fromEntries(all));
  });

  it('explains every metric with its type and its labels, and no other', async () => {
    const none = async (): Promise<number> => 0;
    const ready = async (): Promise<Record<string, boolean>> => ({});
    const { registry } = openMeters({ events: none, cardsBehind: none, unfinished: none, ready });
    const described = await registry.getMetricsAsJSON();
    const all = described.map(({ name, type }) => {
      const { labelNames } = registry.getSingleMetric(name) as Metric & { labelNames: readonly string[] };
      return [name, [String(type), labelNames]];
    });
    expect(table(['counter', 'gauge', 'histogram'])).toEqual(Object.fromEntries(all));
  });
});
