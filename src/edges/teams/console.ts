/* eslint-disable no-console -- this is where the console is taken from the SDKs */
import type { Journal } from '../../core/journal';

const written = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;

/**
 * The SDKs write to the console: botframework-connector 4.23.3 the errors of tokens it does not like, teams-ai 1.7.4 and
 * botbuilder 4.23.3 whole errors with the requests in them. Each becomes a line of the log without its text. Returns what
 * gives the console back.
 */
export function hearConsole(journal: Journal): () => void {
  const before = { ...console };
  for (const what of written) {
    console[what] = (...told: readonly unknown[]) => {
      journal.note('a library wrote to the console', {
        what,
        cause: told.find((one) => one instanceof Error),
      });
    };
  }
  return () => {
    Object.assign(console, before);
  };
}
