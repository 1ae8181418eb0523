import { Module } from '@nestjs/common';
import { SchemesModule } from '../schemes/index.js';
import { SimulationJobService } from './simulation-job.service.js';
import { SimulationPartsModule } from './simulation-parts.module.js';
import { SimulationsController } from './simulations.controller.js';
import { SimulationsService } from './simulations.service.js';

@Module({
  imports: [SchemesModule, SimulationPartsModule],
  controllers: [SimulationsController],
  providers: [SimulationsService, SimulationJobService],
  exports: [SimulationsService],
})
export class SimulationsModule {}
