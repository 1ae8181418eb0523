import { Module } from '@nestjs/common';
import { nounController } from '../../platform/records/noun-routes.js';
import { EventsRepository } from './events.repository.js';
import { FactRowsService } from './fact-rows.service.js';
import { FactsService } from './facts.service.js';
import { HeldClientsRepository } from './held-clients.repository.js';
import { HeldClientsService } from './held-clients.service.js';
import './measures.dto.js';
import { MeasuresService } from './measures.service.js';

@Module({
  controllers: [nounController('measures')],
  providers: [
    MeasuresService,
    FactsService,
    FactRowsService,
    HeldClientsService,
    HeldClientsRepository,
    EventsRepository,
  ],
  exports: [MeasuresService, FactsService, FactRowsService, HeldClientsService, EventsRepository],
})
export class MeasuresModule {}
