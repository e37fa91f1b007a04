import { readPolicy } from '../../../src/edges/config/policy-file';

const id = '3f2a8a54-0c1e-4f6b-9d57-1f0c2a7b9e11';
const file = 'policy.yml';

const problems = (text: string): readonly string[] => {
  const read = readPolicy(text, file);
  return read.ok ? [] : read.problems;
};

const notAKey = 'is not a setting of the policy';
const rule = 'must be one of confirm, one-approver, two-approvers, never';
const list = 'must be a list of object ids; [] when there is none';
const objectId = `must be an object id from Microsoft Entra, such as ${id}`;
const people = 'must be a whole number of people from 1 to 10000';
const expiry = 'must be a whole number of minutes from 5 to 1440';
const settings = 'must hold settings, such as "bulkThreshold: 5"';
const kinds = 'must hold kinds of request with a rule each, such as "bulk: two-approvers"';

describe('one mistake is named with its line and its key', () => {
  it.each<[what: string, text: string, problem: string]>([
    ['a key that is misspelt', '# ours\n\nbulkTreshold: 5', `3: bulkTreshold: ${notAKey}`],
    [
      'a tier that is misspelt',
      'tiers:\n  own: confirm\n  priviliged: never',
      `3: tiers.priviliged: ${notAKey}`,
    ],
    ['a tier at the top', 'own: confirm', `1: own: ${notAKey}`],
    ['a key in another letter case', 'BulkThreshold: 5', `1: BulkThreshold: ${notAKey}`],
    ['a number as a key', '5: x', `1: 5: ${notAKey}`],
    ['a key that JavaScript knows', '__proto__:\n  bulkThreshold: 3', `1: __proto__: ${notAKey}`],
    ['another one', 'constructor: {}', `1: constructor: ${notAKey}`],
    ['a merge key', `tiers:\n  <<: {own: never}`, `2: tiers.<<: ${notAKey}`],
    ['a rule that does not exist', 'tiers:\n  own: always', `2: tiers.own: ${rule}`],
    ['a rule in another letter case', 'tiers:\n  own: Never', `2: tiers.own: ${rule}`],
    ['a rule left blank', 'tiers:\n  standard:\n  own: confirm', `2: tiers.standard: ${rule}`],
    ['a yes for a rule', 'tiers: { protected: yes }', `1: tiers.protected: ${rule}`],
    ['a number for a rule', 'tiers:\n  bulk: 2', `2: tiers.bulk: ${rule}`],
    ['tiers left blank', 'tiers:\n', `1: tiers: ${kinds}`],
    ['one rule for all tiers', '\ntiers: never', `2: tiers: ${kinds}`],
    ['a list of tiers', 'tiers:\n  - own: confirm', `1: tiers: ${kinds}`],
    ['a word for a number', 'bulkThreshold: five', `1: bulkThreshold: ${people}`],
    ['a number in quotes', 'bulkThreshold: "5"', `1: bulkThreshold: ${people}`],
    ['a number left blank', 'bulkThreshold:', `1: bulkThreshold: ${people}`],
    ['part of a person', 'bulkThreshold: 0.5', `1: bulkThreshold: ${people}`],
    ['nobody', 'bulkThreshold: 0', `1: bulkThreshold: ${people}`],
    ['fewer than nobody', 'bulkThreshold: -5', `1: bulkThreshold: ${people}`],
    ['more people than there can be', 'bulkThreshold: 10001', `1: bulkThreshold: ${people}`],
    ['a huge number', 'bulkThreshold: 999999999999999999999999', `1: bulkThreshold: ${people}`],
    ['a number beyond all numbers', 'bulkThreshold: 1e400', `1: bulkThreshold: ${people}`],
    ['infinity', 'bulkThreshold: .inf', `1: bulkThreshold: ${people}`],
    ['no number at all', 'bulkThreshold: .nan', `1: bulkThreshold: ${people}`],
    ['a date', 'bulkThreshold: 2026-01-01', `1: bulkThreshold: ${people}`],
    ['less than five minutes', 'expiryMinutes: 4', `1: expiryMinutes: ${expiry}`],
    ['more than a day', 'expiryMinutes: 1441', `1: expiryMinutes: ${expiry}`],
    ['a time with its unit', 'expiryMinutes: 30 minutes', `1: expiryMinutes: ${expiry}`],
    [
      'no reminder',
      'reminderMinutes: 0',
      '1: reminderMinutes: must be a whole number of minutes from 1 to 1439',
    ],
    [
      'half a minute',
      'repeatMinutes: 0.5',
      '1: repeatMinutes: must be a whole number of minutes from 0 to 1440',
    ],
    [
      'too many phones',
      'mentionApprovers: 11',
      '1: mentionApprovers: must be a whole number of people from 0 to 10',
    ],
    ['groups left blank', 'requesterGroups:\napproverGroups: []', `1: requesterGroups: ${list}`],
    ['approvers left blank', 'approverGroups: # to do', `1: approverGroups: ${list}`],
    ['one group, not in a list', `approverGroups: ${id}`, `1: approverGroups: ${list}`],
    ['"everyone"', 'approverGroups: everyone', `1: approverGroups: ${list}`],
    ['a map of groups', `approverGroups:\n  rota: ${id}`, `1: approverGroups: ${list}`],
    ['an address', 'protectedPeople:\n  - glass@contoso.com', `2: protectedPeople.0: ${objectId}`],
    ['"*"', 'approverGroups: ["*"]', `1: approverGroups.0: ${objectId}`],
    ['a place in a list left blank', `approverGroups:\n  - ${id}\n  -\n`, `3: approverGroups.1: ${objectId}`],
    ['an id with a digit too few', `approverGroups: [${id.slice(1)}]`, `1: approverGroups.0: ${objectId}`],
    ['an id in braces', `approverGroups: ["{${id}}"]`, `1: approverGroups.0: ${objectId}`],
    ['an id with a blank', `approverGroups: [" ${id}"]`, `1: approverGroups.0: ${objectId}`],
    ['an id with another line', `approverGroups: ["${id}\\n"]`, `1: approverGroups.0: ${objectId}`],
    [
      'an id with a Cyrillic а',
      `approverGroups: [${id.replace('a', '\u0430')}]`,
      `1: approverGroups.0: ${objectId}`,
    ],
    ['lists in a list', `approverGroups:\n  - [${id}]`, `2: approverGroups.0: ${objectId}`],
    ['a list at the top', `- own: confirm\n- bulkThreshold: 5`, `1: ${settings}`],
    ['a sentence', '# ours\nnobody may do anything', `2: ${settings}`],
    ['a number at the top', '5', `1: ${settings}`],
    ['text of another encoding', 'b\u0000u\u0000l\u0000k\u0000', `1: ${settings}`],
    ['a key twice', 'bulkThreshold: 5\n\nbulkThreshold: 6', '3: bulkThreshold: stands here a second time'],
    ['a tier twice', 'tiers:\n  own: confirm\n  own: never', '3: own: stands here a second time'],
    ['tabs', 'tiers:\n\town: confirm', '2: Tabs are not allowed as indentation'],
  ])('%s', (_what, text, problem) => {
    expect(problems(text)).toEqual([`${file}:${problem}`]);
  });
});

