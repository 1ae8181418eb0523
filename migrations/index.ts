import { Model1764000000000 } from './1764000000000-model.js';
import { BuiltInMeasures1764000000001 } from './1764000000001-built-in-measures.js';
import { Jobs1764000000002 } from './1764000000002-jobs.js';

/** All migrations in order; append only. */
export const migrations = [Model1764000000000, BuiltInMeasures1764000000001, Jobs1764000000002];
