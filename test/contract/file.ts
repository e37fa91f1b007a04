import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/edges/store/sqlite';
import { openStore } from '../support/store';

/** A place for one SQLite file in a directory of its own, and every store opened on it. */
export interface StoreFile {
  readonly path: string;
  readonly directory: string;
  open(): Store;
  /** As when every process on it has ended. */
  close(): void;
  remove(): void;
}

export function storeFile(): StoreFile {
  const directory = mkdtempSync(join(tmpdir(), 'evict-record-'));
  const path = join(directory, 'evict.sqlite');
  const opened: Store[] = [];
  const close = (): void => {
    for (const store of opened.splice(0)) store.close();
  };
  return {
    path,
    directory,
    open: () => {
      const store = openStore(path);
      opened.push(store);
      return store;
    },
    close,
    remove: () => {
      close();
      rmSync(directory, { recursive: true });
    },
  };
}
