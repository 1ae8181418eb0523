import { tmpdir } from 'node:os';
import { join } from 'node:path';

// few made-up cases a property: every one of them is tried again at every mutant
process.env.PREMIA_PROPERTY_RUNS ??= '10';

/**
 * Changes what pay is computed by in small ways, one at a time: a test has to fail at each. Without a database, and
 * with the tests that settle amounts only, as every mutant costs loading all of them. Other files of the calculation:
 * `npm run test:mutation -- --mutate src/calc/period.ts`.
 */
export default {
  mutate: [
    'src/calc/{rounding,decimal,tables,split,checks,statement,inputs,kept,row-order,origin-links}.ts',
    'src/calc/{evaluate,run,set-run,result-rows,row-functions,part-rules,adjustments}.ts',
  ],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  jest: {
    enableFindRelatedTests: false,
    config: {
      globalSetup: null,
      globalTeardown: null,
      maxWorkers: 1,
      roots: ['<rootDir>/src', '<rootDir>/test'],
      testMatch: [
        '<rootDir>/src/calc/**/*.spec.ts',
        '<rootDir>/test/calc/{adjustments,golden,naive-properties,parts-of-periods,rows,semantics,statement}.spec.ts',
      ],
      testEnvironment: '@stryker-mutator/jest-runner/jest-env/node',
    },
  },
  coverageAnalysis: 'perTest',
  // a constant is made once, when its file is loaded: a mutant there would run every test
  ignoreStatic: true,
  concurrency: 2,
  // a busy machine is not taken for a change that never ends
  timeoutMS: 30_000,
  ignorePatterns: ['/dist', '/.premia', '/coverage', '/bench'],
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false },
  // what a run found is kept: the next one tries only what changed, and what survived where tests changed
  incremental: true,
  incrementalFile: '.stryker/incremental.json',
  // not inside the project, where other tools would find its files twice
  tempDirName: join(tmpdir(), 'premia-mutation'),
  htmlReporter: { fileName: '.stryker/mutation.html' },
  jsonReporter: { fileName: '.stryker/mutation.json' },
  thresholds: { high: 95, low: 85, break: 85 },
};
