import { CouldNotCheck } from '../../../core/fault';
import type { Files } from '../../../core/ports';
import type { FilePlaces } from './address';
import { tableIn } from './table';
import { fetchFile, putFile, transferLimits, type Fetched, type TransferLimits } from './transfer';

/** Files as Teams hands them over in a personal chat: they lie in somebody's OneDrive, behind an address that lets one in. */
export function teamsFiles(places: FilePlaces, limits: TransferLimits = transferLimits): Files {
  return {
    read: async ({ at }, mostRows) => {
      let fetched: Fetched;
      try {
        fetched = await fetchFile(at, places, limits);
      } catch (cause) {
        throw new CouldNotCheck('the file you sent', { cause });
      }
      return fetched.ok ? tableIn(fetched.bytes, mostRows) : fetched;
    },
    write: (to, text) => putFile(to, new TextEncoder().encode(text), places, limits),
  };
}
