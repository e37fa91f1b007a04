import { checkRecord } from '../../../src/edges/store/check';
import { recordKeys } from '../../../src/edges/store/keys';
import { sqliteStore, type Store } from '../../../src/edges/store/sqlite';
import { playgroundKeys } from '../../../src/playground/wiring';
import { asked, attempted, confirmed, pressRefused, requestId, verified } from '../../contract/events';
import { storeFile, type StoreFile } from '../../contract/file';
import { rowsOf } from './sealed';

interface Line {
  readonly message: string;
  readonly seq?: number;
  readonly hash?: string;
}

describe('the head of the record, in the log', () => {
  let file: StoreFile;
  let lines: Line[];
  let store: Store;
  const id = requestId(1);
  const open = (): Store =>
    sqliteStore(file.path, {
      keys: playgroundKeys,
      journal: {
        note: (message, fields) => {
          lines.push({ message, ...fields });
        },
      },
    });
  const heads = (): (number | undefined)[] =>
    lines.filter(({ message }) => message === 'record head').map(({ seq }) => seq);

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['performance', 'nextTick', 'setImmediate'] });
    file = storeFile();
    lines = [];
    store = open();
  });
  afterEach(() => {
    jest.useRealTimers();
    file.remove();
  });

  it('is written before an attempt is sent and when its outcome is known, and belongs to the record', async () => {
    await store.append(id, 0, [asked()]);
    await store.append(id, 1, [confirmed]);
    expect(heads()).toEqual([]);
    await store.append(id, 2, [attempted]);
    await store.append(id, 3, [pressRefused]);
    await store.append(id, 4, [verified]);
    expect(heads()).toEqual([3, 5]);
    const kept = lines.flatMap(({ seq, hash }) => (seq && hash ? [{ seq, hash }] : []));
    expect(checkRecord(rowsOf(file.path), recordKeys(playgroundKeys), kept)).toMatchObject({ kind: 'good' });
    store.close();
    expect(heads()).toEqual([3, 5]);
  });

  it('is written within a minute while the record grows, once however much it grew, and not while it does not', async () => {
    await store.append(id, 0, [asked()]);
    jest.advanceTimersByTime(30_000);
    await store.append(id, 1, [pressRefused]);
    expect(heads()).toEqual([]);
    jest.advanceTimersByTime(30_000);
    expect(heads()).toEqual([2]);
    jest.advanceTimersByTime(600_000);
    expect(heads()).toEqual([2]);
    store.close();
  });

  it('is written at the end and found again at the start, so that what happens between two starts shows', async () => {
    expect(lines).toMatchObject([{ message: 'a new record begins' }]);
    await store.append(id, 0, [asked()]);
    store.close();
    const last = lines.at(-1);
    expect(last).toMatchObject({ message: 'record head', seq: 1 });
    store = open();
    expect(lines.at(-1)).toEqual(last);
    store.close();
  });
});
