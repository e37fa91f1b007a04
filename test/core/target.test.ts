import { asTarget } from '../../src/core/command/target';
import { guid } from './typed/readings';

const alice = 'alice@contoso.com';

describe('a word that names somebody', () => {
  test.each([alice, `<${alice}>`, `"${alice}"`, `'${alice}'`, `mailto:${alice}`, `MAILTO:${alice}`])(
    '%s is Alice\u2019s address',
    (word) => {
      expect(asTarget(word)).toEqual({ kind: 'address', address: alice });
    },
  );

  test.each([guid, guid.toUpperCase(), `<${guid}>`])('%s is an object id', (word) => {
    expect(asTarget(word)).toEqual({ kind: 'id', id: guid });
  });
});

describe('a word that is only nearly an address names nobody', () => {
  test.each([
    `<${alice}`,
    `${alice}>`,
    `"${alice}`,
    `'${alice}'s`,
    `Alice<${alice}>`,
    `<${alice}>x`,
    `x"${alice}"`,
    `"${alice}"x`,
    `x'${alice}'`,
    `xmailto:${alice}`,
    `mailto:mailto:${alice}`,
    `<<${alice}>>`,
    `.${alice}`,
    `x${guid}`,
  ])('%s', (word) => {
    expect(asTarget(word)).toBeUndefined();
  });

  test('one that is longer than any address', () => {
    const long = (length: number): string => {
      const labels = `${'a'.repeat(60)}.`.repeat(6);
      return `alice@${labels}${'b'.repeat(length - 6 - labels.length)}`;
    };
    expect(asTarget(long(400))).toEqual({ kind: 'address', address: long(400) });
    expect(asTarget(long(401))).toBeUndefined();
  });
});
