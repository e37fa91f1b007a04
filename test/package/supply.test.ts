import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenceExceptions, problems, type Lock, type Locked, type Manifest } from './supply';

const root = join(__dirname, '../..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
const manifest = read('package.json') as Manifest;
const lock = read('package-lock.json') as Lock;

/** The real lock file with one package more, or with other facts about one it has. */
function withPackage(path: string, facts: Locked): Lock {
  return { ...lock, packages: { ...lock.packages, [path]: { ...lock.packages[path], ...facts } } };
}

/** A package as the lock file knows hundreds: exact, with a checksum, free. */
const harmless: Locked = { version: '1.2.3', integrity: `sha512-${'A'.repeat(86)}==`, license: 'MIT' };
const added = (facts: Locked): Lock => withPackage('node_modules/left', { ...harmless, ...facts });

test('everything that others wrote is pinned, decided, checked by a checksum, and free', () => {
  expect(problems(manifest, lock)).toEqual([]);
});

test('one more harmless package below a known one is nothing to decide about', () => {
  expect(problems(manifest, added({}))).toEqual([]);
});

describe('a new install script', () => {
  test('of a new package fails the check', () => {
    expect(problems(manifest, added({ hasInstallScript: true }))).toEqual([
      'left wants to run a script when it is installed: decide it in allowScripts',
    ]);
  });

  test('of a known package, however deep, fails the check', () => {
    const deep = withPackage('node_modules/botbuilder/node_modules/@scope/left', {
      ...harmless,
      hasInstallScript: true,
    });
    const known = withPackage('node_modules/restify', { hasInstallScript: true });
    expect(problems(manifest, deep)).toEqual([expect.stringContaining('@scope/left wants to run a script')]);
    expect(problems(manifest, known)).toEqual([expect.stringContaining('restify wants to run a script')]);
  });

  test('is not decided by anything but a yes or a no', () => {
    const unclear = { ...manifest, allowScripts: { ...manifest.allowScripts, node: 'yes' } };
    expect(problems(unclear, lock)).toEqual([expect.stringContaining('node wants to run a script')]);
  });

  test('that is gone leaves no decision behind', () => {
    const stale = { ...manifest, allowScripts: { ...manifest.allowScripts, restify: true } };
    expect(problems(stale, lock)).toEqual([
      'allowScripts decides about restify, which has no install script',
    ]);
  });
});

describe('an unpinned dependency', () => {
  const ranges = [
    '^4.23.3',
    '~4.23.3',
    '4.x',
    '4',
    '*',
    '',
    'latest',
    '>=4.23.3',
    '4.23.3 || 5.0.0',
    'npm:other@4.23.3',
    'github:microsoft/botbuilder-js',
    'git+https://example.com/botbuilder.git',
    'https://example.com/botbuilder.tgz',
    'file:../botbuilder',
    'workspace:*',
  ];
  const asked = (version: string): Manifest => ({
    ...manifest,
    dependencies: { ...manifest.dependencies, botbuilder: version },
  });
  /** As if it had been installed like this: the lock file says the same. */
  const locked = (version: string): Lock =>
    withPackage('', { ...lock.packages[''], dependencies: { ...asked(version).dependencies } });

  test.each(ranges)('asked for as "%s" fails the check', (range) => {
    expect(problems(asked(range), locked(range))).toContain(
      `botbuilder is asked for as "${range}", not as one exact version`,
    );
  });

  test('fails as a development dependency, and as an override, however deep', () => {
    const development = { ...manifest, devDependencies: { ...manifest.devDependencies, jest: '^30.5.2' } };
    const deep = { ...manifest, overrides: { ...manifest.overrides, restify: { semver: '>=7' } } };
    expect(problems(development, lock)).toContain('jest is asked for as "^30.5.2", not as one exact version');
    expect(problems(deep, lock)).toContain('semver is asked for as ">=7", not as one exact version');
  });

  test('fails when the lock file holds another version than the one asked for', () => {
    expect(problems(asked('4.23.2'), lock)).toEqual([
      'botbuilder: package.json and package-lock.json do not agree on its version',
    ]);
    expect(problems(manifest, withPackage('node_modules/find-my-way', { version: '9.0.0' }))).toEqual([
      'node_modules/find-my-way is not the version that package.json overrides it with',
    ]);
  });
});

describe('a package from elsewhere', () => {
  const from = (resolved: string): Lock => added({ resolved });

  test.each([
    'git+ssh://git@example.com/left.git#0123456',
    'git+https://example.com/left.git#0123456',
    'http://registry.example/left/-/left-1.2.3.tgz',
    'https://me@registry.example/left/-/left-1.2.3.tgz',
    'file:../left',
    '../left',
  ])('such as %s fails the check', (resolved) => {
    expect(problems(manifest, from(resolved))).toEqual(['node_modules/left does not come from the registry']);
  });

  test('fails as a link to a folder, and without a checksum or with a weak one', () => {
    expect(problems(manifest, added({ link: true }))).toEqual([
      'node_modules/left does not come from the registry',
    ]);
    for (const integrity of ['', 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=']) {
      expect(problems(manifest, added({ integrity }))).toEqual(['node_modules/left has no SHA-512 checksum']);
    }
  });

  test('fails when it comes from another registry than the rest', () => {
    const archive = (host: string): Locked => ({ resolved: `https://${host}/left/-/left-1.2.3.tgz` });
    const one = withPackage('node_modules/restify', archive('registry.example'));
    expect(problems(manifest, one)).toEqual([]);
    const two = {
      ...one,
      packages: {
        ...one.packages,
        'node_modules/yaml': { ...lock.packages['node_modules/yaml'], ...archive('elsewhere.example') },
      },
    };
    expect(problems(manifest, two)).toEqual(['package-lock.json names more than one registry']);
  });
});

describe('a licence that asks for more than keeping its text', () => {
  test.each([
    'GPL-3.0-only',
    'AGPL-3.0',
    'SSPL-1.0',
    'UNLICENSED',
    '(MIT AND GPL-2.0)',
    'SEE LICENSE IN LICENSE',
    '',
  ])('such as "%s" fails the check', (license) => {
    expect(problems(manifest, added({ license }))).toEqual([
      `node_modules/left has the licence ${license}, which nobody decided about`,
    ]);
  });

  test('passes where a free one may be chosen instead', () => {
    expect(problems(manifest, added({ license: '(GPL-3.0 OR MIT)' }))).toEqual([]);
  });

  test('that is no longer there leaves no exception behind', () => {
    expect(problems(manifest, withPackage('node_modules/cldrjs', { license: 'MIT' }))).toEqual([
      'cldrjs no longer needs its exception for a licence',
    ]);
  });
});

describe('docs/decisions/0009-dependencies.md', () => {
  const page = readFileSync(join(root, 'docs/decisions/0009-dependencies.md'), 'utf8');
  const direct = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });

  const missing = (names: readonly string[]): readonly string[] =>
    names.filter((name) => !page.includes(`\`${name}\``));

  test('says why each direct dependency is there', () => {
    expect(missing(direct)).toEqual([]);
  });

  test('names those whose licence is an exception, and those whose script was decided about', () => {
    expect(missing(Object.keys(licenceExceptions))).toEqual([]);
    expect(missing(Object.keys(manifest.allowScripts ?? {}))).toEqual([]);
  });
});
