/** One request the tenant received, and what became of it. */
export interface LedgerEntry {
  readonly at: Date;
  readonly method: string;
  /** As sent, with the query. */
  readonly path: string;
  readonly clientRequestId: string | null;
  /** True for an item inside a $batch. */
  readonly batched: boolean;
  status: number | 'pending' | 'no-answer' | 'reset' | 'reset-mid-body' | 'half-open';
  /** For a revoke that reached its person: what it did. */
  effect?: RevokeEffect;
}

export interface RevokeEffect {
  readonly personId: string;
  readonly did: 'revoked' | 'revoked-later' | 'nothing';
}

/** One revoke that was asked for, also one that was refused or never answered. */
export interface RevokeEntry {
  /** The object id; when no person was reached, what stood in the path. */
  readonly id: string;
  readonly status: LedgerEntry['status'];
  readonly clientRequestId: string | null;
  readonly at: Date;
}

export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  open(entry: Omit<LedgerEntry, 'status' | 'effect'>): LedgerEntry;
  /** Every POST to revokeSignInSessions, batch items included, oldest first. */
  revokes(): RevokeEntry[];
  clear(): void;
}

export function openLedger(): Ledger {
  const entries: LedgerEntry[] = [];
  return {
    entries,
    open(entry) {
      const opened: LedgerEntry = { ...entry, status: 'pending' };
      entries.push(opened);
      return opened;
    },
    revokes: () => entries.flatMap(asRevoke),
    clear() {
      entries.length = 0;
    },
  };
}

const revokePath = /\/users(?:\/|\(')(.+?)(?:'\))?\/(?:microsoft\.graph\.)?revokeSignInSessions/i;

function asRevoke(entry: LedgerEntry): RevokeEntry[] {
  const named = entry.method === 'POST' ? revokePath.exec(entry.path)?.[1] : undefined;
  if (named === undefined) return [];
  const id = entry.effect?.personId ?? decodeURIComponent(named);
  return [{ id, status: entry.status, clientRequestId: entry.clientRequestId, at: entry.at }];
}
