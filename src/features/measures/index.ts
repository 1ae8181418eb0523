export { EventsRepository } from './events.repository.js';
export { type FactRow, FactRowsService, type RowFacts } from './fact-rows.service.js';
export { type FactBehind, type FactsBehind, FactsService } from './facts.service.js';
export { HeldClientsService, type MarkedClient } from './held-clients.service.js';
export { MeasuresModule } from './measures.module.js';
export { type KnownMeasure, type Measured, MeasuresService } from './measures.service.js';
export { type MeasureRequest, MeasureValues } from './request.js';
