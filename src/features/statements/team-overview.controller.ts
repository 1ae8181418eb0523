import { Controller, Get, Param, Query } from '@nestjs/common';
import { Asking, type Viewer } from '../access/index.js';
import { TeamOverviewDto, TeamOverviewQueryDto } from './team-overview.dto.js';
import { TeamOverviewService } from './team-overview.service.js';

@Controller('v1/teams/:code/overview')
export class TeamOverviewController {
  constructor(private readonly overviews: TeamOverviewService) {}

  /** A team's month: plans by week, the ratios that each is paid by, complaints and remarks, clients won and lost. */
  @Get()
  of(
    @Asking() viewer: Viewer,
    @Param('code') code: string,
    @Query() { period }: TeamOverviewQueryDto,
  ): Promise<TeamOverviewDto> {
    return this.overviews.of(viewer, code, period);
  }
}
