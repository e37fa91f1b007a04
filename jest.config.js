/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.jest.json' }],
    // jose 6 is published as ES modules only; Node loads them from CommonJS, jest 30 needs them compiled.
    '/node_modules/jose/.+\\.js$': ['ts-jest', { tsconfig: 'tsconfig.jest.json', diagnostics: false }],
  },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  // The parts of teams-ai that Evict leaves out; see src/edges/teams/sdk.ts.
  moduleNameMapper: {
    '^\\./(AI|authentication/Authentication|authentication/BotAuthenticationBase)$':
      '<rootDir>/test/support/unused-sdk.cjs',
  },
  // What Evict wrote in processes of its own is searched for secrets when everything is over.
  globalSetup: '<rootDir>/test/support/fresh-logs.cjs',
  globalTeardown: '<rootDir>/test/support/leaks.cjs',
  // Two at a time also on two cores, where jest would run one: most of a test's time is waiting.
  maxWorkers: 2,
  testTimeout: 60_000,
};
