/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.jest.json' }] },
  // Two at a time also on two cores, where jest would run one: most of a test's time is waiting.
  maxWorkers: 2,
  testTimeout: 60_000,
};
