import fc from 'fast-check';
import { asCode, asPersonId, codeAlphabet } from '../../src/core/ids';
import { times } from '../support/property';

describe("a person's object id", () => {
  const id = '3f2a1b4c-5d6e-4f70-8a9b-0c1d2e3f4a5b';

  test.each([id, id.toUpperCase(), '3F2a1b4C-5d6e-4f70-8a9B-0c1d2e3f4a5b'])(
    '%s is one, in lower case',
    (text) => {
      expect(asPersonId(text)).toBe(id);
    },
  );

  test.each([
    ['nothing', ''],
    ['an address', 'alice@contoso.com'],
    ['a GUID without dashes', id.replaceAll('-', '')],
    ['a GUID in braces', `{${id}}`],
    ['a digit too few', id.slice(1)],
    ['a digit too many', `${id}0`],
    ['a letter beyond f', id.replace('f', 'g')],
    ['a space before', ` ${id}`],
    ['a line break after', `${id}\n`],
    ['a second line', `${id}\n${id}`],
    ['Cyrillic а for a', id.replace('a', '\u0430')],
    ['full-width digits', id.replaceAll('0', '\uff10')],
    ['dashes in other places', '3f2a1b4c5-d6e-4f70-8a9b-0c1d2e3f4a5b'],
  ])('is not %s', (_what, text) => {
    expect(asPersonId(text)).toBeUndefined();
  });
});

describe('a code that people say and type', () => {
  test.each([
    ['R-7F3K2', 'R-7F3K2'],
    ['r-7f3k2', 'R-7F3K2'],
    ['R7F3K2', 'R-7F3K2'],
    ['r7f3k2', 'R-7F3K2'],
    ['R-OOOOO', 'R-00000'],
    ['R-ooooo', 'R-00000'],
    ['R-IIIII', 'R-11111'],
    ['R-lllll', 'R-11111'],
    ['R-L0O1I', 'R-10011'],
    ['RRRRRR', 'R-RRRRR'],
  ])('%s is read as %s', (typed, code) => {
    expect(asCode(typed)).toBe(code);
  });

  test.each([
    '',
    'R',
    'R-',
    '7F3K2',
    'Q-7F3K2',
    'R-7F3K',
    'R-7F3K22',
    'R--7F3K2',
    'R-7F3-K2',
    'R-7F3KU',
    'R 7F3K2',
    ' R-7F3K2',
    'R-7F3K2\n',
    'R\u20137F3K2',
    'R-7F3\u041a2',
    '\u042f-7F3K2',
  ])('%j is none', (typed) => {
    expect(asCode(typed)).toBeUndefined();
  });

  test('every code that can be drawn reads as itself, also in lower case and without its dash', () => {
    const letter = fc.constantFrom(...Array.from(codeAlphabet));
    fc.assert(
      fc.property(fc.string({ unit: letter, minLength: 5, maxLength: 5 }), (body) => {
        for (const typed of [`R-${body}`, `r-${body.toLowerCase()}`, `R${body}`]) {
          expect(asCode(typed)).toBe(`R-${body}`);
        }
      }),
      times(300),
    );
  });

  test('codes are drawn from 32 characters, none of which is easily taken for another', () => {
    expect(new Set(codeAlphabet).size).toBe(32);
    expect(codeAlphabet).not.toMatch(/[ILOU]/);
  });
});
