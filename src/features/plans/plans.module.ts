import { Module } from '@nestjs/common';
import { nounController } from '../../platform/records/noun-routes.js';
import './targets.dto.js';
import { TargetsRepository } from './targets.repository.js';

@Module({
  controllers: [nounController('targets')],
  providers: [TargetsRepository],
  exports: [TargetsRepository],
})
export class PlansModule {}
