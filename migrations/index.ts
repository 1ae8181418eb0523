import { Model1764000000000 } from './1764000000000-model.js';
import { BuiltInMeasures1764000000001 } from './1764000000001-built-in-measures.js';
import { Jobs1764000000002 } from './1764000000002-jobs.js';
import { RunsAreJobs1764000000003 } from './1764000000003-runs-are-jobs.js';
import { IdempotencyKeys1764000000005 } from './1764000000005-idempotency-keys.js';
import { ImportRejects1764000000006 } from './1764000000006-import-rejects.js';
import { KeysOfJobs1764000000007 } from './1764000000007-keys-of-jobs.js';
import { Tombstones1764000000008 } from './1764000000008-tombstones.js';
import { Reviews1764000000009 } from './1764000000009-reviews.js';
import { ReferencesOfRuns1764000000010 } from './1764000000010-references-of-runs.js';
import { LintOfVersions1764000000011 } from './1764000000011-lint-of-versions.js';
import { Simulations1764000000012 } from './1764000000012-simulations.js';
import { Payments1764000000014 } from './1764000000014-payments.js';
import { LegacyPay1764000000015 } from './1764000000015-legacy-pay.js';
import { Schedule1764000000016 } from './1764000000016-schedule.js';
import { TimeWorked1764000000017 } from './1764000000017-time-worked.js';
import { GradeDecisions1764000000018 } from './1764000000018-grade-decisions.js';
import { Adjustments1764000000019 } from './1764000000019-adjustments.js';
import { Exports1764000000020 } from './1764000000020-exports.js';
import { IndexOfCounts1764000000022 } from './1764000000022-index-of-counts.js';
import { PartsOfPeriods1764000000023 } from './1764000000023-parts-of-periods.js';
import { Users1764000000024 } from './1764000000024-users.js';
import { AuditEvents1764000000025 } from './1764000000025-audit-events.js';
import { ScopesOfTokens1764000000026 } from './1764000000026-scopes-of-tokens.js';
import { OpenId1764000000027 } from './1764000000027-open-id.js';
import { FormerPay1764000000028 } from './1764000000028-former-pay.js';
import { OwnSessions1764000000029 } from './1764000000029-own-sessions.js';
import { RowsOfSimulations1764000000030 } from './1764000000030-rows-of-simulations.js';
import { RefusedSignIns1764000000031 } from './1764000000031-refused-sign-ins.js';
import { ReferencesOfFormerPay1764000000032 } from './1764000000032-references-of-former-pay.js';
import { JobOwners1764000000033 } from './1764000000033-job-owners.js';

/** All migrations in order; append only. */
export const migrations = [
  Model1764000000000,
  BuiltInMeasures1764000000001,
  Jobs1764000000002,
  RunsAreJobs1764000000003,
  IdempotencyKeys1764000000005,
  ImportRejects1764000000006,
  KeysOfJobs1764000000007,
  Tombstones1764000000008,
  Reviews1764000000009,
  ReferencesOfRuns1764000000010,
  LintOfVersions1764000000011,
  Simulations1764000000012,
  Payments1764000000014,
  LegacyPay1764000000015,
  Schedule1764000000016,
  TimeWorked1764000000017,
  GradeDecisions1764000000018,
  Adjustments1764000000019,
  Exports1764000000020,
  IndexOfCounts1764000000022,
  PartsOfPeriods1764000000023,
  Users1764000000024,
  AuditEvents1764000000025,
  ScopesOfTokens1764000000026,
  OpenId1764000000027,
  FormerPay1764000000028,
  OwnSessions1764000000029,
  RowsOfSimulations1764000000030,
  RefusedSignIns1764000000031,
  ReferencesOfFormerPay1764000000032,
  JobOwners1764000000033,
];
