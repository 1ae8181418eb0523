import { Module } from '@nestjs/common';
import { CompanyModule } from '../company/index.js';
import { MeasuresModule } from '../measures/index.js';
import { PeopleModule } from '../people/index.js';
import { PlansModule } from '../plans/index.js';
import { SchemesModule } from '../schemes/index.js';
import { AdjustingService } from './adjusting.service.js';
import { AdjustmentsController } from './adjustments.controller.js';
import { AdjustmentsRepository } from './adjustments.repository.js';
import { AdjustmentsService } from './adjustments.service.js';
import { AssignmentsRepository } from './assignments.js';
import { CalculationService } from './calculation.service.js';
import { FormerPayRepository } from './former-pay.repository.js';
import { FrozenMeasuresRepository } from './frozen-measures.repository.js';
import { InputsService } from './inputs.service.js';
import { KeptRowsRepository } from './kept-rows.repository.js';
import { LinesRepository } from './lines.repository.js';
import { ManifestsRepository } from './manifests.repository.js';
import { ManifestsService } from './manifests.service.js';
import { NextStepsService } from './next-steps.service.js';
import { PayrollController } from './payroll.controller.js';
import { PayrollService } from './payroll.service.js';
import { PeriodsRepository } from './periods.repository.js';
import { PeriodsService } from './periods.service.js';
import { ProofRepository } from './proof.repository.js';
import { ProofService } from './proof.service.js';
import { ReadingsRepository } from './readings.repository.js';
import { ReviewsController } from './reviews.controller.js';
import { ReviewsRepository } from './reviews.repository.js';
import { ReviewsService } from './reviews.service.js';
import { RowSetsService } from './row-sets.service.js';
import { RunJobService } from './run-job.service.js';
import { RunsRepository } from './runs.repository.js';

@Module({
  imports: [CompanyModule, PeopleModule, PlansModule, MeasuresModule, SchemesModule],
  controllers: [PayrollController, ReviewsController, AdjustmentsController],
  providers: [
    PayrollService,
    CalculationService,
    InputsService,
    AdjustingService,
    AdjustmentsRepository,
    AdjustmentsService,
    AssignmentsRepository,
    FormerPayRepository,
    FrozenMeasuresRepository,
    LinesRepository,
    KeptRowsRepository,
    RowSetsService,
    ManifestsRepository,
    ManifestsService,
    NextStepsService,
    PeriodsRepository,
    PeriodsService,
    ProofRepository,
    ProofService,
    ReadingsRepository,
    ReviewsRepository,
    ReviewsService,
    RunJobService,
    RunsRepository,
  ],
  exports: [
    PayrollService,
    CalculationService,
    ManifestsService,
    NextStepsService,
    PeriodsService,
    ProofService,
    ReviewsService,
  ],
})
export class PayrollModule {}
