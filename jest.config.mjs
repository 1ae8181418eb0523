import { availableParallelism } from 'node:os';

const swc = (type, syntax) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2023',
      keepClassNames: true,
      parser: syntax === 'ts' ? { syntax: 'typescript', decorators: true } : { syntax: 'ecmascript' },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
    module: { type },
  },
];

/** @type {import('jest').Config} */
export default {
  // one more than there are cores: tests of killed and stopped processes wait more than they work
  maxWorkers: availableParallelism() + 1,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{src,test}/**/*.{spec,e2e-spec}.ts'],
  // those of the page in a browser have a configuration of their own
  testPathIgnorePatterns: ['/node_modules/', '/test/page/.*[.]e2e-spec[.]ts$'],
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['<rootDir>/test/support/keep-log.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testTimeout: 30_000,
  // ESM-only packages that CommonJS packages load by require(esm): Jest on Node < 24.9 cannot, so give it CommonJS
  transform: {
    '^.+\\.ts$': swc('es6', 'ts'),
    '/node_modules/(?:.+/)?(content-disposition|cookie)/.+\\.js$': swc('commonjs', 'js'),
  },
  transformIgnorePatterns: ['/node_modules/(?!(?:.+/)?(content-disposition|cookie)/)'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};
