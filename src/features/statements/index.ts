export { ExplanationService } from './explanation.service.js';
export { ResultFactsService } from './result-facts.service.js';
export { StatementsModule } from './statements.module.js';
export { StatementsService } from './statements.service.js';
export { wantsText } from './wants-text.js';
export { WarningsService } from './warnings.service.js';
