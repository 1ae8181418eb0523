import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AccessModule } from './features/access/index.js';
import { AuditModule } from './features/audit/index.js';
import { ClientsModule } from './features/clients/index.js';
import { CompanyModule } from './features/company/index.js';
import { ExportsModule } from './features/exports/index.js';
import { GradesModule } from './features/grades/index.js';
import { IntakeModule } from './features/intake/index.js';
import { MeasuresModule } from './features/measures/index.js';
import { PayrollModule } from './features/payroll/index.js';
import { PeopleModule } from './features/people/index.js';
import { PlansModule } from './features/plans/index.js';
import { ReportsModule } from './features/reports/index.js';
import { PayScheduleModule } from './features/schedule/index.js';
import { SchemesModule } from './features/schemes/index.js';
import { SimulationsModule } from './features/simulations/index.js';
import { StatementsModule } from './features/statements/index.js';
import { LEASE_SECONDS } from './platform/config.js';
import { HealthController } from './platform/health.controller.js';
import { IdempotencyModule } from './platform/idempotency/idempotency.module.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { MetricsController } from './platform/metrics.controller.js';
import { RecordsModule } from './platform/records/records.module.js';
import { Threads, ThreadsModule } from './platform/threads/index.js';
import { EvaluationController } from './scenarios/evaluation.controller.js';

export interface ServiceSettings {
  leaseSeconds?: number;
  /** None where all is computed in the service's own thread. */
  threads?: Threads;
}

@Module({})
export class AppModule {
  /** The whole service on an open, migrated database. */
  static on(
    source: DataSource,
    { leaseSeconds = LEASE_SECONDS, threads = new Threads(0) }: ServiceSettings = {},
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => source.options,
          dataSourceFactory: async () => source,
        }),
        ScheduleModule.forRoot(),
        IdempotencyModule,
        JobsModule.leasedFor(leaseSeconds),
        ThreadsModule.of(threads),
        RecordsModule,
        AccessModule,
        AuditModule,
        CompanyModule,
        PeopleModule,
        ClientsModule,
        SchemesModule,
        IntakeModule,
        PlansModule,
        MeasuresModule,
        PayrollModule,
        PayScheduleModule,
        StatementsModule,
        GradesModule,
        ReportsModule,
        ExportsModule,
        SimulationsModule,
      ],
      controllers: [HealthController, MetricsController, EvaluationController],
    };
  }
}
