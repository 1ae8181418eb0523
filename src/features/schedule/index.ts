export { PayScheduleModule } from './schedule.module.js';
export { ScheduleService } from './schedule.service.js';
