import fc from 'fast-check';
import { cut, longestReason } from '../../src/core/text';

describe('a text that is cut for the record', () => {
  it('keeps a short one as it is', () => {
    expect(cut('laptop stolen', 1_000)).toBe('laptop stolen');
    expect(cut('🔒'.repeat(500), 1_000)).toBe('🔒'.repeat(500));
  });

  it('never cuts a character in two', () => {
    expect(cut('ab🔒cd', 4)).toBe('ab…');
    expect(cut('ab🔒cd', 5)).toBe('ab🔒…');
  });

  it('is never longer than asked for, nor than 4,096 bytes, and always well formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        const short = cut(text, longestReason);
        expect(short.length).toBeLessThanOrEqual(longestReason);
        expect(Buffer.byteLength(short)).toBeLessThanOrEqual(4_096);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });
});
