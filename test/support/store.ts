import { playgroundKeys } from '../../src/playground/wiring';
import { sqliteStore, type Store } from '../../src/edges/store/sqlite';

/** The record in this file, with the key that every record of the tests is sealed with, and no log. */
export function openStore(path: string): Store {
  return sqliteStore(path, { keys: playgroundKeys, journal: { note: () => undefined } });
}
