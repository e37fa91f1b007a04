import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPolicy, type Policy } from '../../../src/core/policy';
import { readPolicy, readPolicyFile } from '../../../src/edges/config/policy-file';

const id = '3f2a8a54-0c1e-4f6b-9d57-1f0c2a7b9e11';
const example = join(__dirname, '../../../env/policy.example.yml');

const policy = (text: string): Policy => {
  const read = readPolicy(text, 'policy.yml');
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.policy;
};

describe('a policy that is complete without a file', () => {
  it('is the default policy', () => {
    expect(readPolicyFile('')).toEqual({ ok: true, policy: defaultPolicy });
  });

  it('is exactly what the example file says', () => {
    expect(readPolicyFile(example)).toStrictEqual({ ok: true, policy: defaultPolicy });
  });

  it.each([
    ['an empty file', ''],
    ['nothing but blanks', ' \n\n  \n'],
    ['nothing but comments', '# nothing yet\n\n# still nothing\n'],
    ['an empty document', '---\n...\n'],
    ['an empty map', '{}'],
    ['a byte order mark alone', '\ufeff'],
    ['tiers with none of them', 'tiers: {}'],
  ])('%s says the same', (_what, text) => {
    expect(policy(text)).toStrictEqual(defaultPolicy);
  });

  it('may leave out any line of the example, except the ones a value hangs on', () => {
    const lines = readFileSync(example, 'utf8').split('\n');
    lines.forEach((line, index) => {
      if (line === 'tiers:') return;
      expect(policy(lines.toSpliced(index, 1).join('\n'))).toStrictEqual(defaultPolicy);
    });
  });
});

describe('what a file says', () => {
  it('is taken, and the rest is the default', () => {
    const text = `
tiers: { standard: one-approver, by-request: two-approvers }
bulkThreshold: 2
expiryMinutes: 60
repeatMinutes: 0
approverGroups: [${id}]
mentionApprovers: 3
protectedPeople:
  - ${id}
`;
    expect(policy(text)).toStrictEqual({
      ...defaultPolicy,
      tiers: { ...defaultPolicy.tiers, standard: 'one-approver', 'by-request': 'two-approvers' },
      bulkThreshold: 2,
      expiryMinutes: 60,
      reminderMinutes: 30,
      repeatMinutes: 0,
      approverGroups: [id],
      mentionApprovers: 3,
      protectedPeople: [id],
    });
  });

  it.each(['requesterGroups', 'approverGroups', 'protectedPeople', 'protectedGroups'] as const)(
    'takes ids of %s in any letter case, in quotes or not, and keeps them in lower case',
    (key) => {
      const other = '00000000-0000-4000-8000-0000000abcde';
      const text = `${key}:\n  - ${id.toUpperCase()}\n  - "${other.toUpperCase()}"\n  - '${id}'\n`;
      expect(policy(text)[key]).toEqual([id, other, id]);
    },
  );

  it.each([
    [
      'line ends of Windows',
      `bulkThreshold: 7\r\ntiers:\r\n  own: never\r\nprotectedPeople:\r\n  - ${id}\r\n`,
    ],
    ['a byte order mark', `\ufeffbulkThreshold: 7\ntiers:\n  own: never\nprotectedPeople:\n  - ${id}\n`],
    ['braces, as in JSON', `{"bulkThreshold": 7, "tiers": {"own": "never"}, "protectedPeople": ["${id}"]}`],
    [
      'comments at the end of lines',
      `bulkThreshold: 7 # people\ntiers:\n  own: never #\nprotectedPeople: [${id}]`,
    ],
  ])('can be written with %s', (_how, text) => {
    const read = policy(text);
    expect([read.bulkThreshold, read.tiers.own, read.protectedPeople]).toEqual([7, 'never', [id]]);
  });

  it('may name one list and use it twice', () => {
    const { requesterGroups, approverGroups } = policy(
      `requesterGroups: &desk [${id}]\napproverGroups: *desk\n`,
    );
    expect([requesterGroups, approverGroups]).toEqual([[id], [id]]);
  });
});

describe('times', () => {
  it.each([5, 6, 30, 1_440])('a request can wait %d minutes', (minutes) => {
    expect(policy(`expiryMinutes: ${minutes}`).expiryMinutes).toBe(minutes);
  });

  it.each([
    [5, 2],
    [7, 3],
    [30, 15],
    [1_440, 720],
  ])(
    'the reminder of a request that waits %d minutes comes after %d, unless said otherwise',
    (expiry, at) => {
      expect(policy(`expiryMinutes: ${expiry}`).reminderMinutes).toBe(at);
    },
  );

  it.each([
    [5, 4],
    [5, 1],
    [1_440, 1_439],
  ])('a request that waits %d minutes can be reminded of after %d', (expiry, at) => {
    expect(policy(`expiryMinutes: ${expiry}\nreminderMinutes: ${at}`).reminderMinutes).toBe(at);
  });

  it.each([
    ['expiryMinutes: 10\nreminderMinutes: 10', 2],
    ['reminderMinutes: 30', 1],
    ['expiryMinutes: 5\n\n# too late\nreminderMinutes: 1439', 4],
  ])('a reminder that would come too late is a mistake: %j', (text, line) => {
    expect(readPolicy(text, 'policy.yml')).toEqual({
      ok: false,
      problems: [`policy.yml:${line}: reminderMinutes: must be less than expiryMinutes`],
    });
  });
});

describe('a file that cannot be read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evict-policy-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['is not there', join(folder, 'nowhere.yml'), 'ENOENT'],
    ['is a folder', folder, 'EISDIR'],
  ])('is named, and not replaced by the default: it %s', (_what, path, why) => {
    const read = readPolicyFile(path);
    expect(read).toEqual({ ok: false, problems: [expect.stringContaining(why) as string] });
    expect(!read.ok && read.problems[0]?.startsWith(`${path}: cannot be read: `)).toBe(true);
  });

  it('names its path with every mistake in it', () => {
    const path = join(folder, 'policy.yml');
    writeFileSync(path, '# ours\nbulkTreshold: 5\n');
    expect(readPolicyFile(path)).toEqual({
      ok: false,
      problems: [`${path}:2: bulkTreshold: is not a setting of the policy`],
    });
  });
});
