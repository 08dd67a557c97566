/**
 * Mutation testing, `npm run mutation`: the parts that decide what is a success, what is shown and what is signed are
 * broken in every way that Stryker knows, and the unit tests have to notice. Not part of `npm test`: it takes forty minutes.
 */
import jestConfig from './jest.config.js';

/** The tests of these parts. The others would notice too, but only slow each mutant down. */
const TESTS = [
  'base/{secrets,symbols,form-index}',
  'engine/*',
  'services/!(large-answers)',
  'report/text/{sanitize,bounded}',
  'auth/{sdk-hmac,access-key}',
];

export default {
  mutate: [
    'src/base/{secrets,symbols,form-index}.ts',
    'src/engine/*.ts',
    'src/services/*.ts',
    // Rows, whose facts are held against the providers' models.
    '!src/services/table.ts',
    'src/report/text/sanitize.ts',
    'src/auth/sdk-hmac.ts',
  ],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'],
  jest: {
    projectType: 'custom',
    // The end-to-end tests run the bundle, which is not what is mutated.
    config: {
      ...jestConfig,
      testMatch: TESTS.map((each) => `<rootDir>/__tests__/unit/${each}.test.ts`),
      coverageThreshold: {},
    },
  },
  // Where nothing looks for sources or tests.
  tempDirName: 'coverage/mutation-tmp',
  coverageAnalysis: 'perTest',
  // What runs once while a module is loaded would need every test for each mutant: four fifths of the time.
  ignoreStatic: true,
  concurrency: 2,
  reporters: ['clear-text', 'html', 'progress-append-only'],
  htmlReporter: { fileName: 'coverage/mutation.html' },
  clearTextReporter: { logTests: false, allowEmojis: false },
  thresholds: { high: 95, low: 90, break: 85 },
};
