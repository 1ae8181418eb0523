export type { CompanyDto } from './company.dto.js';
export { Company } from './company.entity.js';
export { CompanyModule } from './company.module.js';
export { CompanyService } from './company.service.js';
