import { Module } from '@nestjs/common';
import { nounController } from '../../platform/records/noun-routes.js';
import { CompanyModule } from '../company/index.js';
import './pay-codes.dto.js';
import { AcknowledgementsRepository } from './acknowledgements.repository.js';
import { AcknowledgementsService } from './acknowledgements.service.js';
import { DueLinesRepository } from './due-lines.repository.js';
import { ExportProofRepository } from './export-proof.repository.js';
import { ExportProofService } from './export-proof.service.js';
import { ExportsController } from './exports.controller.js';
import { ExportsRepository } from './exports.repository.js';
import { ExportsService } from './exports.service.js';
import { PaySheetController } from './pay-sheet.controller.js';
import { PaySheetRepository } from './pay-sheet.repository.js';
import { PaySheetService } from './pay-sheet.service.js';
import { UnpaidRepository } from './unpaid.repository.js';

@Module({
  imports: [CompanyModule],
  controllers: [nounController('pay-codes'), ExportsController, PaySheetController],
  providers: [
    AcknowledgementsRepository,
    AcknowledgementsService,
    DueLinesRepository,
    ExportProofRepository,
    ExportProofService,
    ExportsRepository,
    ExportsService,
    PaySheetRepository,
    PaySheetService,
    UnpaidRepository,
  ],
  exports: [ExportProofService],
})
export class ExportsModule {}
