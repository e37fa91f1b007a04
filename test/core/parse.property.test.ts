import fc from 'fast-check';
import type { Reading } from '../../src/core/command/command';
import { parse } from '../../src/core/command/parse';
import { asCode } from '../../src/core/ids';
import { plain } from '../../src/core/command/words';
import { guid } from './typed/readings';

const runs = { seed: 7, numRuns: 1_000 };

/** Pieces of real commands, of attacks on them, and of nothing, in any order. */
const piece = fc.oneof(
  fc.constantFrom(
    'revoke',
    'revoke sessions for',
    'sign out',
    'revoke my sessions',
    'status',
    'help',
    'who am i',
  ),
  fc.constantFrom('approve', 'reject', 'pending', 'history for', 'last 7 days', 'approvals here', 'again'),
  fc.constantFrom('because', 'reason:', 'ticket', 'and', ',', ';', 'for', 'please', '.', '!', '?'),
  fc.constantFrom(
    'alice@contoso.com',
    'ALICE@contoso.com',
    'o\u2019neil@contoso.com',
    guid,
    guid.toUpperCase(),
  ),
  fc.constantFrom(
    'mailto:',
    '<',
    '>',
    '"',
    "'",
    '\u201c',
    '@',
    '..',
    '\u200b',
    '\u202e',
    '\uff20',
    '\u00ad',
    '\ufeff',
  ),
  fc.constantFrom('__proto__', 'constructor', 'R-7F3K2', '\u212a', '\u0130', '\u00df', '\ud800', '\u0000'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const typed = fc
  .array(fc.tuple(piece, fc.constantFrom('', ' ', ' ', '\n', '\u00a0')), { maxLength: 14 })
  .map((pieces) => pieces.flat().join(''));
const commandLike = fc
  .tuple(fc.constantFrom('revoke ', 'kick ', 'sign out '), typed)
  .map((parts) => parts.join(''));
const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), typed, commandLike);

function targets(reading: Reading): readonly string[] {
  if (!reading.ok || reading.command.kind !== 'revoke') return [];
  return reading.command.targets.map((target) => (target.kind === 'id' ? target.id : target.address));
}

describe('whatever is typed', () => {
  test('it is read without a fault, and what was not understood is quoted in brief', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const reading = parse(text);
        if (!reading.ok) expect(reading.misread.text?.length ?? 0).toBeLessThanOrEqual(101);
      }),
      runs,
    );
  });

  test('every target stands there literally', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const literally = plain(text).toLowerCase();
        for (const target of targets(parse(text))) expect(literally).toContain(target.toLowerCase());
      }),
      runs,
    );
  });

  test('every target is a plain ASCII address or an object id', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const target of targets(parse(text))) {
          expect(target).toMatch(/^[\x21-\x7e]+@[a-z0-9.-]+$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
        }
      }),
      runs,
    );
  });

  test('a text with neither an @ nor an object id names nobody', () => {
    const nameless = fc.string({ unit: 'binary', maxLength: 80 }).map((text) => text.replaceAll('@', ' at '));
    const lead = fc.constantFrom('revoke sessions for ', 'revoke ', 'sign out ', 'kick ', '');
    fc.assert(
      fc.property(lead, nameless, (start, rest) => {
        expect(targets(parse(start + rest))).toEqual([]);
      }),
      runs,
    );
  });

  test('people are named in the order they were typed, and none is dropped', () => {
    const address = fc.stringMatching(/^[a-z]{1,8}@contoso\.com$/);
    const joint = fc.constantFrom(', ', ' and ', '\n', '; ', ' ');
    fc.assert(
      fc.property(fc.array(fc.tuple(address, joint), { minLength: 1, maxLength: 30 }), (named) => {
        const text = `revoke sessions for ${named.flat().join('')}`;
        expect(targets(parse(text))).toEqual(named.map(([name]) => name));
      }),
      { ...runs, numRuns: 200 },
    );
  });

  test('letter case and the width of spaces do not change what is read', () => {
    const spaces = fc.constantFrom(' ', '   ', '\t', '\n', '\u00a0', ' \u202f ');
    const words = 'revoke sessions for alice@contoso.com'.split(' ');
    fc.assert(
      fc.property(fc.array(spaces, { minLength: 3, maxLength: 3 }), fc.boolean(), (between, loud) => {
        const text = words.map((word, index) => word + (between[index] ?? '')).join('');
        const [target = ''] = targets(parse(loud ? text.toUpperCase() : text));
        expect(target.toLowerCase()).toBe('alice@contoso.com');
      }),
      { ...runs, numRuns: 200 },
    );
  });
});

