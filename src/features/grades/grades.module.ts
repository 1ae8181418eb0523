import { Module } from '@nestjs/common';
import { MeasuresModule } from '../measures/index.js';
import { PayrollModule } from '../payroll/index.js';
import { PeopleModule } from '../people/index.js';
import { SchemesModule } from '../schemes/index.js';
import { GradeProposalsController } from './grade-proposals.controller.js';
import { GradeProposalsRepository } from './grade-proposals.repository.js';
import { GradeProposalsService } from './grade-proposals.service.js';
import { OrderCostController } from './order-cost.controller.js';
import { OrderCostService } from './order-cost.service.js';

@Module({
  imports: [PeopleModule, SchemesModule, MeasuresModule, PayrollModule],
  controllers: [GradeProposalsController, OrderCostController],
  providers: [GradeProposalsService, GradeProposalsRepository, OrderCostService],
})
export class GradesModule {}
