export { CalculationService } from './calculation.service.js';
export { ManifestsService } from './manifests.service.js';
export { measureRequests } from './observers.js';
export type { RunDto } from './payroll.dto.js';
export { PayrollModule } from './payroll.module.js';
export { PayrollService } from './payroll.service.js';
export { PeriodsService } from './periods.service.js';
export { newVerifier, ProofService } from './proof.service.js';
export { ScheduleService } from './schedule.service.js';
