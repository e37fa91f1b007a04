import type { OpenJournal } from './edges/log/journal';
import type { Running } from './evict';

/** Whatever is still under way by then is on record, and the next start goes on from there. */
const lastMomentMs = 9_500;

/**
 * One Evict as one process: a signal ends it in order with code 0 within 10 seconds, a defect at once with code 1. Either
 * way the record says how far everything got.
 */
export async function runAsProcess(journal: OpenJournal, start: () => Promise<Running>): Promise<Running> {
  const end = (code: 0 | 1): void => {
    journal.flush();
    process.exit(code);
  };
  // A promise that is rejected and that nobody awaits ends here too.
  process.on('uncaughtException', (cause) => {
    journal.note('crashed', { cause });
    end(1);
  });
  // Node would write them to standard error itself, past the log.
  process.removeAllListeners('warning');
  process.on('warning', ({ name }) => {
    journal.note('Node warned', { what: name });
  });
  const giveBack = hearStandardError(journal);
  const starting = start();
  let isStopping = false;
  const stop = (signal: string): void => {
    // Asked twice, it is no faster: what it waits for is the record of what was sent.
    if (isStopping) return;
    isStopping = true;
    journal.note('stopping', { signal });
    setTimeout(() => {
      journal.note('left before everything was done', {});
      end(0);
    }, lastMomentMs);
    // A start that fails says so itself.
    const running = starting.catch(() => undefined);
    void running
      .then((evict) => evict?.stop())
      .then(() => {
        journal.note('stopped', {});
        end(0);
      });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  try {
    return await starting;
  } catch (cause) {
    giveBack();
    throw cause;
  }
}

/**
 * Asked to by AZURE_LOG_LEVEL or DEBUG, libraries write there what they send and receive: @azure/core-rest-pipeline the
 * managed identity's secret header (seen with @azure/identity 4.14.1). Returns what gives it back.
 */
function hearStandardError(journal: OpenJournal): () => void {
  const { stderr } = process;
  const write = stderr.write.bind(stderr);
  stderr.write = () => {
    journal.note('a library wrote to the console', { what: 'stderr', cause: undefined });
    return true;
  };
  return () => {
    stderr.write = write;
  };
}
