import fc from 'fast-check';
import { literal, unmarked } from '../../../src/edges/teams/cards/literal';

describe('text from people, shown literally', () => {
  it.each([
    ['Alice Archer', 'Alice Archer'],
    ["Nora O'Neil (Finance)", "Nora O'Neil (Finance)"],
    ['Дмитрий 张伟 😀', 'Дмитрий 张伟 😀'],
    ['  two   words ', 'two words'],
    ['a\nb', 'a b'],
    ['{{DATE(x)}}', '{ {DATE(x)}}'],
    ['{{{x', '{ { {x'],
    ['\u202e', '—'],
    ['', '—'],
  ])('%j is %j', (text, shown) => {
    expect(literal(text)).toBe(shown);
  });

  it('says where it was cut', () => {
    expect(literal('x'.repeat(400))).toBe(`${'x'.repeat(299)}…`);
    expect(literal('x'.repeat(300))).toBe('x'.repeat(300));
  });

  it('does not change what it made', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(literal(literal(text))).toBe(literal(text));
      }),
    );
  });
});

describe('text from people where Markdown is read in spite of all', () => {
  it.each([
    ['[x](https://evil.example)', '\\[x\\](https://evil.example)'],
    ['**bold** _and_ `code`', '\\*\\*bold\\*\\* \\_and\\_ \\`code\\`'],
    ['<at>everyone</at>', '\\<at\\>everyone\\</at\\>'],
    ['# title', '\\# title'],
    ['a\n\n# title', 'a \\# title'],
  ])('%j loses its marks: %j', (text, shown) => {
    expect(unmarked(text)).toBe(shown);
  });

  it('leaves no mark that is not escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(unmarked(text).replace(/\\./gu, '')).not.toMatch(/[\\`*_[\]<>~|#]/);
      }),
    );
  });
});
