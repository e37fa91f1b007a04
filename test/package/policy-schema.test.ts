import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { policySchema } from '../../src/edges/config/policy-schema';

const root = join(__dirname, '../..');
const file = join(root, 'env/policy.schema.json');
const example = readFileSync(join(root, 'env/policy.example.yml'), 'utf8');

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly pattern?: string;
  readonly additionalProperties?: boolean;
}

/** What the file must be: made from the very object that checks a policy when Evict starts. */
const schema = {
  title: 'Policy of Evict: who must agree before sessions are revoked',
  ...zodToJsonSchema(policySchema, { $refStrategy: 'none' }),
} as Schema;

if (process.env['SCHEMA'] === 'renew') {
  writeFileSync(file, JSON.stringify(schema, null, 2));
  spawnSync(process.execPath, [join(root, 'node_modules/prettier/bin/prettier.cjs'), '--write', file]);
}

/** `tiers`, `tiers.own`, `bulkThreshold`, … */
function keysOf(value: object, lead = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const isMap = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    return [lead + key, ...(isMap ? keysOf(inner, `${lead}${key}.`) : [])];
  });
}

function propertiesOf({ properties = {} }: Schema, lead = ''): [key: string, schema: Schema][] {
  return Object.entries(properties).flatMap(([key, inner]) => [
    [lead + key, inner] as [string, Schema],
    ...propertiesOf(inner, `${lead}${key}.`),
  ]);
}

const properties = propertiesOf(schema);

describe('the JSON Schema of the policy', () => {
  it('is the one that is made from the code now; SCHEMA=renew writes it anew', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
  });

  it('is the one the example names to editors', () => {
    expect(example.split('\n')[0]).toBe('# yaml-language-server: $schema=./policy.schema.json');
  });

  it('has every key of the example, and the example every key of it', () => {
    const keys = keysOf(parse(example) as object);
    expect(keys.toSorted()).toEqual(properties.map(([key]) => key).toSorted());
  });

  it.each(properties)('says what %s is', (_key, { description }) => {
    expect(description).toMatch(/^[A-Z].{10,}/);
  });

  it('lets no other keys in', () => {
    const maps = [schema, ...properties.map(([, inner]) => inner)].filter((inner) => inner.properties);
    expect(maps.map(({ additionalProperties }) => additionalProperties)).toEqual([false, false]);
  });

  it('shows an editor which ids are none', () => {
    const lists = properties.filter(([, { items }]) => items !== undefined);
    expect(lists.map(([key]) => key)).toEqual([
      'requesterGroups',
      'approverGroups',
      'protectedPeople',
      'protectedGroups',
    ]);
    for (const [, { items }] of lists) {
      const pattern = new RegExp(items?.pattern ?? 'no pattern');
      expect(pattern.test('3F2A8A54-0c1e-4f6b-9d57-1f0c2a7b9e11')).toBe(true);
      expect(pattern.test('glass@contoso.com')).toBe(false);
    }
  });
});

describe('docs/policy.md', () => {
  const docs = readFileSync(join(root, 'docs/policy.md'), 'utf8');

  it.each(properties)('explains %s', (key) => {
    expect(docs).toContain(`\`${key.replace('tiers.', '')}\``);
  });
});
