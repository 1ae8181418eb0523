import { Module } from '@nestjs/common';
import { nounController } from '../../platform/records/noun-routes.js';
import { EventsService } from './events.service.js';
import { FactRowsService } from './fact-rows.service.js';
import { FactsService } from './facts.service.js';
import { HeldClientsService } from './held-clients.service.js';
import './measures.dto.js';
import { MeasuresService } from './measures.service.js';

@Module({
  controllers: [nounController('measures')],
  providers: [MeasuresService, FactsService, FactRowsService, HeldClientsService, EventsService],
  exports: [MeasuresService, FactsService, FactRowsService, HeldClientsService, EventsService],
})
export class MeasuresModule {}
