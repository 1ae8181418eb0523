export { SimulationPartsModule } from './simulation-parts.module.js';
export { SimulationPartsService, type ThreadedPart } from './simulation-parts.service.js';
export type { SimulationDto } from './simulations.dto.js';
export { SimulationsModule } from './simulations.module.js';
export { SimulationsService } from './simulations.service.js';
