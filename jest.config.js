/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // One worker a core: with more of them, each takes so much longer that deadlines are missed.
  maxWorkers: '100%',
  // Of a file's concurrent tests, which mostly wait for a gate in a process of its own.
  maxConcurrency: 12,
  testSequencer: './scripts/test-order.js',
  // Generous: a machine that is busy with something else is no reason to fail.
  testTimeout: 60_000,
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  // Windows has no signals: whatever is sent ends the process at once, so that it cannot be seen to end in good order.
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(process.platform === 'win32' ? ['(?:cancellation|internal-errors)\\.test\\.ts$'] : []),
  ],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  // Entries and hosts are held by the end-to-end tests, which run the bundles in processes of their own.
  collectCoverageFrom: ['src/**/*.ts', '!src/index.ts', '!src/hosts/{github,cli}/*.ts', '!src/process/**'],
  coverageReporters: ['text', 'lcov'],
  coverageThreshold: { global: { lines: 95, branches: 90 } },
};
