export { ExplanationService } from './explanation.service.js';
export { Statement } from './statement.entity.js';
export { StatementsModule } from './statements.module.js';
export { StatementsService } from './statements.service.js';
