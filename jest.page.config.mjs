import { availableParallelism } from 'node:os';
import service from './jest.config.mjs';

/**
 * The tests of the page in a browser: a run of their own, since each file has a browser at work beside the service.
 * @type {import('jest').Config}
 */
export default {
  ...service,
  maxWorkers: availableParallelism(),
  testMatch: ['<rootDir>/test/page/*.e2e-spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
};
