import { Controller, Get, Param, Query } from '@nestjs/common';
import { Asking, type Viewer } from '../access/index.js';
import { ChangesDto, ChangesQueryDto } from './changes.dto.js';
import { ChangesService } from './changes.service.js';

@Controller('v1/periods/:code/changes')
export class ChangesController {
  constructor(private readonly changes: ChangesService) {}

  /** Statements whose figures differ from those of the draft before, or from what was submitted; for whoever approves. */
  @Get()
  of(
    @Asking() viewer: Viewer,
    @Param('code') code: string,
    @Query() { team, since }: ChangesQueryDto,
  ): Promise<ChangesDto> {
    return this.changes.of(viewer, { period: code, team, since: since ?? 'draft' });
  }
}
