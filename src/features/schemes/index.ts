export { lintFindingDto } from './scheme-findings.js';
export { SchemeLintService } from './scheme-lint.service.js';
export { schemeText } from './scheme-text.js';
export { LintFindingDto } from './schemes.dto.js';
export { SchemesModule } from './schemes.module.js';
export { type SchemeInForce, SchemesService } from './schemes.service.js';
