import { Controller, Get, Query } from '@nestjs/common';
import { Asking, type Viewer } from '../access/index.js';
import { AuditEventPageDto, AuditEventQueryDto } from './audit-events.dto.js';
import { AuditEventsRepository } from './audit-events.repository.js';

@Controller('v1/audit-events')
export class AuditEventsController {
  constructor(private readonly events: AuditEventsRepository) {}

  /** What was done and by whom, latest first; before and after only of what the viewer's role may read anyway. */
  @Get()
  list(@Asking() viewer: Viewer, @Query() query: AuditEventQueryDto): Promise<AuditEventPageDto> {
    return this.events.list(viewer, query);
  }
}
