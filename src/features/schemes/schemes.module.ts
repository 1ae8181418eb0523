import { Module } from '@nestjs/common';
import { nounController } from '../../platform/records/noun-routes.js';
import './scheme.dto.js';
import './scheme-assignment.dto.js';
import { SchemesController } from './schemes.controller.js';
import { SchemesRepository } from './schemes.repository.js';
import { SchemesService } from './schemes.service.js';

@Module({
  controllers: [SchemesController, nounController('scheme-assignments')],
  providers: [SchemesService, SchemesRepository],
  exports: [SchemesService],
})
export class SchemesModule {}
