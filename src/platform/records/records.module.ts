import { Global, Module } from '@nestjs/common';
import { RecordsService } from './records.service.js';
import { WithdrawalsService } from './withdrawals.service.js';

@Global()
@Module({ providers: [RecordsService, WithdrawalsService], exports: [RecordsService, WithdrawalsService] })
export class RecordsModule {}
