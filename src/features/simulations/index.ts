export type { SimulationDto } from './simulations.dto.js';
export { SimulationsModule } from './simulations.module.js';
export { SimulationsService } from './simulations.service.js';
