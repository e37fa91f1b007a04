import type { Journal } from '../../core/journal';

/** A part that must work before Evict can do its job. */
export interface Part {
  readonly name: string;
  /** Throws, or never ends, when it does not work. */
  readonly check: () => Promise<void>;
  /** For how long an answer is repeated without looking again: whoever asks often must not cause a call each time. */
  readonly keptMs: number;
}

export interface Readiness {
  /** Every part by name, and whether it works; within two seconds, whatever happens. */
  parts(): Promise<Readonly<Record<string, boolean>>>;
  /** Whether all of them do. */
  isReady(): Promise<boolean>;
}

/** A part that does not answer by then does not work, as far as anybody can tell. */
const patienceMs = 1_500;

/** Looks at the parts when asked, at each of them once at a time, and logs when one stops or begins to work. */
export function readinessOf(parts: readonly Part[], journal: Journal): Readiness {
  const watched = parts.map((part) => ({ name: part.name, works: watch(part, journal) }));
  const look = async (): Promise<Readonly<Record<string, boolean>>> => {
    const found = watched.map(async ({ name, works }) => [name, await works()] as const);
    return Object.fromEntries(await Promise.all(found));
  };
  return {
    parts: look,
    isReady: async () => Object.values(await look()).every(Boolean),
  };
}

function watch({ name, check, keptMs }: Part, journal: Journal): () => Promise<boolean> {
  let known: { readonly works: boolean; readonly at: number } | undefined;
  let under: Promise<boolean> | undefined;
  const learn = (works: boolean, cause?: unknown): boolean => {
    if (works && known?.works === false) journal.note('a part works again', { part: name });
    if (!works && known?.works !== false) journal.note('a part does not work', { part: name, cause });
    known = { works, at: performance.now() };
    return works;
  };
  const look = (): Promise<boolean> => {
    under ??= check()
      .then(
        () => learn(true),
        (cause: unknown) => learn(false, cause),
      )
      .finally(() => {
        under = undefined;
      });
    return under;
  };
  return async () => {
    if (known !== undefined && performance.now() - known.at < keptMs) return known.works;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => {
        resolve(learn(false, new Error('no answer in time')));
      }, patienceMs);
    });
    try {
      return await Promise.race([look(), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
