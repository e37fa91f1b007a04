/** What `package.json` and `package-lock.json` say, as far as the rules below read it. */
export interface Manifest {
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly optionalDependencies?: Versions;
  readonly peerDependencies?: Versions;
  readonly overrides?: Overrides;
  readonly allowScripts?: Readonly<Record<string, unknown>>;
}
type Versions = Readonly<Record<string, string>>;
interface Overrides {
  readonly [name: string]: string | Overrides;
}
export interface Lock {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, Locked>>;
}
/** One installed package. The one at path '' is Evict itself, as the lock file remembers its manifest. */
export interface Locked extends Manifest {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

/** Licences that ask for no more than keeping their text. */
const licences: readonly string[] = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
];

/** Packages whose lock entry does not say one of these, and why they are accepted. */
export const licenceExceptions: Readonly<Record<string, string>> = {
  '@microsoft/m365agentsplayground':
    'Microsoft terms for pre-release software: development only, not passed on',
  'caniuse-lite': 'CC-BY-4.0: data that tests load by way of jest, not passed on',
  cldrjs: 'MIT, in the older form of its package.json that the lock file does not take over',
  'escape-regexp-component': 'MIT, said in its read-me only',
};

const exact = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

/** Everything wrong with where the code that others wrote comes from, each as a sentence; none when all is decided. */
export function problems(manifest: Manifest, lock: Lock): string[] {
  return [
    ...(lock.lockfileVersion === 3 ? [] : ['package-lock.json is not of version 3']),
    ...pinning(manifest),
    ...agreement(manifest, lock),
    ...scripts(manifest, lock),
    ...origins(lock),
    ...licensing(lock),
  ];
}

/** The package's name: what follows the last `node_modules/` of its path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function installed(lock: Lock): (Locked & { path: string; name: string })[] {
  const others = Object.entries(lock.packages).filter(([path]) => path !== '');
  return others.map(([path, entry]) => ({ ...entry, path, name: nameOf(path) }));
}

function flat(overrides: Overrides): [name: string, version: string][] {
  return Object.entries(overrides).flatMap(([name, version]) =>
    typeof version === 'string' ? [[name, version] as [string, string]] : flat(version),
  );
}

function pinning(manifest: Manifest): string[] {
  const wanted = [
    ...kinds.flatMap((kind) => Object.entries(manifest[kind] ?? {})),
    ...flat(manifest.overrides ?? {}),
  ];
  return wanted
    .filter(([, version]) => !exact.test(version))
    .map(([name, version]) => `${name} is asked for as "${version}", not as one exact version`);
}

/** What is asked for is what is locked, so that nothing is resolved anew on the next machine. */
function agreement(manifest: Manifest, lock: Lock): string[] {
  const root = lock.packages[''] ?? {};
  const direct = kinds.flatMap((kind) => {
    const [asked, locked] = [manifest[kind] ?? {}, root[kind] ?? {}];
    return [...new Set([...Object.keys(asked), ...Object.keys(locked)])].flatMap((name) => {
      const version = asked[name];
      const found = lock.packages[`node_modules/${name}`]?.version;
      return version === locked[name] && version === found
        ? []
        : [`${name}: package.json and package-lock.json do not agree on its version`];
    });
  });
  const overridden = flat(manifest.overrides ?? {}).flatMap(([name, version]) =>
    installed(lock)
      .filter((entry) => entry.name === name && entry.version !== version)
      .map(({ path }) => `${path} is not the version that package.json overrides it with`),
  );
  return [...direct, ...overridden];
}

function scripts(manifest: Manifest, lock: Lock): string[] {
  const decided = manifest.allowScripts ?? {};
  const withScript = new Set(
    installed(lock)
      .filter(({ hasInstallScript }) => hasInstallScript === true)
      .map(({ name }) => name),
  );
  const undecided = [...withScript].filter((name) => typeof decided[name] !== 'boolean');
  const gone = Object.keys(decided).filter((name) => !withScript.has(name));
  return [
    ...undecided.map(
      (name) => `${name} wants to run a script when it is installed: decide it in allowScripts`,
    ),
    ...gone.map((name) => `allowScripts decides about ${name}, which has no install script`),
  ];
}

/** Everything comes from one registry, as an archive with a checksum: no repository, folder or address of its own. */
function origins(lock: Lock): string[] {
  const all = installed(lock);
  const hosts = new Set(all.flatMap(({ resolved }) => (isArchive(resolved) ? [new URL(resolved).host] : [])));
  const each = all.flatMap(({ path, version = '', resolved, integrity = '', link }) => [
    ...(/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity) ? [] : [`${path} has no SHA-512 checksum`]),
    ...(link !== true && exact.test(version) && (resolved === undefined || isArchive(resolved))
      ? []
      : [`${path} does not come from the registry`]),
  ]);
  return hosts.size > 1 ? [...each, 'package-lock.json names more than one registry'] : each;
}

function isArchive(resolved: string | undefined): resolved is string {
  return resolved !== undefined && /^https:\/\/[^/@]+\/[^?#]+\.tgz$/.test(resolved);
}

function licensing(lock: Lock): string[] {
  const others = installed(lock).filter(({ license }) => !isFree(license));
  const names = new Set(others.map(({ name }) => name));
  return [
    ...others
      .filter(({ name }) => !Object.hasOwn(licenceExceptions, name))
      .map(
        ({ path, license }) => `${path} has the licence ${license ?? '(none)'}, which nobody decided about`,
      ),
    ...Object.keys(licenceExceptions)
      .filter((name) => !names.has(name))
      .map((name) => `${name} no longer needs its exception for a licence`),
  ];
}

/** Of a choice ("MIT OR GPL-3.0") one free licence is enough; of several together none is understood. */
function isFree(license = ''): boolean {
  const choices = license.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return choices.some((choice) => licences.includes(choice));
}
