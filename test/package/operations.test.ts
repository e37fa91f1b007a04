import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messages } from '../../src/core/journal';

const page = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');

/** The cells of every table row whose first cell is a name in code. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, name = '', ...cells]) => ({ name: name.replaceAll('`', ''), cells }));

const inCode = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);

describe('docs/operations.md', () => {
  it('explains every message of the log with its level and its fields, and no other', () => {
    const levels = ['debug', 'info', 'warn', 'error'];
    const explained = rows
      .filter(({ cells }) => levels.includes(cells[0] ?? ''))
      .map(({ name, cells: [level, fields] }) => [name, { level, fields: inCode(fields) }]);
    expect(Object.fromEntries(explained)).toEqual(messages);
  });
});
