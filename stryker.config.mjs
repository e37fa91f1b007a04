// Property tests run for every mutant: a tenth of their runs, and the first counterexample, are enough.
process.env.PROPERTY_PART ??= '0.1';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['src/core/**/*.ts', 'src/edges/teams/door/**/*.ts'],
  plugins: ['./tools/mutation/runner.mjs'],
  testRunner: 'loaded',
  // Which tests judge what. Not those that go by the clock (on a busy machine they kill mutants for nothing), start
  // the product in processes of its own (where no mutant is), or need twenty thousand requests to notice anything.
  loadedTests: [
    { of: 'src/core/', tests: ['test/core/**/*.test.js'], except: ['test/core/parse.length.test.js'] },
    {
      of: 'src/edges/teams/door/',
      tests: ['test/door/*.test.js'],
      except: ['hostile', 'rotation', 'start', 'strangers'].map((name) => `test/door/${name}.test.js`),
    },
  ],
  // In Stryker's copy of the project; types are not checked, as a mutant may well break them.
  buildCommand: 'tsc -p tsconfig.mutation.json',
  coverageAnalysis: 'perTest',
  concurrency: Number(process.env.MUTATION_PROCESSES ?? 2),
  timeoutMS: 20_000,
  reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  htmlReporter: { fileName: 'reports/mutation/mutation.html' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: 'reports/mutation/tmp',
  ignorePatterns: ['dist', 'docs/images', 'reports', '.ci'],
  thresholds: { high: 95, low: 85, break: 85 },
};
