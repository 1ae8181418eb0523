import { Module } from '@nestjs/common';
import { PayrollModule } from '../payroll/index.js';
import { SchemesModule } from '../schemes/index.js';
import { SimulatedPayeesService } from './simulated-payees.service.js';
import { SimulationPartsService } from './simulation-parts.service.js';
import { SimulationsRepository } from './simulations.repository.js';

/** What computes simulations, in the service and in its threads. */
@Module({
  imports: [SchemesModule, PayrollModule],
  providers: [SimulationPartsService, SimulatedPayeesService, SimulationsRepository],
  exports: [SimulationPartsService, SimulationsRepository],
})
export class SimulationPartsModule {}