describe('whatever is typed about a decision', () => {
  const decision = fc
    .tuple(fc.constantFrom('approve ', 'reject ', 'cancel '), typed)
    .map((said) => said.join(''));

  test('the code stands there, and nothing else is decided on', () => {
    fc.assert(
      fc.property(decision, (text) => {
        const reading = parse(text);
        if (!reading.ok || !('code' in reading.command)) return;
        const { code } = reading.command;
        expect(
          plain(text)
            .split(/[\s,;]+/)
            .map(asCode),
        ).toContain(code);
        expect(text.trimStart().toLowerCase().startsWith(reading.command.kind)).toBe(true);
      }),
      runs,
    );
  });

  test('a rejection always has a reason', () => {
    const tail = fc.array(
      fc.constantFrom(' ', ',', ';', '.', '!', 'because', 'reason:', 'ticket', 'INC1', 'no'),
    );
    fc.assert(
      fc.property(tail, (said) => {
        const reading = parse(`reject R-7F3K2 ${said.join(' ')}`);
        if (reading.ok && reading.command.kind === 'reject')
          expect(reading.command.reason.trim()).not.toBe('');
      }),
      runs,
    );
  });
});

describe('a long text costs in proportion to its length', () => {
  const small = 12_500;
  const large = 100_000;
  /** Below this the clock says more about the machine than about the text. */
  const noiseMs = 15;

  /** The best of several runs: the others were disturbed. One that takes a second is not worth repeating. */
  function milliseconds(text: string): number {
    let best = Infinity;
    for (let run = 0; run < 7; run += 1) {
      const start = performance.now();
      parse(text);
      const took = performance.now() - start;
      best = Math.min(best, took);
      if (took > 1_000) break;
    }
    return best;
  }

  const families: readonly (readonly [name: string, lead: string, unit: string, end?: string])[] = [
    ['quotes', 'revoke ', '"'],
    ['quotes between spaces', 'revoke ', "' "],
    ['at signs', 'revoke ', '@'],
    ['dots in a domain', 'revoke alice@a', '.a'],
    ['dots', 'revoke ', '.'],
    ['dashes', 'revoke ', '\u2013'],
    ['commas', 'revoke ', ','],
    ['commas after a reason', 'revoke alice@contoso.com because x', ' ,'],
    ['commas and a last word', 'revoke alice@contoso.com because x', ' ,', 'y'],
    ['spaces and a last word', 'revoke alice@contoso.com because x', ' ', 'y'],
    ['dots and a last sign', 'revoke alice@a', '.a', '!'],
    ['spaces', 'revoke ', ' '],
    ['spaces in a reason', 'revoke alice@contoso.com because x', ' '],
    ['becauses', 'revoke alice@contoso.com', ' because'],
    ['tickets', 'revoke alice@contoso.com', ' ticket'],
    ['tickets and becauses', 'revoke alice@contoso.com', ' ticket because'],
    ['colons after a reason', 'revoke alice@contoso.com reason', ':'],
    ['mailtos', 'revoke ', 'mailto:'],
    ['open brackets', 'revoke ', '<'],
    ['addresses', 'revoke', ' alice@contoso.com'],
    ['object ids', 'revoke', `,${guid}`],
    ['one endless word', '', 'r'],
    ['a code that never ends', 'status R-', '7'],
    ['help on everything', 'help', ' revoke'],
    ['agains', 'revoke', ' again'],
    ['reasons of a rejection', 'reject R-7F3K2 because', ' because'],
    ['commas of a rejection', 'reject R-7F3K2', ' ,', ' because no'],
    ['a history that never ends', 'history last 7', ' days'],
    ['days without end', 'history last ', '7', ' days'],
    ['invisible characters', 'revoke ', '\u200b'],
  ];

  const named = families.map(([name, lead, unit, end = '']) => ({ name, lead, unit, end }));

  test.each(named)('$name', ({ lead, unit, end }) => {
    const ofLength = (length: number): string => lead + unit.repeat(length / unit.length) + end;
    milliseconds(ofLength(small));
    const [short, long] = [milliseconds(ofLength(small)), milliseconds(ofLength(large))];
    // Eight times the text: linear work takes about 8 times as long, quadratic work 64 times.
    expect(long).toBeLessThan(Math.max(30 * short, noiseMs));
  });
});
