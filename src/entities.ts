import { Actor, Device, Session, SignInLimit, Token, User, UserLink } from './features/access/index.js';
import { AuditEvent } from './features/audit/index.js';
import './features/clients/clients.dto.js';
import { Company } from './features/company/company.entity.js';
import { Export, ExportAcknowledgement, ExportFile, ExportRow } from './features/exports/export.entity.js';
import './features/exports/pay-codes.dto.js';
import { GradeDecision } from './features/grades/grade-decision.entity.js';
import './features/intake/facts.dto.js';
import { ImportReject, ImportRejectFile } from './features/intake/import-reject.entity.js';
import { orderCreditEntities } from './features/intake/order-credit.entity.js';
import './features/measures/measures.dto.js';
import { AdjustmentRecord } from './features/payroll/adjustment.entity.js';
import { FormerPay } from './features/payroll/former-pay.entity.js';
import { PayResult, PayrollRun, Period } from './features/payroll/payroll.entity.js';
import { Manifest, PeriodTransition, Review } from './features/payroll/reviews.entity.js';
import './features/people/people.dto.js';
import './features/people/time-worked.dto.js';
import './features/plans/targets.dto.js';
import './features/reports/legacy-pay.dto.js';
import { DuePeriod, Schedule } from './features/schedule/schedule.entity.js';
import './features/schemes/scheme.dto.js';
import './features/schemes/scheme-assignment.dto.js';
import { migrations } from '../migrations/index.js';
import { SchemeVersion } from './features/schemes/scheme-version.entity.js';
import { Simulation, SimulationRow } from './features/simulations/simulation.entity.js';
import { Statement } from './features/statements/statement.entity.js';
import type { Schema } from './platform/database/data-source.js';
import { entitiesOf } from './platform/database/entities-of-nouns.js';
import { IdempotencyKey } from './platform/idempotency/idempotency-key.entity.js';
import { Job } from './platform/jobs/job.entity.js';
import { Intake, MappingProfile } from './platform/records/intake.entity.js';
import { allNouns } from './platform/records/noun.js';

/** Every table of the service: those of the nouns and the rest, with the migrations that make them. */
export const schema: Schema = {
  entities: [
    ...allNouns().flatMap(entitiesOf),
    ...orderCreditEntities,
    Company,
    Intake,
    ImportRejectFile,
    ImportReject,
    IdempotencyKey,
    Job,
    MappingProfile,
    Actor,
    Token,
    User,
    UserLink,
    Session,
    Device,
    SignInLimit,
    AuditEvent,
    SchemeVersion,
    Period,
    PayrollRun,
    PayResult,
    Review,
    PeriodTransition,
    Manifest,
    AdjustmentRecord,
    FormerPay,
    Statement,
    GradeDecision,
    Export,
    ExportRow,
    ExportFile,
    ExportAcknowledgement,
    Simulation,
    SimulationRow,
    Schedule,
    DuePeriod,
  ],
  migrations,
};
