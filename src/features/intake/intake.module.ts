import { Module } from '@nestjs/common';
import { nounController } from '../../platform/records/noun-routes.js';
import './facts.dto.js';
import { ImportsController } from './imports.controller.js';
import { ImportsRepository } from './imports.repository.js';
import { ImportsService } from './imports.service.js';
import { MappingProfilesController } from './mapping-profiles.controller.js';
import { MappingProfilesRepository } from './mapping-profiles.repository.js';
import { MappingProfilesService } from './mapping-profiles.service.js';

@Module({
  controllers: [
    ...['orders', 'returns', 'complaints', 'remarks', 'kpis', 'kpi-readings'].map(nounController),
    MappingProfilesController,
    ImportsController,
  ],
  providers: [MappingProfilesRepository, MappingProfilesService, ImportsRepository, ImportsService],
  exports: [ImportsService],
})
export class IntakeModule {}
