export type { Progress } from './file-progress.js';
export { ImportsService } from './imports.service.js';
export { IntakeModule } from './intake.module.js';
export { RejectedRowsService } from './rejected-rows.service.js';
