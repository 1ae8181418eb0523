import { Controller, Get } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { DomainError } from './problem/domain-error.js';

export class HealthDto {
  @ApiProperty({ enum: ['ok'] })
  status!: 'ok';
}

@Controller('health')
export class HealthController {
  constructor(private readonly source: DataSource) {}

  /** The process answers. */
  @Get('live')
  live(): HealthDto {
    return { status: 'ok' };
  }

  /** The database answers too; 503 while it does not. */
  @Get('ready')
  async ready(): Promise<HealthDto> {
    await this.source.query('select 1').catch(() => {
      throw new DomainError('unavailable');
    });
    return { status: 'ok' };
  }
}
