import { Module } from '@nestjs/common';
import { PayrollModule } from '../payroll/index.js';
import { SchemesModule } from '../schemes/index.js';
import { SimulatedPayeesService } from './simulated-payees.service.js';
import { SimulationJobService } from './simulation-job.service.js';
import { SimulationsController } from './simulations.controller.js';
import { SimulationsRepository } from './simulations.repository.js';
import { SimulationsService } from './simulations.service.js';

@Module({
  imports: [SchemesModule, PayrollModule],
  controllers: [SimulationsController],
  providers: [SimulationsService, SimulationJobService, SimulatedPayeesService, SimulationsRepository],
  exports: [SimulationsService],
})
export class SimulationsModule {}
