import { Controller, Get, Param, Query } from '@nestjs/common';
import { Asking, type Viewer } from '../access/index.js';
import { ManagerClientsDto, ManagerClientsQueryDto } from './manager-clients.dto.js';
import { ManagerClientsService } from './manager-clients.service.js';

@Controller('v1/managers/:id/clients')
export class ManagerClientsController {
  constructor(private readonly clients: ManagerClientsService) {}

  /** The clients a manager holds, today or on a day: complexity, last order, orders of the month, who is new, lost or about to be. */
  @Get()
  of(
    @Asking() viewer: Viewer,
    @Param('id') id: string,
    @Query() { on }: ManagerClientsQueryDto,
  ): Promise<ManagerClientsDto> {
    return this.clients.of(viewer, id, on);
  }
}
