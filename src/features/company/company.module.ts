import { Module } from '@nestjs/common';
import { CompanyController } from './company.controller.js';
import { CompanyService } from './company.service.js';
import { PayRulesController } from './pay-rules.controller.js';
import { PayRulesService } from './pay-rules.service.js';

@Module({
  controllers: [CompanyController, PayRulesController],
  providers: [CompanyService, PayRulesService],
  exports: [CompanyService, PayRulesService],
})
export class CompanyModule {}
