import { Module } from '@nestjs/common';
import { CompanyModule } from '../company/index.js';
import { MeasuresModule } from '../measures/index.js';
import { PeopleModule } from '../people/index.js';
import { PlansModule } from '../plans/index.js';
import { SchemesModule } from '../schemes/index.js';
import { AssignmentsRepository } from './assignments.js';
import { CalculationService } from './calculation.service.js';
import { InputsService } from './inputs.service.js';
import { LinesRepository } from './lines.repository.js';
import { PayrollController } from './payroll.controller.js';
import { PayrollService } from './payroll.service.js';
import { ReadingsRepository } from './readings.repository.js';
import { RunJobService } from './run-job.service.js';
import { RunsRepository } from './runs.repository.js';
import { ScheduleService } from './schedule.service.js';

@Module({
  imports: [CompanyModule, PeopleModule, PlansModule, MeasuresModule, SchemesModule],
  controllers: [PayrollController],
  providers: [
    PayrollService,
    CalculationService,
    InputsService,
    AssignmentsRepository,
    LinesRepository,
    ReadingsRepository,
    RunJobService,
    RunsRepository,
    ScheduleService,
  ],
  exports: [PayrollService, CalculationService, ScheduleService],
})
export class PayrollModule {}
