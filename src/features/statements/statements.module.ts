import { Module } from '@nestjs/common';
import { CompanyModule } from '../company/index.js';
import { MeasuresModule } from '../measures/index.js';
import { PayrollModule } from '../payroll/index.js';
import { PeopleModule } from '../people/index.js';
import { SchemesModule } from '../schemes/index.js';
import { AnswersController } from './answers.controller.js';
import { BundleController } from './bundle.controller.js';
import { BundleService } from './bundle.service.js';
import { ChangesController } from './changes.controller.js';
import { ChangesRepository } from './changes.repository.js';
import { ChangesService } from './changes.service.js';
import { ComparisonService } from './comparison.service.js';
import { CostsService } from './costs.service.js';
import { DiscrepanciesController } from './discrepancies.controller.js';
import { DiscrepanciesRepository } from './discrepancies.repository.js';
import { DiscrepanciesService } from './discrepancies.service.js';
import { DiscrepancyCausesService } from './discrepancy-causes.service.js';
import { ExplanationService } from './explanation.service.js';
import { ManagerClientsController } from './manager-clients.controller.js';
import { ManagerClientsService } from './manager-clients.service.js';
import { PayrollTableController } from './payroll-table.controller.js';
import { PayrollTableRepository } from './payroll-table.repository.js';
import { PayrollTableService } from './payroll-table.service.js';
import { ProgressService } from './progress.service.js';
import { ResultFactsService } from './result-facts.service.js';
import { StatementsController } from './statements.controller.js';
import { StatementsRepository } from './statements.repository.js';
import { StatementsService } from './statements.service.js';
import { TeamMonthService } from './team-month.service.js';
import { TeamOverviewController } from './team-overview.controller.js';
import { TeamOverviewRepository } from './team-overview.repository.js';
import { TeamOverviewService } from './team-overview.service.js';
import { WarningsController } from './warnings.controller.js';
import { WarningsRepository } from './warnings.repository.js';
import { WarningsService } from './warnings.service.js';
import { WhatIfService } from './what-if.service.js';

@Module({
  imports: [CompanyModule, PeopleModule, MeasuresModule, SchemesModule, PayrollModule],
  controllers: [
    StatementsController,
    AnswersController,
    BundleController,
    WarningsController,
    DiscrepanciesController,
    PayrollTableController,
    ChangesController,
    ManagerClientsController,
    TeamOverviewController,
  ],
  providers: [
    StatementsService,
    BundleService,
    StatementsRepository,
    ExplanationService,
    CostsService,
    ProgressService,
    ResultFactsService,
    WhatIfService,
    ComparisonService,
    DiscrepanciesRepository,
    DiscrepanciesService,
    DiscrepancyCausesService,
    ChangesRepository,
    ChangesService,
    ManagerClientsService,
    TeamMonthService,
    TeamOverviewRepository,
    TeamOverviewService,
    PayrollTableRepository,
    PayrollTableService,
    WarningsRepository,
    WarningsService,
  ],
  exports: [StatementsService, ExplanationService, WhatIfService, ResultFactsService, WarningsService],
})
export class StatementsModule {}
