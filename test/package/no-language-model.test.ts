import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Flow } from '../../src/flow/flow';
import { EvictAdapter } from '../../src/edges/teams/adapter';
import { createBot } from '../../src/edges/teams/bot';
import { english } from '../../src/edges/teams/words/words';
import { compiled } from '../support/child';

const root = join(__dirname, '../..');

/** What `npm run check:arrows` says about a project that has only these files, as `from → to` per broken rule. */
async function arrowsBrokenIn(files: Readonly<Record<string, string>>): Promise<string[]> {
  const project = mkdtempSync(join(tmpdir(), 'evict-arrows-'));
  try {
    for (const [path, text] of Object.entries({ ...files, 'tsconfig.json': '{}' })) {
      mkdirSync(join(project, dirname(path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
    const command = [join(root, 'node_modules/.bin/depcruise'), 'src', '--output-type', 'json'];
    const rules = ['--config', join(root, '.dependency-cruiser.js')];
    const run = promisify(execFile)(process.execPath, [...command, ...rules], { cwd: project });
    // It ends with the number of broken rules.
    const { stdout } = await run.catch((failure: unknown) => failure as { stdout: string });
    const said = JSON.parse(stdout) as { summary: { violations: { to: string; rule: { name: string } }[] } };
    return said.summary.violations.map(({ to, rule }) => `${rule.name}: ${to}`);
  } finally {
    rmSync(project, { recursive: true });
  }
}

describe('only people decide', () => {
  test('a module that imports a language model, or the parts of teams-ai that drive one, fails the check', async () => {
    const models = [
      'openai',
      '@azure/openai',
      '@azure-rest/ai-inference',
      '@anthropic-ai/sdk',
      '@google/genai',
      '@langchain/core',
      'ai',
      'ollama',
    ];
    const modules = [
      ...models.map((name) => ({ name, path: `node_modules/${name}/index.js` })),
      ...['planners', 'models', 'prompts'].map((part) => {
        const name = `@microsoft/teams-ai/lib/${part}/index.js`;
        return { name, path: `node_modules/${name}` };
      }),
      { name: '@microsoft/teams-ai', path: 'node_modules/@microsoft/teams-ai/lib/index.js' },
      ...['Application', 'TeamsAdapter'].map((part) => {
        const name = `@microsoft/teams-ai/lib/${part}.js`;
        return { name, path: `node_modules/${name}` };
      }),
    ];
    const packages = modules
      .filter(({ name }) => !name.endsWith('.js'))
      .map(({ name, path }) => {
        const main = path.slice(`node_modules/${name}/`.length);
        return [
          `node_modules/${name}/package.json`,
          JSON.stringify({ name, version: '1.0.0', main }),
        ] as const;
      });
    const clever = modules.map(({ name }) => `import '${name}';\n`).join('');
    const broken = await arrowsBrokenIn({
      ...Object.fromEntries(packages),
      ...Object.fromEntries(modules.map(({ path }) => [path, 'module.exports = {};\n'])),
      'src/edges/teams/clever.ts': clever,
    });
    const forbidden = modules.slice(0, -2).map(({ path }) => `no-language-model: ${path}`);
    expect(broken.toSorted()).toEqual(forbidden.toSorted());
  });

  test('a start loads neither a language model nor a tokenizer, nor the dialogs that sign people in', async () => {
    const listing = `require(${JSON.stringify(compiled('evict.js'))}); console.log(Object.keys(require.cache).join('\\n'))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', listing]);
    const packages = new Set(
      stdout.split('\n').map((path) => path.slice(path.lastIndexOf('node_modules/') + 13).split('/')[0]),
    );
    expect(packages).toContain('botbuilder-core');
    for (const unused of ['openai', 'gpt-tokenizer', 'botbuilder-dialogs'])
      expect(packages).not.toContain(unused);
  });

  test('the bot that is built has no planner, no model and no prompt', () => {
    const journal = { note: () => undefined };
    const bot = createBot(
      Object.create(EvictAdapter.prototype) as EvictAdapter,
      'a bot',
      {} as Flow,
      journal,
      english,
      { hosts: [] },
    );
    expect(bot.options.ai).toBeUndefined();
    expect(() => bot.ai).toThrow('no AI options were configured');
  });
});
