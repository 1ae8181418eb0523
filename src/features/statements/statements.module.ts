import { Module } from '@nestjs/common';
import { CompanyModule } from '../company/index.js';
import { MeasuresModule } from '../measures/index.js';
import { PayrollModule } from '../payroll/index.js';
import { SchemesModule } from '../schemes/index.js';
import { AnswersController } from './answers.controller.js';
import { BundleController } from './bundle.controller.js';
import { BundleService } from './bundle.service.js';
import { ComparisonService } from './comparison.service.js';
import { ExplanationService } from './explanation.service.js';
import { ProgressService } from './progress.service.js';
import { ResultFactsService } from './result-facts.service.js';
import { StatementsController } from './statements.controller.js';
import { StatementsRepository } from './statements.repository.js';
import { StatementsService } from './statements.service.js';
import { WhatIfService } from './what-if.service.js';

@Module({
  imports: [CompanyModule, MeasuresModule, SchemesModule, PayrollModule],
  controllers: [StatementsController, AnswersController, BundleController],
  providers: [
    StatementsService,
    BundleService,
    StatementsRepository,
    ExplanationService,
    ProgressService,
    ResultFactsService,
    WhatIfService,
    ComparisonService,
  ],
  exports: [StatementsService, ExplanationService, WhatIfService, ResultFactsService],
})
export class StatementsModule {}
