export { ExportProofService } from './export-proof.service.js';
export { ExportsModule } from './exports.module.js';
