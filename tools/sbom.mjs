import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';

/**
 * Writes the bill of materials of what runs in production, as CycloneDX, from the lock file alone: no network.
 * npm 11 leaves out with `--omit dev` whatever development needs as well (zod, yaml and thirty more). So npm lists
 * everything, and what it marks as development only is taken out here.
 */
const npm = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'];
const everything = JSON.parse(execFileSync('npm', npm, { encoding: 'utf8', maxBuffer: 2 ** 26 }));

const components = everything.components.filter(({ properties }) => !properties.some(isDevelopment));
const { component } = everything.metadata;
const kept = new Set([component, ...components].map((one) => one['bom-ref']));
const dependencies = everything.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));

// npm takes the name from the folder.
const metadata = { ...everything.metadata, component: { ...component, name: 'evict' } };
mkdirSync('reports', { recursive: true });
writeFileSync(
  'reports/sbom.cdx.json',
  `${JSON.stringify({ ...everything, metadata, components, dependencies }, null, 2)}\n`,
);

function isDevelopment({ name, value }) {
  return name === 'cdx:npm:package:development' && value === 'true';
}
