import { Module } from '@nestjs/common';
import { CompanyModule } from '../company/index.js';
import { PayrollModule } from '../payroll/index.js';
import { ScheduleController } from './schedule.controller.js';
import { ScheduleRepository } from './schedule.repository.js';
import { ScheduleService } from './schedule.service.js';

@Module({
  imports: [CompanyModule, PayrollModule],
  controllers: [ScheduleController],
  providers: [ScheduleService, ScheduleRepository],
  exports: [ScheduleService],
})
export class PayScheduleModule {}
