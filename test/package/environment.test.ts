import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fields, type Field } from '../../src/edges/config/fields';

const root = join(__dirname, '../..');
const all: Readonly<Record<string, Field>> = fields;
const names = Object.keys(all).toSorted();
const presets = Object.entries(all).flatMap(([name, { preset }]) =>
  preset === undefined ? [] : [[name, preset] as const],
);

/** `NAME=value` lines, without comments. */
function exampleFile(): ReadonlyMap<string, string> {
  const lines = readFileSync(join(root, 'env/.env.example'), 'utf8').split('\n');
  const pairs = lines.flatMap((line) => /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line.trim()) ?? []);
  return new Map(
    Array.from({ length: pairs.length / 3 }, (_, index) => [pairs[index * 3 + 1]!, pairs[index * 3 + 2]!]),
  );
}

/** Rows of the table in the README whose first cell is a setting's name. */
function readmeRows(): ReadonlyMap<string, string> {
  const lines = readFileSync(join(root, 'README.md'), 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const name = /^\|\s*`((?:EVICT_[A-Z_]+|PORT))`\s*\|/.exec(line)?.[1];
      return name === undefined ? [] : [[name, line] as const];
    }),
  );
}

describe('every setting', () => {
  it('stands in env/.env.example, and nothing else does', () => {
    expect([...exampleFile().keys()].toSorted()).toEqual(names);
  });

  it("stands in the README's table, and nothing else does", () => {
    expect([...readmeRows().keys()].toSorted()).toEqual(names);
  });

  it.each(presets)('%s stands there with its preset', (name, preset) => {
    expect(exampleFile().get(name)).toBe(preset);
    // A blank preset is said in words.
    expect(readmeRows().get(name)).toContain(preset === '' ? 'preset: ' : `\`${preset}\``);
  });

  it.each(Object.entries(all).filter(([, { secret }]) => secret === true))(
    '%s is a secret and has no value in the example',
    (name) => {
      expect(exampleFile().get(name)).toBe('');
    },
  );
});
