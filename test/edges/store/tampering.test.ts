import { checkRecord, type Checked } from '../../../src/edges/store/check';
import { recordKeys, type RecordKeys } from '../../../src/edges/store/keys';
import type { FoundRow } from '../../../src/edges/store/verify';
import { storeFile, type StoreFile } from '../../contract/file';
import { keyFrom, rowsOf, writeRecord } from './sealed';
import { headOf, seeded, tamperings, type Tampered } from './tampering';

/** Another run: `SEED=… npx jest test/edges/store/tampering.test.ts`. */
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const timesEach = 500;

/** The number of the first bad row, as far as the verifier says. */
function firstBad(checked: Checked): number | undefined {
  switch (checked.kind) {
    case 'good':
      return undefined;
    case 'broken': {
      const { fault, seq } = checked.broken;
      return fault.kind === 'out-of-turn' ? fault.after + 1 : Number(seq);
    }
    case 'not-that-row':
      return checked.kept.seq;
    case 'tail-missing':
      return checked.after + 1;
  }
}

describe('a record that somebody changed', () => {
  const [older, newer] = [keyFrom('first'), keyFrom('second')];
  const keys: RecordKeys = recordKeys([newer, older]);
  let file: StoreFile;
  let rows: readonly FoundRow[];
  beforeAll(async () => {
    file = storeFile();
    await writeRecord(file, [older], [1, 2]);
    await writeRecord(file, [newer, older], [3, 4]);
    rows = rowsOf(file.path);
  });
  afterAll(() => {
    file.remove();
  });

  it('is good before anybody does, by itself and by its head', () => {
    expect(rows).toHaveLength(24);
    const head = headOf(rows);
    expect(checkRecord(rows, keys, [head])).toMatchObject({ kind: 'good', head });
  });

  let found = 0;
  it.each(Object.keys(tamperings))(
    `%s: the first bad row is named, ${timesEach} times (seed ${seed})`,
    (name) => {
      const random = seeded(seed);
      const head = headOf(rows);
      for (let time = 0; time < timesEach; time += 1) {
        const tampered: Tampered = tamperings[name]!(rows, random, keys);
        const kept = tampered.needsHead === true ? [head] : [];
        const first = firstBad(checkRecord(tampered.rows, keys, kept));
        if (first !== tampered.first)
          throw new Error(`time ${time}: row ${tampered.first} is bad, and ${first ?? 'none'} was named`);
        found += 1;
      }
    },
  );

  it('was found every time, more than 10,000 times', () => {
    process.stdout.write(`tampering: ${found} changed records, each found (seed ${seed})\n`);
    expect(found).toBeGreaterThanOrEqual(10_000);
  });
});
