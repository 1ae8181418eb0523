export { CalculationService } from './calculation.service.js';
export { type StatementContent, sum } from './documents.js';
export { measureRequests } from './inputs.service.js';
export type { RunDto } from './payroll.dto.js';
export { PayrollModule } from './payroll.module.js';
export { PayrollService } from './payroll.service.js';
export { ScheduleService } from './schedule.service.js';
