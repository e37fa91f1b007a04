/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // jose ships ES modules only; ts-jest turns them into CommonJS for jest's module loader.
  transform: { '^.+\\.(ts|js)$': ['ts-jest', { isolatedModules: true, tsconfig: 'tsconfig.jest.json' }] },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  testTimeout: 30_000,
};
