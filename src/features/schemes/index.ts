export { readSchemeSource } from './scheme-source.js';
export { SchemesModule } from './schemes.module.js';
export { type SchemeInForce, SchemesService } from './schemes.service.js';
