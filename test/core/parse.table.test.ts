import { catalogue } from '../../src/core/command/catalogue';
import { parse } from '../../src/core/command/parse';
import type { Line } from './typed/readings';
import { decidingUnderstood } from './typed/deciding';
import { decidingNotUnderstood } from './typed/deciding-not-understood';
import { crowds } from './typed/crowds';
import { lists } from './typed/lists';
import { pasted } from './typed/pasted';
import { powershell } from './typed/powershell';
import { notUnderstood } from './typed/not-understood';
import { understood } from './typed/understood';

/** A name for a test: invisible characters written out, long runs cut. */
function shown(typed: string): string {
  const visible = JSON.stringify(typed).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return visible.length > 90 ? `${visible.slice(0, 90)}…` : visible;
}

const named = (lines: readonly Line[]) =>
  lines.map(([typed, reading, along]) => ({ name: shown(typed), typed, reading, along }));

describe('a command is read exactly as it was typed', () => {
  describe.each(Object.entries({ ...understood, ...decidingUnderstood }))('%s', (_group, lines) => {
    test.each(named(lines))('$name', ({ typed, reading, along }) => {
      expect(parse(typed, along)).toStrictEqual(reading);
    });
  });
});

describe('whom a line names is read in every form, or nobody at all', () => {
  describe.each(Object.entries({ ...lists, ...pasted, ...crowds, ...powershell }))('%s', (_group, lines) => {
    test.each(named(lines))('$name', ({ typed, reading, along }) => {
      expect(parse(typed, along)).toStrictEqual(reading);
    });
  });
});

describe('what is not a command is reported, and names the words in question', () => {
  describe.each(Object.entries({ ...notUnderstood, ...decidingNotUnderstood }))('%s', (_group, lines) => {
    test.each(named(lines))('$name', ({ typed, reading, along }) => {
      expect(parse(typed, along)).toStrictEqual(reading);
    });
  });
});

describe('the catalogue', () => {
  test.each(catalogue)('understands its own example "$example" as $topic', ({ topic, example }) => {
    const reading = parse(example);
    const kind = ['many', 'preview', 'powershell'].includes(topic) ? 'revoke' : topic;
    expect(reading.ok ? reading.command.kind : '').toMatch(new RegExp(`^${kind}(-here)?$`));
  });

  test.each(catalogue)('has help on $topic', ({ topic }) => {
    expect(parse(`help ${topic}`)).toStrictEqual({ ok: true, command: { kind: 'help', topic } });
  });
});

describe('how long words on record may be', () => {
  const said = (typed: string) => {
    const reading = parse(typed);
    return reading.ok && reading.command.kind === 'revoke' ? reading.command : {};
  };

  test('a reason of a thousand characters is kept whole', () => {
    const reason = 'x'.repeat(1_000);
    expect(said(`revoke alice@contoso.com because ${reason}`)).toMatchObject({ reason });
  });

  test('a longer reason is cut to a thousand characters and ends with an ellipsis', () => {
    expect(said(`revoke alice@contoso.com because ${'x'.repeat(5_000)}`)).toMatchObject({
      reason: `${'x'.repeat(999)}…`,
    });
  });

  test('a reason is never cut through the middle of a character', () => {
    const { reason } = said(`revoke alice@contoso.com because x${'😀'.repeat(600)}`) as { reason: string };
    expect(reason.isWellFormed()).toBe(true);
    expect(reason).toHaveLength(1_000);
    expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(4_096);
  });

  test('a ticket is cut to sixty-four characters', () => {
    expect(said(`revoke alice@contoso.com ticket ${'7'.repeat(200)}`)).toMatchObject({
      ticket: `${'7'.repeat(63)}…`,
    });
  });
});
