import { Module } from '@nestjs/common';
import { nounController } from '../../platform/records/noun-routes.js';
import { SchemesModule } from '../schemes/index.js';
import { StatementsModule } from '../statements/index.js';
import './legacy-pay.dto.js';
import { ReconciliationController } from './reconciliation.controller.js';
import { ReconciliationRepository } from './reconciliation.repository.js';
import { ReconciliationService } from './reconciliation.service.js';

@Module({
  imports: [SchemesModule, StatementsModule],
  controllers: [nounController('legacy-pay'), ReconciliationController],
  providers: [ReconciliationService, ReconciliationRepository],
  exports: [ReconciliationService],
})
export class ReportsModule {}
