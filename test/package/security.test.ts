import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

interface Shown {
  readonly file: string;
  /** The title of a test, or a group's and a test's with " › " between them. */
  readonly name: string;
}
interface Threat {
  readonly number: number;
  readonly title: string;
  readonly tests: readonly Shown[];
}

const command = /^npm run ([\w:-]+)/;

/** `### 7. Title`, then `- \`file\`` and below it, indented, the titles of tests in that file. */
function threats(): readonly Threat[] {
  const parts = page.split(/^### (\d+)\. (.+)$/m).slice(1);
  return parts.flatMap((part, index) => {
    if (index % 3 !== 0) return [];
    return [{ number: Number(part), title: parts[index + 1] ?? '', tests: testsIn(parts[index + 2] ?? '') }];
  });
}

function testsIn(text: string): readonly Shown[] {
  let file = '';
  return text.split('\n').flatMap((line) => {
    file = /^- `([^`]+)`$/.exec(line)?.[1] ?? file;
    if (!line.startsWith('  - ')) return [];
    const names = [...line.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
    return names.filter((name) => !command.test(name)).map((name) => ({ file, name }));
  });
}

/** Whether the title stands in the source as a literal, behind `it(`, `test.each(…)(` and the like. */
function isTitle(title: string, source: string): boolean {
  const literals = ["'", '"', '`'].map((quote) => `${quote}${title.replaceAll(quote, `\\${quote}`)}${quote}`);
  return literals.some((literal) =>
    source
      .split(literal)
      .slice(0, -1)
      .some((before) => /(?:\b(?:it|test|describe)|\))\(\s*$/.test(before)),
  );
}

function problemsOf({ file, name }: Shown): readonly string[] {
  if (!existsSync(join(root, file))) return [`there is no ${file}`];
  const source = readFileSync(join(root, file), 'utf8');
  return name
    .split(' › ')
    .flatMap((title) => (isTitle(title, source) ? [] : [`${file} has no test "${title}"`]));
}

describe('docs/security.md', () => {
  const lines = threats();

  it('has every threat from 1 to 42, each once and in order', () => {
    expect(lines.map(({ number }) => number)).toEqual(Array.from({ length: 42 }, (_, index) => index + 1));
  });

  it.each(lines)('$number. $title: is shown by tests that are there', ({ tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.flatMap(problemsOf)).toEqual([]);
  });

  it('names no command that is not there', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const named = [...page.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => command.exec(code)?.[1] ?? []);
    expect(named.filter((name) => !Object.keys(scripts).includes(name))).toEqual([]);
  });

  it('names no file that is not there', () => {
    const named = [...page.matchAll(/(?:`|\]\()((?:test|src|docs)\/[^`)\s]+)[`)]/g)].map(
      ([, path = '']) => path,
    );
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
