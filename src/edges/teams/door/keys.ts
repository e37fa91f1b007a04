import type { KeyObject } from 'node:crypto';
import type { Journal } from '../../../core/journal';

/** One key of the channel, and the channels it may sign for. */
export interface SigningKey {
  readonly key: KeyObject;
  readonly endorsements: readonly string[];
}

export type PublishedKeys = ReadonlyMap<string, SigningKey>;

export interface SigningKeys {
  /** The key of this id. Asks the channel again for one that is not known, but not more often than once a minute. */
  find(kid: string): Promise<SigningKey | 'unknown' | 'not-ready'>;
  /** Whether tokens can be checked now. */
  isReady(): boolean;
  /** To be called every few seconds: fetches at the start, after failures, and before the keys grow old. */
  tend(): Promise<void>;
}

interface Means {
  /** Fetches what is published now; throws when it cannot be had. */
  readonly load: () => Promise<PublishedKeys>;
  /** Milliseconds on a clock that never steps back. */
  readonly now: () => number;
  readonly journal: Journal;
}

const minute = 60_000;
const hour = 60 * minute;

export const keyTimes = {
  /** Older keys are not used, whatever happens: a key that was withdrawn must not live on. */
  keepMs: 24 * hour,
  /** Fetched again in the background, long before that. */
  renewMs: 6 * hour,
  /** Between two fetches, whoever asks and however often. */
  pauseMs: minute,
  /** The same while there are no keys at all; traffic makes no difference to it. */
  coldPauseMs: 5_000,
} as const;

/**
 * The channel's signing keys, kept for a day at most. One fetch at a time; a fetch that fails changes nothing, and without
 * keys nobody is let in.
 */
export function signingKeys({ load, now, journal }: Means): SigningKeys {
  let keys: PublishedKeys = new Map();
  let loadedAt = -Infinity;
  let triedAt = -Infinity;
  let loading: Promise<void> | undefined;

  const isReady = (): boolean => now() - loadedAt < keyTimes.keepMs;
  const fetchAgain = async (): Promise<void> => {
    const startedAt = now();
    triedAt = startedAt;
    try {
      keys = await load();
      loadedAt = startedAt;
    } catch (cause) {
      journal.note('the signing keys of Teams could not be fetched', { ready: isReady(), cause });
    }
  };
  const refresh = (): Promise<void> => {
    loading ??= fetchAgain().finally(() => {
      loading = undefined;
    });
    return loading;
  };
  return {
    isReady,
    find: async (kid) => {
      if (!isReady()) await loading;
      if (!isReady()) return 'not-ready';
      const known = keys.get(kid);
      if (known !== undefined) return known;
      if (loading !== undefined || now() - triedAt >= keyTimes.pauseMs) await refresh();
      return keys.get(kid) ?? 'unknown';
    },
    tend: async () => {
      const [old, pause] = isReady() ? [keyTimes.renewMs, keyTimes.pauseMs] : [0, keyTimes.coldPauseMs];
      if (now() - loadedAt >= old && now() - triedAt >= pause) await refresh();
    },
  };
}