describe('by-request', () => {
  const enough = 'without a sufficient role, confirming for oneself is never enough';

  it('cannot be confirm', () => {
    expect(problems('tiers:\n  by-request: confirm')).toEqual([
      `${file}:2: tiers.by-request: must be one of one-approver, two-approvers, never: ${enough}`,
    ]);
  });

  it.each(['one-approver', 'two-approvers', 'never'])('can be %s', (rule) => {
    expect(problems(`tiers:\n  by-request: ${rule}`)).toEqual([]);
  });
});

describe('several mistakes', () => {
  const text = [
    'tiers:',
    '  own: perhaps',
    '  by-request: confirm',
    '  secret: never',
    'bulkThreshold: 0',
    'expiryMinutes: 3',
    'approvers: []',
    'requesterGroups:',
    'protectedPeople:',
    `  - ${id}`,
    '  - glass@contoso.com',
    '  - 5',
  ].join('\n');

  it('are all named at once, each in its line', () => {
    const named = problems(text).map((problem) => problem.split(': ').slice(0, 2).join(' '));
    expect(named.toSorted()).toEqual(
      [
        'policy.yml:2 tiers.own',
        'policy.yml:3 tiers.by-request',
        'policy.yml:4 tiers.secret',
        'policy.yml:5 bulkThreshold',
        'policy.yml:6 expiryMinutes',
        'policy.yml:7 approvers',
        'policy.yml:8 requesterGroups',
        'policy.yml:11 protectedPeople.1',
        'policy.yml:12 protectedPeople.2',
      ].toSorted(),
    );
  });

  it('are named in the same lines with line ends of Windows, and after a byte order mark', () => {
    expect(problems(text.replaceAll('\n', '\r\n'))).toEqual(problems(text));
    expect(problems(`\ufeff${text}`)).toEqual(problems(text));
  });

  it('that are one mistake of one value are named once', () => {
    expect(problems('bulkThreshold: -1.5')).toHaveLength(1);
  });
});

describe('what is not YAML, or too much of it', () => {
  it.each([
    ['braces that never close', 'tiers: {own: confirm', 1],
    ['braces that never close, further down', 'bulkThreshold: 5\ntiers: {own: confirm', 2],
    ['a quote that never closes', 'bulkThreshold: 5\nexpiryMinutes: "30', 2],
    ['two documents', 'bulkThreshold: 5\n---\nbulkThreshold: 6', 2],
    ['an alias that leads nowhere', 'bulkThreshold: 5\nrequesterGroups: *desk', 2],
    ['brackets without end', '['.repeat(10_000), 1],
  ])('%s is named with its line', (_what, text, line) => {
    const named = problems(text);
    expect(named.length).toBeGreaterThan(0);
    for (const problem of named) expect(problem).toMatch(new RegExp(`^policy\\.yml:${line}: .+`));
  });

  it('aliases that unfold to billions are refused at once', () => {
    const level = (name: string, of: string): string =>
      `${name}: &${name} [${Array(9).fill(of).join(',')}]\n`;
    const names = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const bomb = names.reduce(
      (text, name, index) => text + level(name, `*${names[index - 1] ?? 'a'}`),
      level('a', 'x'),
    );
    const start = performance.now();
    expect(problems(bomb)).toEqual([expect.stringMatching(/^policy\.yml:2: .*alias/i) as string]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it.each([`requesterGroups: &desk [*desk]`, 'tiers: &tiers\n  own: *tiers'])(
    'an alias of itself: %j',
    (text) => {
      expect(problems(text)).toHaveLength(1);
    },
  );
});
