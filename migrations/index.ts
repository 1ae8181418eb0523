import { Model1764000000000 } from './1764000000000-model.js';
import { BuiltInMeasures1764000000001 } from './1764000000001-built-in-measures.js';
import { Jobs1764000000002 } from './1764000000002-jobs.js';
import { RunsAreJobs1764000000003 } from './1764000000003-runs-are-jobs.js';
import { IdempotencyKeys1764000000005 } from './1764000000005-idempotency-keys.js';
import { ImportRejects1764000000006 } from './1764000000006-import-rejects.js';

/** All migrations in order; append only. */
export const migrations = [
  Model1764000000000,
  BuiltInMeasures1764000000001,
  Jobs1764000000002,
  RunsAreJobs1764000000003,
  IdempotencyKeys1764000000005,
  ImportRejects1764000000006,
];
