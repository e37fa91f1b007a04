import { spelt } from '../../src/flow/targets/one';
import fc from 'fast-check';
import type { Reading } from '../../src/core/command/command';
import { parse } from '../../src/core/command/parse';
import { asCode } from '../../src/core/ids';
import { plain } from '../../src/core/command/words';
import { guid } from './typed/readings';
import { times } from '../support/property';

const often = times(1_000);

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
  return reading.command.targets.map(spelt);
}

describe('whatever is typed', () => {
  test('it is read without a fault, and what was not understood is quoted in brief', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const reading = parse(text);
        if (!reading.ok) expect(reading.misread.text?.length ?? 0).toBeLessThanOrEqual(101);
      }),
      often,
    );
  });

  test('every target stands there literally', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const literally = plain(text).toLowerCase();
        for (const target of targets(parse(text))) expect(literally).toContain(target.toLowerCase());
      }),
      often,
    );
  });

  test('every target is a plain ASCII address or an object id', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const target of targets(parse(text))) {
          expect(target).toMatch(/^[\x21-\x7e]+@[a-z0-9.-]+$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
        }
      }),
      often,
    );
  });

  test('a text with neither an @ nor an object id names nobody', () => {
    const nameless = fc.string({ unit: 'binary', maxLength: 80 }).map((text) => text.replaceAll('@', ' at '));
    const lead = fc.constantFrom('revoke sessions for ', 'revoke ', 'sign out ', 'kick ', '');
    fc.assert(
      fc.property(lead, nameless, (start, rest) => {
        expect(targets(parse(start + rest))).toEqual([]);
      }),
      often,
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
      times(200),
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
      times(200),
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
      often,
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
      often,
    );
  });
});
