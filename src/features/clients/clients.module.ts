import { Module } from '@nestjs/common';
import { nounController } from '../../platform/records/noun-routes.js';
import './clients.dto.js';

@Module({
  controllers: ['products', 'clients', 'score-levels', 'client-scores', 'portfolio-assignments'].map(
    nounController,
  ),
})
export class ClientsModule {}
