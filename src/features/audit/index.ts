export { AuditModule } from './audit.module.js';
export { AuditEvent } from './audit-event.entity.js';
export { AuditProofService } from './audit-proof.service.js';
