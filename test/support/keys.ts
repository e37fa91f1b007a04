import type { SigningKeys } from '../../src/edges/teams/door/keys';

/** For who only sends: nobody is let in. */
export const noKeys: SigningKeys = {
  find: async () => 'not-ready',
  isReady: () => false,
  tend: async () => undefined,
};
