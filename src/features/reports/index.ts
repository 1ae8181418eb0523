export { ReconciliationService } from './reconciliation.service.js';
export { ReportsModule } from './reports.module.js';
