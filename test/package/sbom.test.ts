import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { nameOf, type Lock, type Manifest } from './supply';

const root = join(__dirname, '../..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

const bill = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  metadata: z.object({ component: z.object({ name: z.string(), 'bom-ref': z.string() }) }),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      purl: z.string().startsWith('pkg:npm/'),
      hashes: z.array(z.object({ alg: z.literal('SHA-512'), content: z.string().length(128) })).min(1),
      licenses: z.array(z.unknown()).optional(),
    }),
  ),
});

describe('the bill of materials that npm run sbom writes', () => {
  const manifest = read('package.json') as Manifest & { version: string };
  const { packages } = read('package-lock.json') as Lock;
  let written: z.infer<typeof bill>;

  beforeAll(() => {
    execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    written = bill.parse(read('reports/sbom.cdx.json'));
  });

  it('is about this version of Evict', () => {
    expect(written.metadata.component).toEqual({ name: 'evict', 'bom-ref': `evict@${manifest.version}` });
  });

  it('names every dependency of production with its version and its licence', () => {
    const found = written.components.map(({ name, version, licenses }) => ({ name, version, licenses }));
    for (const [name, version] of Object.entries(manifest.dependencies ?? {})) {
      const license = { id: packages[`node_modules/${name}`]!.license };
      expect(found).toContainEqual({ name, version, licenses: [{ license }] });
    }
  });

  it('names everything that is installed in production, and nothing that is only for development', () => {
    const installed = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
    const names = installed.map(([path, { version }]) => `${nameOf(path)}@${version ?? ''}`);
    const found = written.components.map(({ name, version }) => `${name}@${version}`);
    expect(found.toSorted()).toEqual([...new Set(names)].toSorted());
  });

  it('says what needs what, of these packages alone', () => {
    const all = new Set(written.dependencies.map(({ ref }) => ref));
    const [evict] = written.dependencies;
    for (const [name, version] of Object.entries(manifest.dependencies ?? {}))
      expect(evict?.dependsOn).toContain(`${name}@${version}`);
    for (const { dependsOn } of written.dependencies) for (const one of dependsOn) expect(all).toContain(one);
  });
});
