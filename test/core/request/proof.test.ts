import fc from 'fast-check';
import { evidence, proves } from '../../../src/core/request/proof';
import type { Attempt } from '../../../src/core/request/run';
import { iso } from './story';
import { times } from '../../support/property';

/** Read before the first attempt: revoked last at second 0, and Graph's clock showed second 100. */
const first: Attempt = { at: iso(3), clientRequestId: 'c', before: iso(0), graphDate: iso(100) };
const neverBefore: Attempt = { ...first, before: null };
/** Somebody else revoked a moment before: what was read is newer than Graph's clock minus the lag. */
const justBefore: Attempt = { ...first, before: iso(98) };

describe("whether Entra's timestamp proves the revoke", () => {
  test.each<[what: string, attempt: Attempt, validFrom: string | null, proof: boolean]>([
    ['it moved to a time after the reading', first, iso(101), true],
    ['it moved to the very time of the reading', first, iso(100), true],
    ["it moved to five seconds before: a replica's clock may lag so much", first, iso(95), true],
    ['it moved to a moment more than five seconds before', first, iso(94.999), false],
    ['it has not moved', first, iso(0), false],
    ['it moved back', first, iso(-50), false],
    ['it vanished', first, null, false],
    ['there was none before, and there is one now', neverBefore, iso(101), true],
    ['there was none before, and the one now lags by five seconds', neverBefore, iso(95), true],
    ['there was none before, and the one now is older than the lag', neverBefore, iso(94.999), false],
    ['there was none before, and there is none now', neverBefore, null, false],
    ['somebody else revoked just before, and nothing came since', justBefore, iso(98), false],
    ['somebody else revoked just before, and it moved on', justBefore, iso(98.001), true],
    ['it says the same moment in another spelling', justBefore, '2026-05-01T14:01:38.0000000+02:00', false],
    ['it cannot be read', first, 'yesterday', false],
    ['it is empty', first, '', false],
  ])('%s', (_what, attempt, validFrom, proof) => {
    expect(proves(attempt, { validFrom, graphDate: iso(110) })).toBe(proof);
  });

  test('a timestamp that flaps between replicas proves nothing while it shows the old time', () => {
    const shown = [iso(0), iso(102), iso(0), iso(102)].map((validFrom) =>
      proves(first, { validFrom, graphDate: iso(110) }),
    );
    expect(shown).toEqual([false, true, false, true]);
  });

  test("only Entra's own times count: when Evict tried, and when it was read, change nothing", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -200, max: 300 }),
        fc.nat(100_000),
        fc.nat(100_000),
        (moved, tried, read) => {
          const validFrom = iso(moved);
          expect(proves({ ...first, at: iso(tried) }, { validFrom, graphDate: iso(read) })).toBe(moved >= 95);
        },
      ),
      times(300),
    );
  });

  test('the evidence is what was read before and after, and when by Graph', () => {
    expect(evidence(first, { validFrom: iso(102), graphDate: iso(110) })).toStrictEqual({
      before: iso(0),
      after: iso(102),
      readAt: iso(110),
    });
    expect(evidence(neverBefore, { validFrom: null, graphDate: iso(110) })).toStrictEqual({
      before: null,
      after: null,
      readAt: iso(110),
    });
  });
});
