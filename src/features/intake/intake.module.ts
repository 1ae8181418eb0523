import { Module } from '@nestjs/common';
import { fileBytesMax } from '../../platform/config.js';
import { factController } from '../../platform/records/fact-routes.js';
import { nounController } from '../../platform/records/noun-routes.js';
import './facts.dto.js';
import { FileIntake } from './file-intake.service.js';
import { ImportPreviewService } from './import-preview.service.js';
import { ImportsController } from './imports.controller.js';
import { ImportsRepository } from './imports.repository.js';
import { FILE_BYTES_MAX, ImportsService } from './imports.service.js';
import { MappingProfilesController } from './mapping-profiles.controller.js';
import { MappingProfilesRepository } from './mapping-profiles.repository.js';
import { MappingProfilesService } from './mapping-profiles.service.js';
import { RejectedRowsService } from './rejected-rows.service.js';
import { RejectsRepository } from './rejects.repository.js';

@Module({
  controllers: [
    ...['orders', 'returns', 'payments', 'complaints', 'remarks', 'kpi-readings'].map(factController),
    nounController('kpis'),
    MappingProfilesController,
    ImportsController,
  ],
  providers: [
    MappingProfilesRepository,
    MappingProfilesService,
    ImportsRepository,
    RejectsRepository,
    FileIntake,
    ImportsService,
    RejectedRowsService,
    ImportPreviewService,
    { provide: FILE_BYTES_MAX, useFactory: () => fileBytesMax() },
  ],
  exports: [ImportsService, RejectedRowsService],
})
export class IntakeModule {}
