import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, phrases } from '../../src/core/command/catalogue';
import type { Along } from '../../src/core/command/command';
import { parse } from '../../src/core/command/parse';
import { cmdlets } from '../../src/core/command/powershell/cmdlets';
import { options, parameters, type Handling } from '../../src/core/command/powershell/parameters';
import { notes, unfitParameters } from '../../src/edges/teams/words/en/powershell';

const read = (path: string): string => readFileSync(join(__dirname, '../..', path), 'utf8');
const page = read('docs/commands.md');

/** The part of a page under this heading. */
function section(text: string, heading: string): string {
  const start = text.indexOf(`\n## ${heading}\n`);
  if (start === -1) throw new Error(`no "${heading}"`);
  const end = text.indexOf('\n## ', start + 1);
  return text.slice(start, end === -1 ? undefined : end);
}

/** The cells of a section's table, without its head. */
function rows(text: string): readonly (readonly string[])[] {
  const cells = (line: string): readonly string[] =>
    line
      .replaceAll('\\|', '\u0001')
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('\u0001', '|').trim());
  return text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map(cells)
    .slice(2);
}

const inCode = (cell = ''): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, said = '']) => said);

/** What Evict does with a parameter, as the page says it. */
function does(handling: Handling): string {
  switch (handling.kind) {
    case 'person':
      return 'whom it is about';
    case 'preview':
      return 'a preview: everything is looked up and checked, nothing is written';
    case 'confirm':
      return `understood. Refusing to be asked is answered: ${notes['always-asks']}`;
    case 'note':
      return `the line is read without it, and the answer says: ${notes[handling.note]}`;
    case 'unfit':
      return `the line is not read, and the answer says: ${unfitParameters[handling.unfit]}`;
    case 'help':
      return 'help on these lines';
  }
}

/** What is said on a page has a meaning. What has an ellipsis in it is only the beginning of something. */
function expectUnderstood(said: readonly string[]): void {
  const whole = said.filter((line) => !line.includes('\u2026'));
  expect(whole.length).toBeGreaterThan(0);
  const misread = whole.filter((line) => {
    const along: Along = /\b(?:file|CSV)\b/.test(line) ? { mentions: [], file: true } : { mentions: [] };
    return !parse(line, along).ok;
  });
  expect(misread).toEqual([]);
}

describe('docs/commands.md', () => {
  it('has every command, with the example of its help and every way to begin it, and no other', () => {
    const told = rows(section(page, 'Commands'));
    expect(told.map(([topic]) => inCode(topic)[0])).toEqual(catalogue.map(({ topic }) => `help ${topic}`));
    for (const [index, { topic, example }] of catalogue.entries()) {
      const [, examples, beginnings] = told[index] ?? [];
      expect(inCode(examples)).toContain(example);
      const all = phrases.filter((phrase) => phrase.topic === topic).map(({ words }) => words.join(' '));
      expect(inCode(beginnings)).toEqual(all);
    }
  });

  it.each(['Commands', 'Whom a command is about', 'Beside the people'])(
    'says nothing that is not understood: %s',
    (name) => {
      const column = name === 'Commands' ? 1 : 0;
      expectUnderstood(rows(section(page, name)).flatMap((cells) => inCode(cells[column])));
    },
  );

  it('names every cmdlet that is read, and no other', () => {
    const told = rows(section(page, 'Lines of PowerShell')).map(([name]) => inCode(name)[0]);
    expect(told).toEqual(cmdlets.map(({ name }) => name));
  });

  it('says of every parameter what Evict does with it', () => {
    const told = rows(section(page, 'Parameters')).map(([name, aliases, of, said]) => [
      inCode(name)[0],
      inCode(aliases),
      inCode(of),
      said,
    ]);
    expect(told).toEqual(
      parameters.map((one) => [
        `-${one.name}`,
        one.aliases.map((name) => `-${name}`),
        one.of,
        does(one.does),
      ]),
    );
  });

  it('says of every option of CLI for Microsoft 365 what Evict does with it', () => {
    const told = rows(section(page, 'CLI for Microsoft 365')).map(([name, aliases, said]) => [
      inCode(name)[0],
      inCode(aliases),
      said,
    ]);
    expect(told).toEqual(options.map((one) => [one.name, one.aliases, does(one.does)]));
  });
});

describe('README.md', () => {
  it('says nothing that is not understood', () => {
    expectUnderstood(
      rows(section(read('README.md'), 'What you can say')).flatMap(([typed]) => inCode(typed)),
    );
  });
});
