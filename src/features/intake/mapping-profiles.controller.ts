import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import {
  MappingProfileDto,
  MappingProfileSummaryDto,
  MappingProfileTextDto,
} from './mapping-profiles.dto.js';
import { MappingProfilesService } from './mapping-profiles.service.js';

@Controller('v1/mapping-profiles')
export class MappingProfilesController {
  constructor(private readonly profiles: MappingProfilesService) {}

  @Get()
  @ApiOperation({ summary: 'List mapping profiles by code' })
  list(): Promise<MappingProfileSummaryDto[]> {
    return this.profiles.list();
  }

  @Get(':code')
  @ApiOperation({ summary: 'One mapping profile with its document' })
  one(@Param('code') code: string): Promise<MappingProfileDto> {
    return this.profiles.one(code);
  }

  @Put(':code')
  @ApiOperation({
    summary: 'Save a mapping profile; its document must be without errors',
  })
  save(@Param('code') code: string, @Body() given: MappingProfileTextDto): Promise<MappingProfileDto> {
    return this.profiles.save(code, given.document);
  }
}
