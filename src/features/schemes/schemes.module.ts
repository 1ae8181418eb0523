import { Module } from '@nestjs/common';
import { nounController } from '../../platform/records/noun-routes.js';
import { PayCurveService } from './pay-curve.service.js';
import './scheme.dto.js';
import './scheme-assignment.dto.js';
import { SchemeLintService } from './scheme-lint.service.js';
import { SchemesController } from './schemes.controller.js';
import { SchemesRepository } from './schemes.repository.js';
import { SchemesService } from './schemes.service.js';

@Module({
  controllers: [SchemesController, nounController('scheme-assignments')],
  providers: [SchemesService, SchemeLintService, PayCurveService, SchemesRepository],
  exports: [SchemesService, SchemeLintService],
})
export class SchemesModule {}
