import { Module } from '@nestjs/common';
import { CompanyModule } from '../company/index.js';
import { MeasuresModule } from '../measures/index.js';
import { PayrollModule } from '../payroll/index.js';
import { SchemesModule } from '../schemes/index.js';
import { ExplanationService } from './explanation.service.js';
import { ProgressService } from './progress.service.js';
import { StatementsController } from './statements.controller.js';
import { StatementsRepository } from './statements.repository.js';
import { StatementsService } from './statements.service.js';

@Module({
  imports: [CompanyModule, MeasuresModule, SchemesModule, PayrollModule],
  controllers: [StatementsController],
  providers: [StatementsService, StatementsRepository, ExplanationService, ProgressService],
  exports: [StatementsService, ExplanationService],
})
export class StatementsModule {}
