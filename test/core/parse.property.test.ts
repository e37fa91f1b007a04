import fc from 'fast-check';
import type { Reading, TargetRef } from '../../src/core/command/command';
import { markOf } from '../../src/core/command/mention';
import { parse } from '../../src/core/command/parse';
import { asCode } from '../../src/core/ids';
import { plain } from '../../src/core/command/words';
import { along, anything, typed } from './typed/anything';
import { times } from '../support/property';

const often = times(1_000);

function targetsOf(reading: Reading): readonly TargetRef[] {
  return reading.ok && reading.command.kind === 'revoke' ? reading.command.targets : [];
}

/** As it was typed. */
function spelt(ref: TargetRef): string {
  switch (ref.kind) {
    case 'id':
      return ref.id;
    case 'address':
      return ref.address;
    case 'name':
      return ref.name;
    case 'mention':
      return markOf(along.mentions.findIndex(({ account }) => account === ref.account));
    case 'group':
      return ref.group.by === 'id' ? ref.group.id : ref.group.name;
    case 'file':
      return 'file';
  }
}

const targets = (reading: Reading): readonly string[] => targetsOf(reading).map(spelt);

describe('whatever is typed', () => {
  test('it is read without a fault, and what was not understood is quoted in brief', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const reading = parse(text, along);
        if (!reading.ok) expect(reading.misread.text?.length ?? 0).toBeLessThanOrEqual(101);
      }),
      often,
    );
  });

  test('every target stands there literally', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const literally = plain(text).toLowerCase();
        for (const target of targets(parse(text, along))) expect(literally).toContain(target.toLowerCase());
      }),
      often,
    );
  });

  test('every account is a plain ASCII address or an object id, and every name is between quotation marks', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const target of targetsOf(parse(text, along))) {
          const said = spelt(target);
          if (target.kind === 'id' || target.kind === 'address') {
            expect(said).toMatch(/^[\x21-\x7e]+@[a-z0-9.-]+$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
          }
          const quoted = new RegExp(`["']\\s*${said.replace(/[^\p{L}\p{N}]/gu, '[^]')}\\s*["']`, 'u');
          if (target.kind === 'name') expect(plain(text)).toMatch(quoted);
          if (target.kind === 'group' && target.group.by === 'name') expect(plain(text)).toMatch(quoted);
        }
      }),
      often,
    );
  });

  test('a text without an @, an object id, a mark or a quotation mark names nobody', () => {
    const nameless = fc.oneof(typed, fc.string({ unit: 'binary', maxLength: 80 })).map((text) =>
      plain(text)
        .replace(/["'\ue000]|@(?!\()/g, ' ')
        .replaceAll(/[0-9a-f]{8}-/gi, ' '),
    );
    const start = fc.constantFrom('revoke sessions for ', 'revoke ', 'sign out ', 'kick ', '');
    fc.assert(
      fc.property(start, nameless, (begun, rest) => {
        expect(targets(parse(begun + rest, along))).toEqual([]);
      }),
      often,
    );
  });

  test('nobody is meant by what a mention says', () => {
    const mentions = [{ account: '29:mallory', text: 'alice@contoso.com' }];
    fc.assert(
      fc.property(fc.constantFrom('revoke ', 'Revoke-MgUserSignInSession -UserId ', 'preview '), (begun) => {
        expect(targetsOf(parse(`${begun}${markOf(0)}`, { mentions }))).toEqual([
          { kind: 'mention', account: '29:mallory', text: 'alice@contoso.com' },
        ]);
      }),
      times(10),
    );
  });

  test('who says what-if anywhere behind a command has nothing done', () => {
    const rest = fc.array(
      fc.constantFrom('bob@contoso.com', 'because', 'stolen', 'ticket', 'INC1', 'again', ','),
    );
    fc.assert(
      fc.property(rest, rest, fc.constantFrom('--what-if', '-WhatIf', '\u2013whatif'), (one, two, flag) => {
        const reading = parse(['revoke alice@contoso.com', ...one, flag, ...two].join(' '));
        if (reading.ok) expect(reading.command).toMatchObject({ kind: 'revoke', preview: true });
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
        expect(targets(parse(text))).toEqual([...new Set(named.map(([name]) => name))]);
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
